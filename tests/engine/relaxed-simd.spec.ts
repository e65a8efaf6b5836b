import { expect } from '@playwright/test';
import {
  GOLDEN_BATCH,
  GOLDEN_GRADIENTS,
  goldenImages,
  goldenLayers,
  goldenTensor,
  relativeDistance,
} from '../fixtures/golden.ts';
import { run, test } from './browser-engine.ts';
import { tensorsOf } from './engines.ts';

// Node 20 refuses this binary; a current Chromium runs it.

/** The tolerance of the golden file for those who round every product: a fused product is nearer to the truth. */
const TOLERANCE = 2e-6;

test('wasm-relaxed-simd agrees with PyTorch', async ({ page, served }) => {
  await page.goto(served.plainUrl);
  for (const { prefix, activation, loss } of GOLDEN_GRADIENTS) {
    const settings = { activation, loss, parameters: goldenLayers('init'), images: goldenImages, count: GOLDEN_BATCH };
    const relaxed = await run(page, 'page', 'gradients', { kind: 'wasm-relaxed-simd', ...settings });
    expect(relaxed.brokenGuards).toEqual([]);
    expect(relativeDistance([relaxed.loss], goldenTensor(`${prefix}.loss`)), prefix).toBeLessThan(TOLERANCE);
    const reference = tensorsOf(goldenLayers(prefix));
    for (const [index, ours] of tensorsOf(relaxed.gradients).entries()) {
      expect(relativeDistance(ours, reference[index]!), `${prefix}, tensor ${index}`).toBeLessThan(TOLERANCE);
    }
  }
});

test('wasm-relaxed-simd trains on threads: every number of them gives its own bits again', async ({ page, served }) => {
  await page.goto(served.isolatedUrl);
  const results = [];
  for (const threads of [1, 2]) {
    results.push(await run(page, 'worker', 'threadRun', { run: 0, kind: 'wasm-relaxed-simd', threads }));
  }
  expect(results[1]).toEqual({ ...results[0], threads: 2 });
  expect(results[0]!.brokenGuards).toEqual([]);
});

test('wasm-relaxed-simd is never chosen unless asked for', async ({ page, served }) => {
  await page.goto(served.isolatedUrl);
  expect(await run(page, 'page', 'autoKind', null)).toBe('wasm-simd');
});
