import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erase } from '../../src/domain/erase.ts';
import { rasterize } from '../../src/domain/rasterize.ts';
import type { Drawing, Point } from '../../src/domain/strokes.ts';

const bar: Drawing = [
  {
    points: [
      { x: 4, y: 14 },
      { x: 24, y: 14 },
    ],
    width: 2,
    ink: 0.8,
  },
];

const point = fc.record({ x: fc.double({ min: 0, max: 28, noNaN: true }), y: fc.double({ min: 0, max: 28, noNaN: true }) });
const drawings = fc.array(
  fc.record({ points: fc.array(point, { minLength: 1, maxLength: 8 }), width: fc.constant(1.5), ink: fc.constant(1) }),
  { maxLength: 3 },
);
const paths = fc.array(point, { minLength: 1, maxLength: 5 });
const radii = fc.double({ min: 0.5, max: 6, noNaN: true });

function distanceToPath(p: Point, path: readonly Point[]): number {
  let nearest = Infinity;
  for (let n = 0; n < Math.max(1, path.length - 1); n++) {
    const c = path[n]!;
    const d = path[n + 1] ?? c;
    const squared = (d.x - c.x) ** 2 + (d.y - c.y) ** 2;
    const t = squared === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - c.x) * (d.x - c.x) + (p.y - c.y) * (d.y - c.y)) / squared));
    nearest = Math.min(nearest, Math.hypot(p.x - c.x - t * (d.x - c.x), p.y - c.y - t * (d.y - c.y)));
  }
  return nearest;
}

function along(drawing: Drawing): Point[] {
  return drawing.flatMap(({ points }) =>
    points.slice(1).flatMap((b, n) => {
      const a = points[n]!;
      return Array.from({ length: 21 }, (_, k) => ({ x: a.x + ((b.x - a.x) * k) / 20, y: a.y + ((b.y - a.y) * k) / 20 }));
    }),
  );
}

describe('erase', () => {
  it('cuts a stroke in two at the edge of the eraser', () => {
    const left = erase(bar, [{ x: 14, y: 14 }], 3);
    expect(left.map((stroke) => stroke.points)).toEqual([
      [
        { x: 4, y: 14 },
        { x: 11, y: 14 },
      ],
      [
        { x: 17, y: 14 },
        { x: 24, y: 14 },
      ],
    ]);
    expect(left[0]).toMatchObject({ width: 2, ink: 0.8 });
  });

  it('cuts between two far-apart events of a fast hand', () => {
    const across = [
      { x: 14, y: 0 },
      { x: 14, y: 28 },
    ];
    expect(erase(bar, across, 2).map((stroke) => stroke.points.map((p) => p.x))).toEqual([
      [4, 12],
      [16, 24],
    ]);
  });

  it('returns what it does not touch as it was, and takes whole strokes and dots', () => {
    expect(erase(bar, [{ x: 14, y: 20 }], 3)[0]).toBe(bar[0]);
    expect(erase(bar, bar[0]!.points, 1)).toEqual([]);
    const dot: Drawing = [{ points: [{ x: 9, y: 9 }], width: 2, ink: 1 }];
    expect(erase(dot, [{ x: 10, y: 9 }], 1.5)).toEqual([]);
    expect(erase(dot, [{ x: 12, y: 9 }], 1.5)).toEqual(dot);
    expect(erase(bar, [], 3)).toBe(bar);
  });

  it('leaves nothing under the eraser and everything beside it', () => {
    fc.assert(
      fc.property(drawings, paths, radii, (drawing, path, radius) => {
        const left = erase(drawing, path, radius);
        for (const p of along(left)) expect(distanceToPath(p, path)).toBeGreaterThan(radius - 1e-6);
        for (const p of along(drawing)) {
          if (distanceToPath(p, path) < radius + 1e-6) continue;
          expect(distanceToDrawing(p, left)).toBeLessThan(1e-6);
        }
      }),
    );
  });

  it('never adds ink', () => {
    fc.assert(
      fc.property(drawings, paths, radii, (drawing, path, radius) => {
        const before = rasterize(drawing);
        // One grey level, because a cut line is measured from other end points.
        rasterize(erase(drawing, path, radius)).forEach((value, pixel) =>
          expect(value).toBeLessThanOrEqual(before[pixel]! + 1),
        );
      }),
    );
  });
});

function distanceToDrawing(p: Point, drawing: Drawing): number {
  return Math.min(Infinity, ...drawing.map((stroke) => distanceToPath(p, stroke.points)));
}
