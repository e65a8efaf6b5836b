import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { build } from 'vite';
import wasm from 'vite-plugin-wasm';
import { EXACT_ENGINE_KINDS } from '../../src/engine/engine.ts';
import type { BinaryKind } from '../../src/engine/wasm.ts';
import { loadBinary } from './engines.ts';
import { hashOfRun, TRAINING_RUNS } from './training-runs.ts';

/** The engine as the page's bundler makes it. */
async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    plugins: [wasm()],
    build: {
      target: 'esnext',
      write: false,
      lib: { entry: join(import.meta.dirname, 'in-chromium.ts'), formats: ['es'] },
    },
  });
  const { output } = Array.isArray(built) ? built[0]! : (built as Extract<typeof built, { output: unknown }>);
  return output[0].code;
}

for (const kind of EXACT_ENGINE_KINDS) {
  test(`${kind} holds the same bits in this browser as in Node after 200 steps`, async ({ page }) => {
    test.setTimeout(300_000);
    // Pages of this origin that exist only for this test; no server needs to know of them.
    const script = await bundle();
    await page.route('**/engine-under-test/*', async (route) => {
      const file = new URL(route.request().url()).pathname.split('/').pop();
      if (file === 'engine.js') return route.fulfill({ contentType: 'text/javascript', body: script });
      if (file?.endsWith('.wasm')) {
        const bytes = (await loadBinary(file.slice(0, -'.wasm'.length) as BinaryKind)) as Buffer;
        return route.fulfill({ contentType: 'application/wasm', body: bytes });
      }
      return route.fulfill({ contentType: 'text/html', body: '<script type="module" src="engine.js"></script>' });
    });
    await page.goto('engine-under-test/page.html');
    await page.waitForFunction(() => 'hashOfRunNumber' in globalThis);
    for (const [n, run] of TRAINING_RUNS.entries()) {
      const inBrowser = await page.evaluate(([number, chosen]) => hashOfRunNumber(number, chosen), [n, kind] as const);
      // One engine stands for all in Node: same-bits.test.ts shows that they agree there.
      expect(inBrowser, run.name).toBe(await hashOfRun(run, 'wasm-simd', loadBinary));
    }
  });
}
