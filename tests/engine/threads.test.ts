import { describe, expect, test } from 'vitest';
import { createEngine } from '../../src/engine/create.ts';
import { EXACT_ENGINE_KINDS } from '../../src/engine/engine.ts';
import { recipe } from '../../src/engine/recipe.ts';
import { describeNetwork } from '../../src/domain/network.ts';
import { randomImages, randomParameters } from '../fixtures/random-images.ts';
import { loadBinary, range, testThreads } from './engines.ts';
import { THREAD_RUNS, trainOnThreads } from './thread-runs.ts';

const onThreads = (threads: number) => ({ threads, loadBinary, host: testThreads });

describe('any number of threads holds the same bits after 1,000 steps', () => {
  test.each(THREAD_RUNS)('$name', async (run) => {
    const alone = await trainOnThreads(run, { kind: 'wasm-simd', threads: 1, loadBinary });
    expect(alone).toMatchObject({ threads: 1, threadShortage: null, brokenGuards: [] });
    for (const threads of [2, 3, 4, 8]) {
      expect(await trainOnThreads(run, { kind: 'wasm-simd', ...onThreads(threads) })).toEqual({ ...alone, threads });
    }
  });

  test.each(EXACT_ENGINE_KINDS)('%s', async (kind) => {
    const run = THREAD_RUNS[2]!;
    const alone = await trainOnThreads(run, { kind: 'wasm-simd', threads: 1, loadBinary });
    expect(await trainOnThreads(run, { kind, ...onThreads(3) })).toEqual({ ...alone, threads: 3 });
  });
});

const network = describeNetwork({ sizes: [31, 9, 5] });
const CAPACITY = { network, maxBatchSize: 8, maxImages: 8, maxEntries: 8 * 31, training: true };

test.each([0, 65, 1.5, NaN])('%s threads are refused', async (threads) => {
  await expect(createEngine('auto', { ...CAPACITY, threads }, loadBinary, testThreads)).rejects.toThrow(
    expect.objectContaining({ code: 'out-of-range', message: `got threads ${threads}, expected a whole number from 1 to 64` }),
  );
});

test('many threads are made, work, and end', async () => {
  const engine = await createEngine('wasm-simd', { ...CAPACITY, threads: 16 }, loadBinary, testThreads);
  expect(engine.threads).toBe(16);
  engine.loadImages(randomImages(31, 5, 8, 1));
  engine.loadParameters(randomParameters(network, 1));
  expect(engine.trainStep(range(0, 8), recipe({ optimizer: 'adam' })).loss).toBeGreaterThan(0);
  await engine.close();
  expect(engine.threads).toBe(1);
  expect(engine.trainStep(range(0, 8), recipe({ optimizer: 'adam' })).loss).toBeGreaterThan(0);
  expect(engine.brokenGuards).toEqual([]);
});

test('a program that cannot start threads gets one, and is told', async () => {
  const engine = await createEngine('wasm-simd', { ...CAPACITY, threads: 4 }, loadBinary);
  expect(engine).toMatchObject({ threads: 1, threadShortage: 'the program has no way to start threads' });
});

test('an engine with four threads and 60,000 images fits 128 MiB', async () => {
  const { layout } = await createEngine(
    'javascript',
    {
      network: describeNetwork({ sizes: [784, 128, 64, 32, 10] }),
      maxBatchSize: 1024,
      maxImages: 60_000,
      // MNIST's 60,000 training images have 8,994,156 pixels that are not zero.
      maxEntries: 9_000_000,
      training: true,
      threads: 4,
    },
    loadBinary,
  );
  expect(layout.bytes).toBeLessThan(64 * 2 ** 20);
});
