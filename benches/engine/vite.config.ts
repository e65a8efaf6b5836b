import { resolve } from 'node:path';
import { defineConfig } from 'vite';

const ROOT = resolve(import.meta.dirname, '../..');

/** The program of `npm run bench`; it builds the page that it opens by itself. */
export default defineConfig({
  root: ROOT,
  publicDir: false,
  build: {
    ssr: 'benches/engine/run.ts',
    target: 'node20',
    outDir: 'build/bench/program',
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'run.js' } },
  },
});
