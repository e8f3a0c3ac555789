import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// BOTSCHAFT_SERVER names a running server to develop against; `vite build` needs none.
const server = process.env.BOTSCHAFT_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  base: '/desk/',
  plugins: [svelte({ configFile: false })],
  build: {
    // Below the messenger's folder, whose build empties it: this one comes second.
    outDir: '../../../build/web/desk',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: {
    proxy: {
      '/desk/api': server,
      '/desk/log': server,
      '/.well-known': server,
    },
  },
})
