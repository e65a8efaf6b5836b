import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../src/domain/network.ts';
import { sliceImages, type SparseImages } from '../../src/domain/sparse-images.ts';
import type { ArenaEngine } from '../../src/engine/arena-engine.ts';
import { createEngine } from '../../src/engine/create.ts';
import { EXACT_ENGINE_KINDS, type EngineCapacity, type EngineKind } from '../../src/engine/engine.ts';
import { recipe } from '../../src/engine/recipe.ts';
import { randomImages, randomParameters } from '../fixtures/random-images.ts';
import { engineFor, loadBinary, range } from './engines.ts';

const network = describeNetwork({ sizes: [31, 9, 5], bias: [true, false] });
const images = randomImages(31, 5, 9, 1);
const parameters = randomParameters(network, 1);

const [first, last] = parameters as [(typeof parameters)[number], (typeof parameters)[number]];
const longer = (array: Float32Array) => new Float32Array(array.length + 1);
const change = (changes: Partial<SparseImages>): SparseImages => ({ ...images, ...changes });

/** Calls that must be refused: name, code, words of the message, the call. */
const REFUSALS: [name: string, code: string, message: string, call: (engine: ArenaEngine) => unknown][] = [
  ['a layer too few', 'mismatch', 'got 1 numbers, expected 2, layers', (e) => e.loadParameters([first])],
  [
    'weights too long',
    'mismatch',
    'expected 279, fc1.weight',
    (e) => e.loadParameters([{ ...first, weight: longer(first.weight) }, last]),
  ],
  [
    'biases too long',
    'mismatch',
    'expected 9, fc1.bias',
    (e) => e.loadParameters([{ ...first, bias: longer(first.bias!) }, last]),
  ],
  ['no biases', 'mismatch', 'got 0 numbers, expected 9, fc1.bias', (e) => e.loadParameters([{ ...first, bias: null }, last])],
  [
    'biases where there are none',
    'mismatch',
    'expected 0, fc2.bias',
    (e) => e.loadParameters([first, { ...last, bias: new Float32Array(5) }]),
  ],
  [
    'images of another size',
    'mismatch',
    'got images of 30 pixels, expected 31',
    (e) => e.loadImages(randomImages(30, 5, 3, 1)),
  ],
  ['too many images', 'out-of-range', 'got 10 images, expected at most 9', (e) => e.loadImages(randomImages(31, 5, 10, 1))],
  ['too many pixels', 'out-of-range', 'non-zero pixels, expected at most', (e) => e.loadImages(fullImages())],
  [
    'a label that is no class',
    'out-of-range',
    'got label 5, expected less than 5, image 8',
    (e) => e.loadImages(change({ labels: Uint8Array.of(0, 1, 2, 3, 4, 0, 1, 2, 5) })),
  ],
  [
    'a pixel that is not in the image',
    'malformed',
    'got pixel 31, expected less than 31, entry 0',
    (e) => e.loadImages(change({ pixelIndex: images.pixelIndex.map(() => 31) })),
  ],
  [
    'starts without an end',
    'malformed',
    'got 9 starts, expected 10',
    (e) => e.loadImages(change({ starts: images.starts.slice(1) })),
  ],
  [
    'starts past the entries',
    'malformed',
    'end of the last image',
    (e) => e.loadImages(change({ starts: images.starts.map((start) => start * 2) })),
  ],
  [
    'starts that go back',
    'malformed',
    'got an end 0 before the start',
    (e) => e.loadImages(change({ starts: images.starts.map((start, n) => (n === 5 ? 0 : start)) })),
  ],
  [
    'values without pixels',
    'malformed',
    'pixel values, expected',
    (e) => e.loadImages(change({ pixelValue: images.pixelValue.slice(1) })),
  ],
  ['targets without room', 'mismatch', 'got soft targets', (e) => e.loadImages(images, new Float32Array(45))],
  [
    'an empty batch',
    'out-of-range',
    'got a batch of 0 images',
    (e) => e.trainStep(new Uint32Array(0), recipe({ optimizer: 'sgd' })),
  ],
  [
    'a batch too large',
    'out-of-range',
    'got a batch of 6 images, expected 1 to 5',
    (e) => e.trainStep(range(0, 6), recipe({ optimizer: 'sgd' })),
  ],
  [
    'an image that is not loaded',
    'out-of-range',
    'got image 9 in a batch',
    (e) => e.trainStep(Uint32Array.of(0, 9), recipe({ optimizer: 'sgd' })),
  ],
  ['a range past the end', 'out-of-range', 'got images 0 to 10', (e) => e.evaluate(0, 10)],
  ['a range turned round', 'out-of-range', 'got images 4 to 3', (e) => e.outputs(4, 3)],
  ['a picture of another size', 'mismatch', 'got an image of 30 pixels, expected 31', (e) => e.predict(new Uint8Array(30))],
];

function fullImages(): SparseImages {
  const one = sliceImages(images, 1, 2);
  const entries = 31 * 9;
  return {
    features: 31,
    starts: Uint32Array.from({ length: 10 }, (_, n) => n * 31),
    pixelIndex: Uint16Array.from({ length: entries }, (_, e) => one.pixelIndex[e % 31]!),
    pixelValue: new Uint8Array(entries).fill(9),
    labels: new Uint8Array(9),
  };
}

const trainedEngine = async (kind: EngineKind) => {
  const engine = await engineFor(kind, images, { network, maxBatchSize: 5 });
  engine.loadParameters(parameters);
  engine.trainStep(range(0, 5), recipe({ optimizer: 'adam' }));
  return engine;
};

describe.each(EXACT_ENGINE_KINDS)('%s refuses and stays as it was:', (kind) => {
  test.each(REFUSALS)('%s', async (_name, code, message, call) => {
    const engine = await trainedEngine(kind);
    expect(() => call(engine)).toThrow(
      expect.objectContaining({ name: 'SimulatorError', code, message: expect.stringContaining(message) }),
    );
    const untouched = await trainedEngine(kind);
    expect(engine.parameters()).toEqual(untouched.parameters());
    expect(engine.evaluate()).toEqual(untouched.evaluate());
    // The optimizer, too, goes on as if nothing had been asked.
    for (const one of [engine, untouched]) one.trainStep(range(2, 6), recipe({ optimizer: 'adam' }));
    expect(engine.parameters()).toEqual(untouched.parameters());
  });
});

const CAPACITY: EngineCapacity = { network, maxBatchSize: 5, maxImages: 9, maxEntries: 99, training: true };

const ABSURD: [string, Partial<EngineCapacity>, string][] = [
  ['a batch size of 0', { maxBatchSize: 0 }, 'got maxBatchSize 0, expected a whole number from 1'],
  ['half an image', { maxImages: 0.5 }, 'got maxImages 0.5'],
  ['negative entries', { maxEntries: -1 }, 'got maxEntries -1'],
  ['more than 2 GiB', { network: describeNetwork({ sizes: [60_000, 60_000, 10] }) }, 'got more than 2 GiB'],
];

describe.each(EXACT_ENGINE_KINDS)('no %s engine is made for', (kind) => {
  test.each(ABSURD)('%s', async (_name, changes, message) => {
    await expect(createEngine(kind, { ...CAPACITY, ...changes }, loadBinary)).rejects.toThrow(
      expect.objectContaining({ code: 'out-of-range', message: expect.stringContaining(message) }),
    );
  });
});

test('a binary that is missing or damaged is told, and no other engine slips in', async () => {
  const missing = async () => {
    throw new Error('no such file');
  };
  const damaged = async () => new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 99]);
  for (const [load, words] of [
    [missing, 'no such file'],
    [damaged, 'the wasm-simd engine does not start'],
  ] as const) {
    await expect(createEngine('wasm-simd', CAPACITY, load)).rejects.toThrow(
      expect.objectContaining({ code: 'unsupported', message: expect.stringContaining(words) }),
    );
  }
  expect((await createEngine('javascript', CAPACITY, missing)).kind).toBe('javascript');
});

test('auto takes the best that this machine can do', async () => {
  expect((await createEngine('auto', CAPACITY, loadBinary)).kind).toBe('wasm-simd');
});
