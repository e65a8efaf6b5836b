import { expect, it } from 'vitest';
import { estimatedSeconds, DEFAULT_SETTINGS, tasksOf, threadCounts } from '../../../src/domain/benchmark/report.ts';
import { crossoverOf, matchesOf, ratioOf, spreadOf, summaryOf, verdictOf } from '../../../src/domain/benchmark/summary.ts';
import { line, reportOf, usualReport } from './reports.ts';

it('a figure is the median, its range the middle half of the samples', () => {
  expect(summaryOf([5, 1, 3, 2, 4])).toEqual({ median: 3, low: 2, high: 4 });
  expect(spreadOf(summaryOf([5, 1, 3, 2, 4]))).toBeCloseTo(2 / 3, 12);
});

it('ratios compare what was measured in the same round, so that a slow moment hits both', () => {
  const textbook = line('training', 128, 'javascript-textbook', [4000, 1000, 4000, 2000]);
  const simd = line('training', 128, 'wasm-simd', [200_000, 50_000, 200_000, 100_000, 7]);
  expect(ratioOf(simd, textbook)).toEqual({ median: 50, low: 50, high: 50 });
});

it('who wins needs three quarters of the rounds', () => {
  expect(verdictOf(summaryOf([1.1, 1.2, 1.3, 1.4]))).toBe('webassembly');
  expect(verdictOf(summaryOf([0.9, 0.8, 0.7, 0.6]))).toBe('javascript');
  expect(verdictOf(summaryOf([0.8, 0.9, 1.2, 1.3]))).toBe('even');
});

it('the crossover is the size from which on WebAssembly wins at all larger ones', () => {
  const matches = matchesOf(usualReport(), 'product');
  expect(matches.map(({ size, verdict }) => [size, verdict])).toEqual([
    [4, 'javascript'],
    [8, 'javascript'],
    [16, 'webassembly'],
    [512, 'webassembly'],
  ]);
  expect(matches[3]!.javascript.kind).toBe('javascript-textbook');
  expect(crossoverOf(matches)).toBe(16);
  expect(crossoverOf(matches.slice(0, 2))).toBeNull();
  // It wins at 4, and loses again at 8: only 16 counts.
  const winsEarly = [{ ...matches[0]!, verdict: 'webassembly' as const }, ...matches.slice(1)];
  expect(crossoverOf(winsEarly)).toBe(16);
});

it('a match needs both sides: a browser without WebAssembly has none', () => {
  expect(matchesOf(reportOf([line('product', 4, 'javascript', [1])]), 'product')).toEqual([]);
});

it('threads are tried by twos, and as many as there are cores', () => {
  expect(threadCounts(1)).toEqual([]);
  expect(threadCounts(2)).toEqual([2]);
  expect(threadCounts(6)).toEqual([2, 4, 6]);
  expect(threadCounts(8)).toEqual([2, 4, 8]);
  expect(threadCounts(128)).toEqual([2, 4, 8, 16]);
});

it('what is measured follows the choice, and so does how long it takes', () => {
  expect(tasksOf({ ...DEFAULT_SETTINGS, workloads: ['training', 'product'], largestProduct: 4, largestBatch: 8 })).toEqual([
    { workload: 'product', size: 1 },
    { workload: 'product', size: 2 },
    { workload: 'product', size: 4 },
    { workload: 'training', size: 1 },
    { workload: 'training', size: 8 },
  ]);
  expect(estimatedSeconds({ ...DEFAULT_SETTINGS, pace: 'quick' }, 2)).toBeLessThan(estimatedSeconds(DEFAULT_SETTINGS, 2));
  expect(estimatedSeconds(DEFAULT_SETTINGS, 8)).toBeGreaterThan(estimatedSeconds(DEFAULT_SETTINGS, 2));
});
