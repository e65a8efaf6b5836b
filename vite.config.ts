import { defineConfig } from 'vite';
import wasm from 'vite-plugin-wasm';

const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const port = Number(process.env.PORT ?? 4173);

export default defineConfig({
  base: './',
  plugins: [wasm()],
  build: { target: 'esnext', assetsInlineLimit: 0 },
  server: { headers: isolation },
  preview: { port, strictPort: true, headers: isolation },
});
