import { defineConfig } from 'vite';
import wasm from 'vite-plugin-wasm';

/** The command-line programs, bundled for Node from the same source as the page. */
export default defineConfig({
  publicDir: false,
  plugins: [wasm()],
  build: {
    ssr: true,
    target: 'node20',
    outDir: 'build/cli',
    emptyOutDir: true,
    rolldownOptions: {
      // Side by side, so that every part finds the engine's binaries in ../engine/.
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      input: {
        train: 'src/cli/train.ts',
        evaluate: 'src/cli/evaluate.ts',
        pretrain: 'src/cli/pretrain.ts',
        data: 'src/cli/data.ts',
        'engine-thread': 'src/cli/engine-thread.ts',
        'chunk-worker': 'src/cli/pretraining/chunk-worker.ts',
      },
    },
  },
});
