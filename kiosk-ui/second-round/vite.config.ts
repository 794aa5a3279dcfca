import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

/** One classic script and one style sheet, for `take-home` to put into a page that needs nothing else. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [svelte()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2020',
    lib: {
      entry: 'main.ts',
      formats: ['iife'],
      name: 'secondRound',
      fileName: () => 'second-round.js',
      cssFileName: 'second-round',
    },
  },
});
