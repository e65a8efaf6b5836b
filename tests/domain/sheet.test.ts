import fc from 'fast-check';
import { expect, it } from 'vitest';
import { distanceToPath } from '../../src/domain/erase.ts';
import { ALL_STEPS, preprocess, seenImage } from '../../src/domain/preprocess.ts';
import { sampleDigit } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { erasePixels, isBlank } from '../../src/domain/sheet.ts';

const seven = sampleDigit(7, new Random(4));
const picture = { pixels: preprocess(seven).pixels };
const point = fc.record({ x: fc.integer({ min: 0, max: 28 }), y: fc.integer({ min: 0, max: 28 }) });

it('a picture is seen as it is, whatever the steps; strokes are as they were', () => {
  const seen = seenImage(picture, { ...ALL_STEPS, centre: false });
  expect(seen.pixels).toBe(picture.pixels);
  expect(seen.stages.map(({ id, on, pixels }) => [id, on, pixels === picture.pixels])).toEqual([
    ['fit', false, true],
    ['constantPen', false, true],
    ['centre', false, true],
    ['antialias', false, true],
  ]);
  expect(seenImage(seven, ALL_STEPS)).toEqual(preprocess(seven));
});

it('nothing, and a picture without ink, are blank', () => {
  expect([[], { pixels: new Uint8Array(784) }, seven, picture].map(isBlank)).toEqual([true, true, false, false]);
});

it('an eraser takes the pixels whose middle it covers and no others', () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 6 }), (path, radius) => {
      const before = picture.pixels.slice();
      const { pixels } = erasePixels(picture, path, radius);
      expect(picture.pixels).toEqual(before);
      const left = before.map((value, pixel) => {
        const middle = { x: (pixel % 28) + 0.5, y: Math.floor(pixel / 28) + 0.5 };
        return distanceToPath(middle, path) <= radius ? 0 : value;
      });
      expect(pixels).toEqual(left);
    }),
  );
  expect(erasePixels(picture, [{ x: 0, y: 0 }], 1)).toBe(picture);
});

it('the distance to a path is that to its nearest place', () => {
  const path = [
    { x: 0, y: 0 },
    { x: 10, y: 0 },
    { x: 10, y: 10 },
  ];
  expect(distanceToPath({ x: 4, y: 3 }, path)).toBe(3);
  expect(distanceToPath({ x: 13, y: 14 }, path)).toBe(5);
  expect(distanceToPath({ x: 3, y: 4 }, path.slice(0, 1))).toBe(5);
  expect(distanceToPath({ x: 3, y: 4 }, [])).toBe(Infinity);
});
