import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contourLines, type Grid } from '../../src/domain/contour-lines.ts';
import type { Point } from '../../src/domain/strokes.ts';

function grid(columns: number, rows: number, valueAt: (x: number, y: number) => number): Grid {
  const values = Float64Array.from({ length: columns * rows }, (_, at) => valueAt(at % columns, Math.floor(at / columns)));
  return { columns, rows, values };
}

/** The value at a place on a side of a square. */
function onSide({ columns, values }: Grid, { x, y }: Point): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const here = values[row * columns + column]!;
  if (x > column) return here + (x - column) * (values[row * columns + column + 1]! - here);
  return y > row ? here + (y - row) * (values[(row + 1) * columns + column]! - here) : here;
}

const isClosed = (line: readonly Point[]) => line[0]!.x === line.at(-1)!.x && line[0]!.y === line.at(-1)!.y;

describe('contour lines', () => {
  it('are straight on a slope', () => {
    const lines = contourLines(
      grid(5, 4, (x) => x),
      1.5,
    );
    expect(lines.length).toBe(1);
    expect(lines[0]!.map(({ x }) => x)).toEqual([1.5, 1.5, 1.5, 1.5]);
    expect(lines[0]!.map(({ y }) => y).sort((a, b) => a - b)).toEqual([0, 1, 2, 3]);
  });

  it('go round a peak and close', () => {
    const lines = contourLines(
      grid(21, 21, (x, y) => Math.hypot(x - 10, y - 10)),
      6.3,
    );
    expect(lines.length).toBe(1);
    expect(isClosed(lines[0]!)).toBe(true);
    // Straight pieces and linear interpolation: a hundredth of a square.
    for (const { x, y } of lines[0]!) expect(Math.abs(Math.hypot(x - 10, y - 10) - 6.3)).toBeLessThan(0.05);
  });

  it('pass every crossed side once, at the level, and end only at the edge', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 7 }),
        fc.integer({ min: 2, max: 7 }),
        fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 49, maxLength: 49 }),
        fc.integer({ min: 0, max: 7 }),
        (columns, rows, values, whole) => {
          const level = whole + 0.5;
          const field = grid(columns, rows, (x, y) => values[y * 7 + x]!);
          const lines = contourLines(field, level);
          const points = lines.flatMap((line) => (isClosed(line) ? line.slice(1) : line));
          for (const point of points) expect(onSide(field, point)).toBeCloseTo(level, 9);
          const keys = new Set(points.map(({ x, y }) => `${x},${y}`));
          expect(keys.size).toBe(points.length);
          let crossed = 0;
          const isAbove = (x: number, y: number) => values[y * 7 + x]! >= level;
          for (let y = 0; y < rows; y++) {
            for (let x = 0; x < columns; x++) {
              if (x + 1 < columns && isAbove(x, y) !== isAbove(x + 1, y)) crossed++;
              if (y + 1 < rows && isAbove(x, y) !== isAbove(x, y + 1)) crossed++;
            }
          }
          expect(points.length).toBe(crossed);
          for (const line of lines) {
            if (isClosed(line)) continue;
            for (const { x, y } of [line[0]!, line.at(-1)!]) {
              expect(x === 0 || y === 0 || x === columns - 1 || y === rows - 1).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('do not cross where a saddle lies on the level', () => {
    const saddle = (middle: number) =>
      contourLines(
        grid(2, 2, (x, y) => (x === y ? middle : 0)),
        1,
      );
    // Corners 0 and 2 above: joined through the middle where its mean is above, else cut off.
    expect(saddle(3).length).toBe(2);
    const joins = (lines: readonly (readonly Point[])[]) =>
      lines
        .map((line) =>
          line
            .map(({ x, y }) => (y === 0 ? 'bottom' : x === 1 ? 'right' : y === 1 ? 'top' : 'left'))
            .sort()
            .join('-'),
        )
        .sort();
    expect(joins(saddle(3))).toEqual(['bottom-right', 'left-top']);
    expect(joins(saddle(1.5))).toEqual(['bottom-left', 'right-top']);
  });

  it('leave out squares with a hole, and grids without a value', () => {
    const field = grid(4, 2, (x, y) => (x === 3 && y === 0 ? NaN : y));
    const lines = contourLines(field, 0.5);
    expect(lines.length).toBe(1);
    expect(lines[0]!.map(({ x, y }) => `${x}, ${y}`).sort()).toEqual(['0, 0.5', '1, 0.5', '2, 0.5']);
    expect(
      contourLines(
        grid(3, 3, () => Infinity),
        1,
      ),
    ).toEqual([]);
    expect(
      contourLines(
        grid(3, 3, () => 2),
        2,
      ),
    ).toEqual([]);
  });
});
