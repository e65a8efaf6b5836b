import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import wasm from 'vite-plugin-wasm';

const BINARIES = resolve(import.meta.dirname, '../../build/engine');

const ISOLATION = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', wasm: 'application/wasm' };

/** A page that exists only for tests of the engine in a browser. */
export interface ServedPage {
  /** Cross-origin isolated, so that memory can be shared; and not. */
  readonly isolatedUrl: string;
  readonly plainUrl: string;
  readonly close: () => Promise<void>;
}

/** Bundles in-chromium.ts as the page's bundler does, and serves it beside the engine's binaries. */
export async function servePage(): Promise<ServedPage> {
  const files = await bundle();
  files.set('page.html', '<script type="module" src="in-chromium.js"></script>');
  const server = createServer((request, response) => {
    const [mode, ...path] = (request.url ?? '').slice(1).split('/');
    const name = path.join('/');
    const answer = async () => {
      // Workers lie in a folder of their own and ask for binaries there.
      const binary = /wasm-([\w-]+\.wasm)$/.exec(name)?.[1];
      const body = binary === undefined ? files.get(name) : await readFile(join(BINARIES, binary));
      if (body === undefined) return response.writeHead(404).end();
      const type = { 'Content-Type': TYPES[name.split('.').pop()!] ?? 'application/octet-stream' };
      return response.writeHead(200, mode === 'isolated' ? { ...type, ...ISOLATION } : type).end(body);
    };
    void answer().catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((done) => void server.listen(0, done));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the server of the test page has no port');
  const url = (mode: string) => `http://localhost:${address.port}/${mode}/page.html`;
  return {
    isolatedUrl: url('isolated'),
    plainUrl: url('plain'),
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

async function bundle(): Promise<Map<string, string | Uint8Array>> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    base: './',
    plugins: [wasm()],
    worker: { format: 'es', plugins: () => [wasm()] },
    build: {
      target: 'esnext',
      write: false,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: { 'in-chromium': join(import.meta.dirname, 'in-chromium.ts') },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  const { output } = Array.isArray(built) ? built[0]! : (built as Extract<typeof built, { output: unknown }>);
  return new Map(output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]));
}
