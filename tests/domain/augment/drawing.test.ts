import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { augmentDrawing, DRAWING_AUGMENTATION, type DrawingAugmentation } from '../../../src/domain/augment/drawing.ts';
import { Random } from '../../../src/domain/random.ts';
import type { Drawing } from '../../../src/domain/strokes.ts';

const NOTHING: DrawingAugmentation = { rotation: 0, aspect: 0, shear: 0, warp: 0, tremor: 0, ends: 0, dropped: 0 };
const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
const drawings = fc.array(
  fc.record({
    points: fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 30 }),
    width: fc.constant(2),
    ink: fc.constant(0.8),
  }),
  { maxLength: 3 },
);
const line: Drawing = [{ points: Array.from({ length: 41 }, (_, n) => ({ x: 0, y: n * 5 })), width: 2, ink: 1 }];

function lengthOf(drawing: Drawing): number {
  return drawing.reduce(
    (sum, { points }) =>
      sum + points.slice(1).reduce((part, b, n) => part + Math.hypot(b.x - points[n]!.x, b.y - points[n]!.y), 0),
    0,
  );
}

describe('augmentDrawing', () => {
  it('keeps strokes, pens and numbers that are numbers', () => {
    fc.assert(
      fc.property(drawings, fc.integer(), (drawing, seed) => {
        const changed = augmentDrawing(drawing, new Random(seed));
        expect(changed).toHaveLength(drawing.length);
        for (const [n, stroke] of changed.entries()) {
          expect(stroke).toMatchObject({ width: 2, ink: 0.8 });
          expect(stroke.points.length).toBeGreaterThanOrEqual(Math.min(2, drawing[n]!.points.length));
          expect(stroke.points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
        }
        expect(augmentDrawing(drawing, new Random(seed))).toEqual(changed);
      }),
    );
  });

  it('moves nothing when nothing is to be changed', () => {
    fc.assert(
      fc.property(drawings, fc.integer(), (drawing, seed) => {
        // A millionth of the unit: cutting back or drawing on by nothing still rounds.
        const same = augmentDrawing(drawing, new Random(seed), NOTHING);
        for (const [s, { points }] of drawing.entries()) {
          const first = same[s]!.points[0]!;
          expect(Math.hypot(first.x - points[0]!.x, first.y - points[0]!.y)).toBeLessThan(1e-6);
        }
        expect(lengthOf(same)).toBeCloseTo(lengthOf(drawing), 6);
      }),
    );
  });

  it('draws ends on or stops short within bounds', () => {
    const random = new Random(7);
    const lengths = Array.from({ length: 200 }, () => lengthOf(augmentDrawing(line, random, { ...NOTHING, ends: 0.1 })));
    expect(Math.min(...lengths)).toBeLessThan(175);
    expect(Math.min(...lengths)).toBeGreaterThanOrEqual(160);
    expect(Math.max(...lengths)).toBeGreaterThan(225);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(240.001);
  });

  it('turns no farther than it may', () => {
    const random = new Random(8);
    let farthest = 0;
    for (let n = 0; n < 200; n++) {
      const { points } = augmentDrawing(line, random, { ...NOTHING, rotation: 12 })[0]!;
      const a = points[0]!;
      const b = points[points.length - 1]!;
      farthest = Math.max(farthest, Math.abs((Math.atan2(b.x - a.x, b.y - a.y) * 180) / Math.PI));
    }
    expect(farthest).toBeGreaterThan(11);
    expect(farthest).toBeLessThan(12.001);
  });

  it('trembles as much for a tablet as for a pad: in shares of the drawing', () => {
    const small = line.map((stroke) => ({ ...stroke, points: stroke.points.map(({ x, y }) => ({ x: x / 50, y: y / 50 })) }));
    const large = augmentDrawing(line, new Random(9), DRAWING_AUGMENTATION)[0]!.points;
    augmentDrawing(small, new Random(9), DRAWING_AUGMENTATION)[0]!.points.forEach(({ x, y }, n) => {
      expect(x * 50).toBeCloseTo(large[n]!.x, 6);
      expect(y * 50).toBeCloseTo(large[n]!.y, 6);
    });
  });
});
