import { expect } from '@playwright/test';
import { EXACT_ENGINE_KINDS } from '../../src/engine/engine.ts';
import { run, test } from './browser-engine.ts';
import { loadBinary } from './engines.ts';
import { hashOfRun, TRAINING_RUNS } from './training-runs.ts';

/** One engine stands for all in Node: same-bits.test.ts shows that they agree there. */
const inNode = new Map<number, Promise<string>>();
const hashInNode = (number: number) => {
  const hash = inNode.get(number) ?? hashOfRun(TRAINING_RUNS[number]!, 'wasm-simd', loadBinary);
  inNode.set(number, hash);
  return hash;
};

for (const kind of EXACT_ENGINE_KINDS) {
  test(`${kind} holds the same bits in this browser as in Node after 200 steps`, async ({ page, served }) => {
    test.setTimeout(300_000);
    await page.goto(served.plainUrl);
    for (const [number, { name }] of TRAINING_RUNS.entries()) {
      const inBrowser = await run(page, 'page', 'trainingRun', { run: number, kind });
      expect(inBrowser, name).toBe(await hashInNode(number));
    }
  });
}
