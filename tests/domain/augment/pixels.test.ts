import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentPixels, NO_PIXEL_AUGMENTATION, PIXEL_AUGMENTATION } from '../../../src/domain/augment/pixels.ts';
import { Random } from '../../../src/domain/random.ts';
import { IMAGE_SIDE, rasterize } from '../../../src/domain/rasterize.ts';

const seven = rasterize([
  {
    points: [
      { x: 9, y: 6 },
      { x: 19, y: 6 },
      { x: 12, y: 22 },
    ],
    width: 2.5,
    ink: 1,
  },
]);
const ink = (pixels: Uint8Array) => pixels.reduce((sum, value) => sum + value, 0) / 255;
const images = fc.uint8Array({ minLength: 784, maxLength: 784 });

function centre(pixels: Uint8Array) {
  let x = 0;
  let y = 0;
  pixels.forEach((value, pixel) => {
    x += (value / 255) * ((pixel % IMAGE_SIDE) + 0.5);
    y += (value / 255) * (Math.floor(pixel / IMAGE_SIDE) + 0.5);
  });
  return { x: x / ink(pixels), y: y / ink(pixels) };
}

describe('augmentPixels', () => {
  it('gives any image back as it was when nothing is to be changed', () => {
    fc.assert(
      fc.property(images, fc.integer(), (image, seed) => {
        expect(augmentPixels(image, new Random(seed), NO_PIXEL_AUGMENTATION)).toEqual(image);
      }),
      { numRuns: 20 },
    );
  });

  it('gives the same bytes for the same seed, into any target, the source itself too', () => {
    const first = augmentPixels(seven, new Random(5));
    expect(augmentPixels(seven, new Random(6))).not.toEqual(first);
    const same = seven.slice();
    expect(augmentPixels(same, new Random(5), PIXEL_AUGMENTATION, same)).toBe(same);
    expect(same).toEqual(first);
  });

  it('keeps about the ink, whatever the draw', () => {
    const random = new Random(1);
    let least = Infinity;
    let most = 0;
    let sum = 0;
    for (let n = 0; n < 500; n++) {
      const now = ink(augmentPixels(seven, random, { ...PIXEL_AUGMENTATION, penWidth: 0 })) / ink(seven);
      least = Math.min(least, now);
      most = Math.max(most, now);
      sum += now / 500;
    }
    // Area goes with scale²: 0.85² = 0.72 to 1.15² = 1.32; bending adds or takes a little.
    expect(least).toBeGreaterThan(0.5);
    expect(most).toBeLessThan(2);
    expect(Math.abs(sum - 1)).toBeLessThan(0.05);
  });

  it('shifts by no more than it may', () => {
    const random = new Random(2);
    const from = centre(seven);
    let farthest = 0;
    for (let n = 0; n < 300; n++) {
      const to = centre(augmentPixels(seven, random, { ...NO_PIXEL_AUGMENTATION, shift: 2 }));
      farthest = Math.max(farthest, Math.abs(to.x - from.x), Math.abs(to.y - from.y));
    }
    expect(farthest).toBeGreaterThan(1.8);
    expect(farthest).toBeLessThan(2.05);
  });

  it('widens and narrows the pen', () => {
    const random = new Random(3);
    const inks = Array.from({ length: 200 }, () =>
      ink(augmentPixels(seven, random, { ...NO_PIXEL_AUGMENTATION, penWidth: 0.5 })),
    );
    expect(Math.min(...inks)).toBeLessThan(0.8 * ink(seven));
    expect(Math.max(...inks)).toBeGreaterThan(1.2 * ink(seven));
  });

  it('bends lines without tearing them', () => {
    const random = new Random(4);
    const line = rasterize([
      {
        points: [
          { x: 14, y: 4 },
          { x: 14, y: 24 },
        ],
        width: 3,
        ink: 1,
      },
    ]);
    for (let n = 0; n < 300; n++) {
      const bent = augmentPixels(line, random, { ...NO_PIXEL_AUGMENTATION, elastic: 1.2 });
      for (let row = 8; row < 20; row++) {
        expect(Math.max(...bent.subarray(row * IMAGE_SIDE, (row + 1) * IMAGE_SIDE))).toBeGreaterThan(127);
      }
    }
  });
});
