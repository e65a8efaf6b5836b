import { describe, expect, it } from 'vitest';
import { arc, corner, glide, tracePath } from '../../../src/domain/procedural/pen-path.ts';

describe('tracePath', () => {
  it('passes every knot, points no farther apart than asked where the path is straight', () => {
    const path = [glide(0, 0), corner(1, 0), glide(1, 1)];
    const points = tracePath(path, 0.05);
    for (const knot of path) expect(points.some(({ x, y }) => Math.hypot(x - knot.x, y - knot.y) < 1e-12)).toBe(true);
    points.slice(1).forEach((b, n) => expect(Math.hypot(b.x - points[n]!.x, b.y - points[n]!.y)).toBeLessThan(0.0751));
  });

  it('turns sharply at a corner and glides elsewhere', () => {
    const sharpest = (middle: typeof corner) => {
      const points = tracePath([glide(0, 0), middle(1, 0), glide(1, 1)], 0.02);
      let least = 1;
      for (let n = 1; n + 1 < points.length; n++) {
        const [a, b, c] = [points[n - 1]!, points[n]!, points[n + 1]!];
        const before = Math.hypot(b.x - a.x, b.y - a.y);
        const after = Math.hypot(c.x - b.x, c.y - b.y);
        least = Math.min(least, ((b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y)) / (before * after));
      }
      return least;
    };
    expect(sharpest(corner)).toBeCloseTo(0, 6);
    expect(sharpest(glide)).toBeGreaterThan(0.9);
  });

  it('draws circles that are round', () => {
    // The first and last eighth have no knot beyond them and are a little flat.
    for (const { x, y } of tracePath(arc(0, 0, 1, 1, 0, 1), 0.05)) expect(Math.abs(Math.hypot(x, y) - 1)).toBeLessThan(0.06);
  });

  it('leaves out what has no length', () => {
    expect(tracePath([], 0.1)).toEqual([]);
    expect(tracePath([glide(1, 2), glide(1, 2)], 0.1)).toEqual([{ x: 1, y: 2 }]);
  });
});
