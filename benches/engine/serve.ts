import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { build, type InlineConfig, preview } from 'vite';
import wasm from 'vite-plugin-wasm';

const ISOLATION = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** The files that training reads. */
export const MNIST_FILES = ['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'];

/**
 * Builds the page of the benchmark and serves it on a free port, cross-origin isolated; MNIST, where there is a folder of it,
 * under /mnist/.
 */
export async function servePage(root: string, mnist: string | null): Promise<{ url: string; close: () => Promise<void> }> {
  const config: InlineConfig = {
    configFile: false,
    logLevel: 'warn',
    root: join(root, 'benches/engine/page'),
    publicDir: false,
    plugins: [wasm()],
    worker: { format: 'es', plugins: () => [wasm()] },
    build: {
      target: 'esnext',
      outDir: join(root, 'build/bench/page'),
      emptyOutDir: true,
      assetsInlineLimit: 0,
      // Profiles show names; nothing here is downloaded by anybody.
      minify: false,
      chunkSizeWarningLimit: 4000,
    },
  };
  await build(config);
  const server = await preview({
    ...config,
    preview: { port: 0, strictPort: false, headers: ISOLATION },
    plugins: [
      {
        name: 'mnist',
        configurePreviewServer({ middlewares }) {
          middlewares.use('/mnist', (request, response, next) => {
            const name = (request.url ?? '').slice(1);
            if (mnist === null || !MNIST_FILES.includes(name)) return next();
            createReadStream(join(mnist, name)).on('error', next).pipe(response);
          });
        },
      },
    ],
  });
  const address = server.httpServer.address();
  if (typeof address !== 'object' || !address) throw new Error('the server of the benchmark has no port');
  return { url: `http://localhost:${address.port}/`, close: () => server.close() };
}
