import { describe, expect, test } from 'vitest';
import { loadBinary } from './engines.ts';
import { hashOfRun, TRAINING_RUNS } from './training-runs.ts';

describe('all engines hold the same bits after 200 steps', () => {
  const hashes = new Set<string>();

  test.each(TRAINING_RUNS)('$name', async (run) => {
    const hash = await hashOfRun(run, 'javascript', loadBinary);
    expect(await hashOfRun(run, 'wasm-scalar', loadBinary)).toBe(hash);
    expect(await hashOfRun(run, 'wasm-simd', loadBinary)).toBe(hash);
    hashes.add(hash);
  });

  test('other recipes and networks end with other bits, so that equality says something', () => {
    // Two are one: without weight decay AdamW is Adam.
    expect(hashes.size).toBe(TRAINING_RUNS.length - 1);
  });
});
