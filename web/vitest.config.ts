import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  plugins: [svelte({ configFile: false })],
  // `css`: the theme's test reads the style sheet, which would otherwise be empty.
  test: { css: true, include: ['{packages,apps}/**/*.test.ts'] },
})
