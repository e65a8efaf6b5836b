import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Point } from '../../src/domain/strokes.ts';
import { PAD_SIDE, penMoved } from '../../src/state/pen-path.ts';

const anywhere = fc.record({
  x: fc.double({ min: -40, max: 70, noNaN: true }),
  y: fc.double({ min: -40, max: 70, noNaN: true }),
});

function path(points: readonly Point[]): readonly (readonly Point[])[] {
  const [first, ...others] = points;
  let lines: readonly (readonly Point[])[] = [[first!]];
  let from = first!;
  for (const to of others) {
    lines = penMoved(lines, from, to);
    from = to;
  }
  return lines;
}

describe('a pen on the pad', () => {
  it('adds to its line', () => {
    expect(path([at(2, 2), at(4, 2), at(4, 6)])).toEqual([[at(2, 2), at(4, 2), at(4, 6)]]);
  });

  it('says nothing where it hardly moves', () => {
    expect(path([at(2, 2), at(2.01, 2)])).toEqual([[at(2, 2)]]);
  });

  it('ends its line at the edge and begins another one where it comes back', () => {
    const lines = path([at(14, 20), at(14, 36), at(20, 36), at(20, 20)]);
    expect(lines).toEqual([
      [at(14, 20), at(14, 28)],
      [at(20, 28), at(20, 20)],
    ]);
  });

  it('cuts across a corner between two places outside', () => {
    const lines = penMoved([[at(14, 14)]], at(-2, 4), at(4, -2));
    expect(lines).toEqual([[at(14, 14)], [at(0, 2), at(2, 0)]]);
  });

  it('passes the pad by', () => {
    expect(penMoved([], at(-5, -5), at(40, -5))).toEqual([]);
    expect(penMoved([], at(-5, 3), at(3, -6))).toEqual([]);
  });

  it('never draws outside, and never changes what was drawn', () => {
    fc.assert(
      fc.property(fc.array(anywhere, { minLength: 1, maxLength: 20 }), (points) => {
        const start = at(14, 14);
        const lines = path([start, ...points]);
        for (const { x, y } of lines.flat()) {
          // Clipping is a division and a product: an error of a few units in the last place.
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(-1e-9);
          expect(Math.max(x, y)).toBeLessThanOrEqual(PAD_SIDE + 1e-9);
        }
        expect(lines[0]![0]).toBe(start);
      }),
    );
  });
});

function at(x: number, y: number): Point {
  return { x, y };
}
