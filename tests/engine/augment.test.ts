import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  augmentationStream,
  augmentPixels,
  NO_PIXEL_AUGMENTATION,
  PIXEL_AUGMENTATION,
  type PixelAugmentation,
} from '../../src/domain/augment/pixels.ts';
import { strokesToPixels } from '../../src/domain/preprocess.ts';
import { proceduralDigit } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { IMAGE_PIXELS } from '../../src/domain/rasterize.ts';
import { denseImage, imageCount, SparseImagesBuilder, type SparseImages } from '../../src/domain/sparse-images.ts';
import { EXACT_ENGINE_KINDS } from '../../src/engine/engine.ts';
import { AugmentationArena } from './data-arena.ts';
import { range } from './engines.ts';

// No tolerance anywhere: a pixel is a float64 rounded to a whole number, and the same operations in the same order give the same
// float64. Where a kernel goes another way, it must be one that provably ends at the same byte.

/** Digits, noise of all densities, single pixels, and images empty, full (the last one too) and with nothing but an edge. */
function assortedImages(): SparseImages {
  const builder = new SparseImagesBuilder(IMAGE_PIXELS);
  const random = new Random(3);
  const pixels = new Uint8Array(IMAGE_PIXELS);
  const add = (paint: (pixel: number) => number) => {
    builder.add(
      pixels.map((_, pixel) => paint(pixel)),
      builder.count % 10,
    );
  };
  add(() => 0);
  add(() => 255);
  add(() => 1);
  for (const place of [0, 27, 756, 783, 405]) add((pixel) => (pixel === place ? 255 : 0));
  for (const row of [0, 27]) add((pixel) => (Math.floor(pixel / 28) === row ? 200 : 0));
  for (const column of [0, 27]) add((pixel) => (pixel % 28 === column ? 200 : 0));
  add((pixel) => ((pixel + Math.floor(pixel / 28)) % 2) * 255);
  for (const share of [0.01, 0.1, 0.5, 0.9]) {
    for (let n = 0; n < 4; n++) add(() => (random.chance(share) ? random.below(256) : 0));
  }
  for (let n = 0; n < 60; n++) builder.add(strokesToPixels(proceduralDigit(n % 10, random)), n % 10);
  add(() => 255);
  return builder.images();
}

const images = assortedImages();
const all = range(0, imageCount(images));

const SETTINGS: Record<string, PixelAugmentation> = {
  'as it is meant': PIXEL_AUGMENTATION,
  nothing: NO_PIXEL_AUGMENTATION,
  'rotation 180': { ...PIXEL_AUGMENTATION, rotation: 180 },
  'rotation 1e6': { ...PIXEL_AUGMENTATION, rotation: 1e6 },
  'scale 0.9': { ...PIXEL_AUGMENTATION, scale: 0.9 },
  'scale 1': { ...PIXEL_AUGMENTATION, scale: 1 },
  'shift 28': { ...PIXEL_AUGMENTATION, shift: 28 },
  'shift alone': { ...NO_PIXEL_AUGMENTATION, shift: 2 },
  'elastic 8': { ...PIXEL_AUGMENTATION, elastic: 8 },
  'pen 1': { ...PIXEL_AUGMENTATION, penWidth: 1 },
  'pen alone': { ...NO_PIXEL_AUGMENTATION, penWidth: 0.5 },
  'pen beyond 1': { ...NO_PIXEL_AUGMENTATION, penWidth: 5 },
  'no pen': { ...PIXEL_AUGMENTATION, penWidth: 0 },
  'beyond all numbers': { ...PIXEL_AUGMENTATION, scale: 1e308, shear: 1e308, shift: 1e308, elastic: 1e308 },
};

/** What slot b is to hold: the entries of the varied image and the label. */
function expectedSlot(image: number, settings: PixelAugmentation, seed: number, epoch: number) {
  const pixels = denseImage(images, image);
  augmentPixels(pixels, new Random(seed, augmentationStream(epoch, image)), settings, pixels);
  const index = Uint16Array.from(pixels.keys()).filter((pixel) => pixels[pixel] !== 0);
  return { index, value: pixels.filter((value) => value !== 0), label: images.labels[image]! };
}

/** Two of the random numbers of an image, from −1 to 1: the fifth, and the one after both smooth fields. */
function numbersOf(image: number, seed: number, epoch: number): { shiftX: number; pen: number } {
  const random = new Random(seed, augmentationStream(epoch, image));
  const numbers = Array.from({ length: 7 + 2 * 144 + 1 }, () => random.between(-1, 1));
  return { shiftX: numbers[4]!, pen: numbers[295]! };
}

/** The numbers of the slots from `first` on that are not as src/domain says. */
function wrongSlots(
  arena: AugmentationArena,
  batch: Uint32Array,
  settings: PixelAugmentation,
  seed: number,
  epoch: number,
  first = 0,
): number[] {
  return [...range(first, batch.length)].filter((b) => {
    const { index, value, label } = arena.slot(b);
    const wanted = expectedSlot(batch[b]!, settings, seed, epoch);
    return label !== wanted.label || Buffer.compare(value, wanted.value) !== 0 || index.join() !== wanted.index.join();
  });
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
const anySettings: fc.Arbitrary<PixelAugmentation> = fc.record({
  rotation: fc.double({ min: 0, max: 360, noNaN: true }),
  scale: share,
  aspect: share,
  shear: share,
  shift: fc.double({ min: 0, max: 30, noNaN: true }),
  elastic: fc.double({ min: 0, max: 10, noNaN: true }),
  penWidth: share,
});

describe.each(EXACT_ENGINE_KINDS)('%s', (kind) => {
  test.each(Object.entries(SETTINGS))('the same bytes as augmentPixels: %s', async (_, settings) => {
    const arena = await AugmentationArena.create(kind, images);
    for (const [seed, epoch] of [
      [1, 0],
      [0xfedcba98, 1_000_000],
    ] as const) {
      arena.augment(all, settings, seed, epoch);
      expect(wrongSlots(arena, all, settings, seed, epoch)).toEqual([]);
    }
    expect(arena.guardsHold).toBe(true);
  });

  test('the same bytes for any settings', async () => {
    const arena = await AugmentationArena.create(kind, images);
    fc.assert(
      fc.property(anySettings, fc.integer(), fc.nat(), (settings, seed, epoch) => {
        arena.augment(all, settings, seed, epoch);
        expect(wrongSlots(arena, all, settings, seed, epoch)).toEqual([]);
      }),
      { numRuns: 20 },
    );
    expect(arena.guardsHold).toBe(true);
  });

  test('the same bytes where values lie on a half or next to one', async () => {
    const arena = await AugmentationArena.create(kind, images);
    const wrong = [...all].filter((image) => {
      const { shiftX, pen } = numbersOf(image, 1, 1);
      const between = { ...NO_PIXEL_AUGMENTATION, shift: 0.5 / Math.abs(shiftX) };
      const blended = { ...NO_PIXEL_AUGMENTATION, penWidth: 0.5 / Math.abs(pen) };
      return [between, blended].some((settings) => {
        arena.augment(all, settings, 1, 1, [[image, image + 1]]);
        return wrongSlots(arena, all.subarray(0, image + 1), settings, 1, 1, image).length > 0;
      });
    });
    expect(wrong).toEqual([]);
  });

  test('neither the order nor the cut of a batch changes an image', async () => {
    const arena = await AugmentationArena.create(kind, images);
    const batch = new Random(2).shuffle(all.slice());
    arena.augment(batch, PIXEL_AUGMENTATION, 7, 5);
    const whole = [...batch.keys()].map((b) => arena.slot(b));
    for (const cuts of [
      [0, 1, 2, 3, batch.length],
      [0, 40, 41, 80, batch.length],
      [...all, batch.length],
    ]) {
      const pieces = cuts.slice(1).map((to, n) => [cuts[n]!, to] as const);
      for (const inSomeOrder of [pieces, pieces.toReversed()]) {
        arena.augment(batch, PIXEL_AUGMENTATION, 8, 5);
        arena.augment(batch, PIXEL_AUGMENTATION, 7, 5, inSomeOrder);
        expect([...batch.keys()].map((b) => arena.slot(b))).toEqual(whole);
      }
    }
    expect(wrongSlots(arena, batch, PIXEL_AUGMENTATION, 7, 5)).toEqual([]);
  });

  test('writes the slots it is asked for and reads nothing but its images', async () => {
    const arenas = await Promise.all([0x00, 0xa5, 0xff].map((filling) => AugmentationArena.create(kind, images, filling)));
    const slots = arenas.map((arena) => {
      arena.augment(all, PIXEL_AUGMENTATION, 1, 1, []);
      const source = arena.sourceBytes();
      const rest = arena.bytesFromSlot(20);
      arena.augment(all, PIXEL_AUGMENTATION, 1, 1, [[0, 20]]);
      expect(Buffer.compare(arena.sourceBytes(), source)).toBe(0);
      expect(Buffer.compare(arena.bytesFromSlot(20), rest)).toBe(0);
      expect(arena.guardsHold).toBe(true);
      return Array.from(range(0, 20), (b) => arena.slot(b));
    });
    expect(slots[1]).toEqual(slots[0]);
    expect(slots[2]).toEqual(slots[0]);
  });
});

test('no stream of a run is used twice, and the low ones are not used at all', () => {
  const streams = Array.from({ length: 28_000 }, (_, epoch) => augmentationStream(epoch, 0) >>> 0).toSorted((a, b) => a - b);
  const neighbours = [0, ...streams, 2 ** 32];
  const gaps = neighbours.slice(1).map((stream, n) => stream - neighbours[n]!);
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(65_536);
  expect(augmentationStream(3, 5)).toBe((augmentationStream(3, 0) + 5) | 0);
});

test('another seed, epoch or image gives another variation', () => {
  const first = (seed: number, epoch: number, image: number) => new Random(seed, augmentationStream(epoch, image)).uint32();
  const numbers = [first(1, 0, 0), first(2, 0, 0), first(1, 1, 0), first(1, 0, 1), first(1, 1, 1)];
  expect(new Set(numbers).size).toBe(numbers.length);
});
