import { expect, test } from 'vitest';
import { barsOf } from '../../benches/engine/bars.ts';
import type { Result } from '../../benches/engine/results.ts';
import { benchFile, resultOf } from './reports.ts';

const barOf = (what: string, results: readonly Result[]) =>
  barsOf(benchFile(results), 15_000).find((bar) => bar.what === what)!;

test('training is judged against the peak, and against the highest reading beside it', () => {
  const bar = barOf('SIMD ÷ limit of the sparse algorithm, batch 128', [resultOf('train', 128, 'wasm-simd', 287_000)]);
  expect(bar.measured).toBeCloseTo(0.7, 12);
  expect(bar.isMet).toBe(true);
  expect(bar.byHighestPeak!.measured).toBeCloseTo(0.574, 12);
  expect(bar.byHighestPeak!.isMet).toBe(false);
});

test('the time of predictions may be as long as the machine is slow', () => {
  const bar = barOf('predicting 10,000 images, SIMD', [resultOf('predict', 10_000, 'wasm-simd', 400_000)]);
  expect(bar).toMatchObject({ measured: 25, bar: 30, aim: 18, isMet: true });
  expect(bar.byHighestPeak!.bar).toBeCloseTo(24.6, 12);
  expect(bar.byHighestPeak!.isMet).toBe(false);
});

test('threads and peers are told apart', () => {
  const results = [
    resultOf('train', 1024, 'wasm-simd', 100_000),
    resultOf('train', 1024, 'wasm-simd', 180_000, 2),
    resultOf('train', 1024, 'tfjs-wasm', 4000),
  ];
  expect(barOf('2 threads ÷ 1, SIMD, batch 1024', results)).toMatchObject({ measured: 1.8, isMet: true, byHighestPeak: null });
  expect(barOf('SIMD ÷ tfjs-wasm, batch 1024', results)).toMatchObject({ measured: 25, isMet: true });
});

test('what was not measured is not met', () => {
  for (const bar of barsOf(benchFile([]), 15_000).slice(0, -2))
    expect(bar, bar.what).toMatchObject({ measured: null, isMet: false });
  expect(barsOf(benchFile([]), 25_000).at(-1)).toMatchObject({ measured: 25, isMet: false });
});
