import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tileCut, PixelShares } from '../../src/engine/shares.ts';
import { randomImages } from '../fixtures/random-images.ts';

const count = fc.integer({ min: 1, max: 5000 });
const parts = fc.integer({ min: 1, max: 64 });

test('shares of images follow each other, end between tiles of four, and differ by one tile', () => {
  fc.assert(
    fc.property(count, parts, (all, n) => {
      const cuts = Array.from({ length: n + 1 }, (_, part) => tileCut(all, part, n));
      expect([cuts[0], cuts[n]]).toEqual([0, all]);
      expect(cuts.slice(0, n).every((cut) => cut % 4 === 0 || cut === all)).toBe(true);
      const tiles = cuts.slice(1).map((cut, part) => Math.ceil((cut - cuts[part]!) / 4));
      expect(Math.max(...tiles) - Math.min(...tiles)).toBeLessThanOrEqual(1);
    }),
  );
});

describe('shares of pixels', () => {
  const cutsOf = (shares: PixelShares, n: number) => Array.from({ length: n + 1 }, (_, part) => shares.cut(part));

  test('cover every pixel once, whatever the images', () => {
    const images = randomImages(31, 5, 9, 1);
    const black = { ...images, starts: new Uint32Array(10), pixelIndex: new Uint16Array(), pixelValue: new Uint8Array() };
    fc.assert(
      fc.property(parts, count, fc.integer({ min: 0, max: 20 }), fc.boolean(), (n, batchSize, rowCost, skips) => {
        const shares = new PixelShares(31, 64);
        for (const [data, isDense] of [
          [images, false],
          [images, true],
          [black, false],
        ] as const) {
          shares.count(data, isDense);
          shares.divide(n, batchSize, rowCost, skips);
          const cuts = cutsOf(shares, n);
          expect([cuts[0], cuts[n]]).toEqual([0, 31]);
          expect(cuts).toEqual(cuts.toSorted((a, b) => a - b));
        }
      }),
    );
  });

  test('weigh pixels by how often they are lit', () => {
    const images = {
      features: 8,
      starts: Uint32Array.of(0, 4, 8),
      // Both images light the last four of eight pixels.
      pixelIndex: Uint16Array.of(4, 5, 6, 7, 4, 5, 6, 7),
      pixelValue: new Uint8Array(8).fill(9),
      labels: Uint8Array.of(0, 1),
    };
    const shares = new PixelShares(8, 4);
    shares.count(images, false);
    shares.divide(2, 100, 0, false);
    expect(cutsOf(shares, 2)).toEqual([0, 6, 8]);
    // An update that costs as much as all entries of a batch moves the cut.
    shares.divide(2, 100, 100, false);
    expect(cutsOf(shares, 2)).toEqual([0, 5, 8]);
    shares.divide(2, 100, 100, true);
    expect(cutsOf(shares, 2)).toEqual([0, 6, 8]);
    shares.count(images, true);
    shares.divide(2, 100, 0, false);
    expect(cutsOf(shares, 2)).toEqual([0, 4, 8]);
  });
});
