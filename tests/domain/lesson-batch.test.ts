import { expect, it } from 'vitest';
import { drawnBatch, writtenBatch } from '../../src/domain/lesson-batch.ts';
import { ALL_STEPS, preprocess } from '../../src/domain/preprocess.ts';
import { sampleDigit } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';

const ink = (pixels: Uint8Array) => pixels.reduce((sum, grey) => sum + grey, 0);

it('a written batch is of one digit or of all in turn, the same for the same seed', () => {
  const threes = writtenBatch(3, 8, 1);
  expect(threes.map(({ label }) => label)).toEqual(Array.from({ length: 8 }, () => 3));
  expect(new Set(threes.map(({ pixels }) => pixels.join())).size).toBe(8);
  expect(writtenBatch(3, 8, 1)).toEqual(threes);
  expect(writtenBatch(3, 5, 1)).toEqual(threes.slice(0, 5));
  expect(writtenBatch(3, 1, 2)[0]!.pixels).not.toEqual(threes[0]!.pixels);
  expect(writtenBatch(null, 12, 1).map(({ label }) => label)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
});

it('a drawn batch begins with the drawing itself; the others vary it', () => {
  const drawing = sampleDigit(7, new Random(4));
  const batch = drawnBatch(drawing, ALL_STEPS, 1, 4, 9);
  expect(batch.map(({ label }) => label)).toEqual([1, 1, 1, 1]);
  expect(batch[0]!.pixels).toEqual(preprocess(drawing).pixels);
  expect(new Set(batch.map(({ pixels }) => pixels.join())).size).toBe(4);
  for (const { pixels } of batch) expect(ink(pixels)).toBeGreaterThan(0.4 * ink(batch[0]!.pixels));
});

it('a batch of a picture begins with the picture itself; the others vary it', () => {
  const picture = { pixels: preprocess(sampleDigit(7, new Random(4))).pixels };
  const batch = drawnBatch(picture, ALL_STEPS, 7, 4, 9);
  expect(batch[0]!.pixels).toBe(picture.pixels);
  expect(new Set(batch.map(({ pixels }) => pixels.join())).size).toBe(4);
  expect(drawnBatch(picture, ALL_STEPS, 7, 4, 9)).toEqual(batch);
});
