import { readFile } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../src/domain/network.ts';
import type { NetworkParameters } from '../../src/domain/parameters.ts';
import { denseImage, imageCount, type SparseImages } from '../../src/domain/sparse-images.ts';
import type { ArenaEngine } from '../../src/engine/arena-engine.ts';
import { createEngine } from '../../src/engine/create.ts';
import { EXACT_ENGINE_KINDS, type EngineKind } from '../../src/engine/engine.ts';
import { OPTIMIZER_KINDS, recipe } from '../../src/engine/recipe.ts';
import { randomImages, randomParameters, randomTargets } from '../fixtures/random-images.ts';
import { engineFor, loadBinary, range, tensorsOf } from './engines.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Every width misses the lanes of a vector and the columns of a panel. */
const network = describeNetwork({ sizes: [31, 33, 5, 3], activation: 'tanh', bias: [true, false, true] });
const images = randomImages(31, 3, 7, 1);
const targets = randomTargets(3, 7, 1);
const parameters = randomParameters(network, 1);

const oddEngine = (kind: EngineKind) => engineFor(kind, images, { network, maxBatchSize: 5 }, targets);

/**
 * What 250 Adam steps on five images take from the JavaScript heap, in bytes a step: at once, and after collecting garbage.
 *
 * The least of several rounds: while V8 compiles, it allocates for itself.
 */
function heapBytesOfAStep(engine: ArenaEngine): { taken: number; kept: number } {
  const batch = range(0, 5);
  const settings = recipe({ optimizer: 'adam' });
  const heap = () => {
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
  const rounds = Array.from({ length: 8 }, () => {
    collectGarbage();
    const before = heap();
    for (let step = 0; step < 250; step++) engine.trainStep(batch, settings);
    const taken = (heap() - before) / 250;
    collectGarbage();
    return { taken, kept: (heap() - before) / 250 };
  });
  return {
    taken: Math.min(...rounds.map((round) => round.taken)),
    kept: Math.min(...rounds.map((round) => round.kept)),
  };
}

interface Numbers {
  images: SparseImages;
  targets: Float32Array;
  parameters: NetworkParameters;
}

/** Everything an engine can do with these numbers, as name and deed. */
const operationsOn = (numbers: Numbers): [string, (engine: ArenaEngine) => unknown][] => [
  ['loadParameters', (engine) => engine.loadParameters(numbers.parameters)],
  ['loadImages', (engine) => engine.loadImages(numbers.images, numbers.targets)],
  ['accumulate', (engine) => engine.accumulate(range(0, 5), 0.1)],
  ...OPTIMIZER_KINDS.map((optimizer): [string, (engine: ArenaEngine) => unknown] => [
    `trainStep, ${optimizer}`,
    (engine) => engine.trainStep(range(2, 7), recipe({ optimizer, weightDecay: 0.01 })),
  ]),
  ['trainStep on one image', (engine) => engine.trainStep(range(1, 2), recipe({ optimizer: 'sgd' }))],
  ['evaluate', (engine) => engine.evaluate()],
  ['outputs', (engine) => engine.outputs(1, 4)],
  ['predict', (engine) => engine.predict(denseImage(numbers.images, 1))],
  ['gradients', (engine) => engine.gradients()],
  ['parameters', (engine) => engine.parameters()],
  ['resetOptimizer', (engine) => engine.resetOptimizer()],
];

const OPERATIONS = operationsOn({ images, targets, parameters });

/**
 * A write past a row is mended by the next row's; only where a buffer ends with a full panel or a full vector does it show.
 * So each of these ends some layer after 32, 64 or 4 columns, and some one column before or behind.
 */
const EDGES = [
  [31, 33, 5, 3],
  [32, 32, 32, 32],
  [784, 64, 4, 10],
  [1, 4, 64, 1],
  [3, 31, 36, 4],
  [5, 1, 1, 2],
].map((sizes) => ({ sizes }));

describe.each(EXACT_ENGINE_KINDS)('%s', (kind) => {
  test.each(EDGES)('no operation writes outside its buffers: $sizes', async ({ sizes }) => {
    const edge = describeNetwork({ sizes, activation: 'sigmoid' });
    const classes = sizes.at(-1)!;
    const own = {
      images: randomImages(sizes[0]!, classes, 7, 1),
      targets: randomTargets(classes, 7, 1),
      parameters: randomParameters(edge, 1),
    };
    const engine = await engineFor(kind, own.images, { network: edge, maxBatchSize: 5 }, own.targets);
    const broken = operationsOn(own).map(([name, operation]) => {
      operation(engine);
      return [name, engine.brokenGuards];
    });
    expect(broken.filter(([, names]) => names!.length > 0)).toEqual([]);
  });

  test('a write outside a buffer would be seen', async () => {
    const engine = await oddEngine(kind);
    const { buffers } = engine.layout;
    for (const { ptr, bytes } of buffers) engine.memory.u8[ptr + bytes] ^= 1;
    expect(engine.brokenGuards).toEqual(buffers.map(({ name }) => name));
  });

  test('no operation reads outside its buffers: what lies there changes nothing', async () => {
    const results = await Promise.all(
      [0x00, 0xa5, 0xff].map(async (byte) => {
        const engine = await oddEngine(kind);
        const inBuffers = new Uint8Array(engine.memoryBytes);
        for (const { ptr, bytes } of engine.layout.buffers) inBuffers.fill(1, ptr, ptr + bytes);
        for (let at = 0; at < engine.layout.bytes; at++) if (inBuffers[at] === 0) engine.memory.u8[at] = byte;
        return OPERATIONS.map(([, operation]) => structuredClone(operation(engine)));
      }),
    );
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });

  test('buffers do not overlap, are aligned, and lie within a memory that never grows', async () => {
    const engine = await oddEngine(kind);
    const { buffer } = engine.memory;
    let end = 0;
    for (const { ptr, bytes, name } of engine.layout.buffers) {
      expect(ptr % 64, name).toBe(0);
      expect(ptr - end, name).toBeGreaterThanOrEqual(64);
      end = ptr + bytes;
    }
    expect(end + 64).toBeLessThanOrEqual(engine.memoryBytes);
    for (const [, operation] of OPERATIONS) operation(engine);
    expect(engine.memory.buffer).toBe(buffer);
    expect(engine.memoryBytes).toBe(buffer.byteLength);
    expect(engine.predict(denseImage(images, 1)).outputs.buffer).toBe(buffer);
  });

  test('a step leaves nothing behind on the heap', async () => {
    const engine = await oddEngine(kind);
    engine.loadParameters(parameters);
    const { taken, kept } = heapBytesOfAStep(engine);
    expect(kept).toBeLessThan(20);
    // Its answer of two numbers takes 56 bytes, some 500 before V8 has compiled the callers; a copy of the smallest weight matrix
    // would be 4 KB. In plain JavaScript V8 boxes floats as it likes, so there only what is kept says something.
    if (kind !== 'javascript') expect(taken).toBeLessThan(1000);
  });

  test('an engine that only predicts has room for nothing else, and says so', async () => {
    const capacity = { network, maxBatchSize: 1, maxImages: 0, maxEntries: 0 };
    const predicting = await createEngine(kind, { ...capacity, training: false }, loadBinary);
    const training = await createEngine(kind, { ...capacity, training: true }, loadBinary);
    expect(predicting.layout.bytes).toBeLessThan(training.layout.bytes / 2);
    predicting.loadParameters(parameters);
    const whole = await oddEngine(kind);
    whole.loadParameters(parameters);
    expect(predicting.predict(denseImage(images, 3)).outputs).toEqual(whole.predict(denseImage(images, 3)).outputs);
    expect(() => predicting.gradients()).toThrow('only predicts');
    expect(() => predicting.accumulate(new Uint32Array(1))).toThrow('only predicts');
    expect(predicting.brokenGuards).toEqual([]);
  });
});

test('engines do not share anything', async () => {
  const [one, other] = await Promise.all([oddEngine('wasm-simd'), oddEngine('wasm-simd')]);
  one.loadParameters(parameters);
  other.loadParameters(randomParameters(network, 2));
  const before = tensorsOf(one.parameters());
  other.trainStep(range(0, 5), recipe({ optimizer: 'sgd' }));
  expect(tensorsOf(one.parameters())).toEqual(before);
  expect(imageCount(images)).toBe(one.imageCount);
});

test.each(['scalar', 'simd'])('the %s binary imports its memory and nothing else', async (name) => {
  const module = await WebAssembly.compile(await readFile(new URL(`../../build/engine/${name}.wasm`, import.meta.url)));
  expect(WebAssembly.Module.imports(module)).toEqual([{ module: 'env', name: 'memory', kind: 'memory' }]);
  const functions = WebAssembly.Module.exports(module).filter(({ kind }) => kind === 'function');
  expect(functions.map((entry) => entry.name).toSorted()).toEqual([
    'augment',
    'expOf',
    'learn',
    'logOf',
    'look',
    'multiply',
    'pass',
    'seedRandom',
    'shuffle',
    'tanhOf',
  ]);
});

test('only the SIMD binary holds SIMD instructions', async () => {
  const bytes = await Promise.all(
    ['scalar', 'simd'].map((name) => readFile(new URL(`../../build/engine/${name}.wasm`, import.meta.url))),
  );
  // f32x4.add, which no constant here happens to spell.
  const add = Buffer.from([0xfd, 0xe4, 0x01]);
  expect(bytes.map((binary) => binary.includes(add))).toEqual([false, true]);
});
