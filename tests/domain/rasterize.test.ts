import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMAGE_PIXELS, IMAGE_SIDE, rasterize } from '../../src/domain/rasterize.ts';
import type { Drawing } from '../../src/domain/strokes.ts';

const line = (fromX: number, fromY: number, toX: number, toY: number, width = 2, ink = 1): Drawing => [
  {
    points: [
      { x: fromX, y: fromY },
      { x: toX, y: toY },
    ],
    width,
    ink,
  },
];
const sum = (pixels: Uint8Array) => pixels.reduce((total, value) => total + value, 0);

describe('rasterize', () => {
  it('paints a line as dark as it is long and wide', () => {
    // Ends are half discs: area = length · width + π · radius².
    const area = 10 * 3 + Math.PI * 1.5 ** 2;
    expect(sum(rasterize(line(9, 9, 15, 17, 3))) / 255).toBeCloseTo(area, 0);
  });

  it('paints a lone point as a dot', () => {
    const pixels = rasterize([{ points: [{ x: 14, y: 14 }], width: 4, ink: 1 }]);
    expect(pixels[13 * IMAGE_SIDE + 13]).toBe(255);
    expect(Math.abs(sum(pixels) / 255 - Math.PI * 4)).toBeLessThan(0.5);
  });

  it('makes crossings no darker than lines', () => {
    const cross = rasterize([...line(4, 14.5, 24, 14.5, 2, 0.5), ...line(14.5, 4, 14.5, 24, 2, 0.5)]);
    expect(Math.max(...cross)).toBe(128);
  });

  it('knows only paper and ink without anti-aliasing', () => {
    const pixels = rasterize(line(3, 5, 22, 19, 2.5), { antialias: false });
    expect(new Set(pixels)).toEqual(new Set([0, 255]));
  });

  it('cuts off what lies outside and leaves the far side alone', () => {
    const pixels = rasterize(line(-40, 14, 3, 14));
    for (let row = 0; row < IMAGE_SIDE; row++) {
      for (let column = 6; column < IMAGE_SIDE; column++) expect(pixels[row * IMAGE_SIDE + column]).toBe(0);
    }
    expect(pixels[14 * IMAGE_SIDE]).toBeGreaterThan(0);
  });

  it('paints the same picture whichever way and however finely a line is drawn', () => {
    const point = fc.record({ x: fc.double({ min: 0, max: 28, noNaN: true }), y: fc.double({ min: 0, max: 28, noNaN: true }) });
    fc.assert(
      fc.property(point, point, fc.integer({ min: 2, max: 2000 }), (a, b, count) => {
        const whole = rasterize([{ points: [a, b], width: 2, ink: 1 }]);
        const points = Array.from({ length: count + 1 }, (_, n) => ({
          x: b.x + ((a.x - b.x) * n) / count,
          y: b.y + ((a.y - b.y) * n) / count,
        }));
        const fine = rasterize([{ points, width: 2, ink: 1 }]);
        // One grey level of rounding, nothing else.
        for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++)
          expect(Math.abs(whole[pixel]! - fine[pixel]!)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 50 },
    );
  });

  it('paints with one pen where one is given, and overwrites what the target held', () => {
    const target = new Uint8Array(IMAGE_PIXELS).fill(99);
    const pixels = rasterize(line(6, 6, 20, 20, 9, 0.1), { pen: { width: 2, ink: 1 } }, target);
    expect(pixels).toBe(target);
    expect(pixels).toEqual(rasterize(line(6, 6, 20, 20, 2, 1)));
  });
});
