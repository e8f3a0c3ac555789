import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

// BOTSCHAFT_SERVER names a running server to develop against; `vite build` needs none.
const server = process.env.BOTSCHAFT_SERVER ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [svelte({ configFile: false })],
  worker: { format: 'es' },
  build: {
    outDir: '../../../build/web',
    emptyOutDir: true,
    target: 'es2022',
    // Everything is a file of its own: the page's policy allows no data: scripts, styles or fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      checks: { pluginTimings: false },
      // The service worker keeps its address, whatever is in it: browsers compare what they find there.
      input: { main: 'index.html', 'stream.sw': 'src/stream.sw.ts' },
      output: {
        entryFileNames: ({ name }) => (name === 'stream.sw' ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: {
    proxy: {
      '/.well-known': server,
      '/apiws': { target: server, ws: true },
    },
  },
})
