import { expect } from '@playwright/test';
import { EXACT_ENGINE_KINDS } from '../../src/engine/engine.ts';
import { run, test } from './browser-engine.ts';
import { loadBinary } from './engines.ts';
import { hashOfRun, TRAINING_RUNS } from './training-runs.ts';

for (const kind of EXACT_ENGINE_KINDS) {
  test(`${kind} holds the same bits in this browser as in Node after 200 steps`, async ({ page, served }) => {
    test.setTimeout(300_000);
    await page.goto(served.plainUrl);
    for (const [number, { name }] of TRAINING_RUNS.entries()) {
      const inBrowser = await run(page, 'page', 'trainingRun', { run: number, kind });
      // One engine stands for all in Node: same-bits.test.ts shows that they agree there.
      expect(inBrowser, name).toBe(await hashOfRun(TRAINING_RUNS[number]!, 'wasm-simd', loadBinary));
    }
  });
}
