import { defineConfig, type Plugin } from 'vite';
import wasm from 'vite-plugin-wasm';
import { MNIST_MIRROR } from './src/formats/mnist.ts';

const isolation = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const port = Number(process.env.PORT ?? 4173);

/** Nothing but this site's own files, and the mirror of MNIST for those who ask for it; WebAssembly may be compiled, text may not be run. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' blob:",
  `connect-src 'self' ${MNIST_MIRROR}`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Puts the policy into the built page; the development server injects styles and scripts that it would refuse. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: CONTENT_SECURITY_POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

/** KaTeX names every font in three formats; every browser that runs this page takes woff2. */
const onlyWoff2: Plugin = {
  name: 'only-woff2',
  enforce: 'pre',
  transform: {
    filter: { id: /katex.*\.css/ },
    handler: (css) => css.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\([^)]*\)/g, ''),
  },
};

export default defineConfig({
  base: './',
  // A file that is not there is an error, not the page once more.
  appType: 'mpa',
  plugins: [wasm(), contentSecurityPolicy, onlyWoff2],
  build: { target: 'esnext', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  worker: { format: 'es', plugins: () => [wasm()] },
  server: { headers: isolation },
  preview: { port, strictPort: true, headers: isolation },
});
