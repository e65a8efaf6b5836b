import { describe, expect, test } from 'vitest';
import { augmentationStream, augmentPixels, PIXEL_AUGMENTATION } from '../../src/domain/augment/pixels.ts';
import { describeNetwork } from '../../src/domain/network.ts';
import { Random } from '../../src/domain/random.ts';
import { denseImage, imageCount, sparseFromDense, type SparseImages } from '../../src/domain/sparse-images.ts';
import type { ArenaEngine } from '../../src/engine/arena-engine.ts';
import { createEngine } from '../../src/engine/create.ts';
import { EXACT_ENGINE_KINDS, type EngineKind, type EpochPlan } from '../../src/engine/engine.ts';
import { recipe } from '../../src/engine/recipe.ts';
import { randomImages, randomParameters } from '../fixtures/random-images.ts';
import { loadBinary, range, tensorsOf, testThreads } from './engines.ts';
import { MortalThreads } from './mortal-threads.ts';

const COUNT = 45;
const network = describeNetwork({ sizes: [784, 33, 10] });
const images = randomImages(784, 10, COUNT, 3);
const parameters = randomParameters(network, 4);
const settings = recipe({ optimizer: 'momentum' });

const PLAN: EpochPlan = { batchSize: 8, seed: 7, number: 2, shuffle: true, augmentation: PIXEL_AUGMENTATION };

async function epochEngine(kind: EngineKind, data: SparseImages = images): Promise<ArenaEngine> {
  const capacity = { network, maxBatchSize: 16, maxImages: COUNT, maxEntries: COUNT * 784, training: true, augments: true };
  const engine = await createEngine(kind, capacity, loadBinary);
  engine.loadParameters(parameters);
  engine.loadImages(data);
  return engine;
}

/** Trains to the end of the epoch; the sizes of its batches. */
function finishEpoch(engine: ArenaEngine): number[] {
  const sizes: number[] = [];
  for (let batch = engine.trainNext(settings); batch; batch = engine.trainNext(settings)) sizes.push(batch.count);
  return sizes;
}

/** The epoch as the domain's own code shuffles and varies it, step by step. */
async function trainByHand(kind: EngineKind, { batchSize, seed, number, from = 0, to = COUNT, ...plan }: EpochPlan) {
  const order = range(from, to);
  if (plan.shuffle) new Random(seed, augmentationStream(number, -1)).shuffle(order);
  const varied = plan.augmentation ? variedImages(plan.augmentation, seed, number) : images;
  const engine = await epochEngine(kind, varied);
  for (let at = 0; at < order.length; at += batchSize) engine.trainStep(order.slice(at, at + batchSize), settings);
  return engine.parameters();
}

function variedImages(augmentation: typeof PIXEL_AUGMENTATION, seed: number, epoch: number): SparseImages {
  const pixels = new Uint8Array(COUNT * 784);
  for (let n = 0; n < COUNT; n++) {
    const random = new Random(seed, augmentationStream(epoch, n));
    pixels.set(augmentPixels(denseImage(images, n), random, augmentation), n * 784);
  }
  return sparseFromDense(pixels, images.labels, 784);
}

describe.each(EXACT_ENGINE_KINDS)('an epoch of %s', (kind) => {
  test.each<[string, Partial<EpochPlan>]>([
    ['in order', { shuffle: false, augmentation: null }],
    ['shuffled', { augmentation: null }],
    ['varied', { shuffle: false }],
    ['shuffled and varied', {}],
    ['of a part of the images', { from: 5, to: 21 }],
    ['of batches that divide it', { batchSize: 15 }],
  ])('%s holds the bits that the domain’s own shuffling and variations give', async (_, difference) => {
    const plan = { ...PLAN, ...difference };
    const engine = await epochEngine(kind);
    engine.startEpoch(plan);
    finishEpoch(engine);
    expect(engine.parameters()).toEqual(await trainByHand(kind, plan));
    expect(engine.brokenGuards).toEqual([]);
  });

  test('shows every image once, in batches of which the last may be smaller', async () => {
    const engine = await epochEngine(kind);
    engine.startEpoch(PLAN);
    expect(finishEpoch(engine)).toEqual([8, 8, 8, 8, 8, 5]);
    expect(engine.trainNext(settings)).toBeNull();
    const { u32 } = engine.memory;
    const order = engine.layout.order!.ptr >> 2;
    expect(Array.from(u32.subarray(order, order + COUNT)).toSorted((a, b) => a - b)).toEqual(Array.from(range(0, COUNT)));
  });

  test('another seed or number gives other weights, the same ones the same', async () => {
    const weightsOf = async (difference: Partial<EpochPlan>) => {
      const engine = await epochEngine(kind);
      // What was done before does not matter.
      engine.startEpoch({ ...PLAN, number: 9 });
      engine.startEpoch({ ...PLAN, ...difference });
      finishEpoch(engine);
      return String(tensorsOf(engine.parameters())[2]);
    };
    const all = await Promise.all([{}, { seed: 8 }, { number: 3 }, {}].map(weightsOf));
    expect(new Set(all).size).toBe(3);
    expect(all[3]).toBe(all[0]);
  });

  test('refuses what cannot be kept, and goes on with the epoch it is in', async () => {
    const engine = await epochEngine(kind);
    expect(() => engine.trainNext(settings)).toThrow('got no epoch, expected startEpoch');
    engine.startEpoch(PLAN);
    engine.trainNext(settings);
    const refusals: [Partial<EpochPlan>, string][] = [
      [{ to: COUNT + 1 }, `got images 0 to ${COUNT + 1} for an epoch`],
      [{ from: 3, to: 2 }, 'got images 3 to 2'],
      [{ batchSize: 0 }, 'got batches of 0 images, expected 1 to 16'],
      [{ batchSize: 17 }, 'got batches of 17 images'],
      [{ seed: 0.5 }, 'got seed 0.5'],
      [{ number: -1 }, 'got epoch -1'],
    ];
    for (const [difference, message] of refusals) {
      expect(() => engine.startEpoch({ ...PLAN, ...difference })).toThrow(message);
    }
    expect(finishEpoch(engine)).toHaveLength(5);
  });

  test('new images end it', async () => {
    const engine = await epochEngine(kind);
    engine.startEpoch(PLAN);
    engine.loadImages(images);
    expect(() => engine.trainNext(settings)).toThrow('got no epoch');
  });

  test('images are varied only where there is room, and only 28×28 pixels', async () => {
    const capacity = { network, maxBatchSize: 16, maxImages: COUNT, maxEntries: COUNT * 784, training: true };
    const plain = await createEngine(kind, capacity, loadBinary);
    plain.loadImages(images);
    expect(() => plain.startEpoch(PLAN)).toThrow('expected one that augments');
    const small = describeNetwork({ sizes: [30, 5, 10] });
    const other = await createEngine(kind, { ...capacity, network: small, augments: true }, loadBinary);
    other.loadImages(randomImages(30, 10, 5, 1));
    expect(() => other.startEpoch(PLAN)).toThrow('got images of 30 pixels to vary, expected 784');
  });
});

test('all engines hold the same bits after an epoch', async () => {
  const all = await Promise.all(
    EXACT_ENGINE_KINDS.map(async (kind) => {
      const engine = await epochEngine(kind);
      engine.startEpoch(PLAN);
      finishEpoch(engine);
      expect(imageCount(images)).toBe(COUNT);
      return engine.parameters();
    }),
  );
  expect(all[1]).toEqual(all[0]);
  expect(all[2]).toEqual(all[0]);
});

test('threads share out variations, too, and a lost one costs no bit', async () => {
  const run = async (host?: MortalThreads) => {
    const threads = host ? 3 : 1;
    const capacity = { network, maxBatchSize: 16, maxImages: COUNT, maxEntries: COUNT * 784, training: true, augments: true };
    const engine = await createEngine('wasm-simd', { ...capacity, threads }, loadBinary, host);
    expect(engine.threads).toBe(threads);
    engine.loadParameters(parameters);
    engine.loadImages(images);
    for (let number = 0; number < 3; number++) {
      engine.startEpoch({ ...PLAN, batchSize: 15, number });
      for (let batch = 0; ; batch++) {
        if (number === 1 && batch === 1 && host) host.handles[0]!.terminate();
        if (!(await nextBatch(engine))) break;
      }
    }
    const learned = engine.parameters();
    expect(engine.brokenGuards).toEqual([]);
    await engine.close();
    return learned;
  };
  const host = new MortalThreads(500, testThreads);
  expect(await run(host)).toEqual(await run());
  expect(host.handles.length).toBeGreaterThan(2);
});

/** The next step of the epoch; again after a recovery where a thread was lost. */
async function nextBatch(engine: ArenaEngine) {
  try {
    return engine.trainNext(settings);
  } catch (error) {
    expect(error).toMatchObject({ code: 'thread-lost' });
    await engine.recover();
    return engine.trainNext(settings);
  }
}
