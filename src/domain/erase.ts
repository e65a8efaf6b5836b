import type { Drawing, Point, Stroke } from './strokes.ts';

/** A stretch of a segment, as shares of its length from 0 to 1. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Stretches shorter than this share of a segment are rounding, not ink. */
const SLIVER = 1e-9;

/**
 * What is left of a drawing after an eraser went over it.
 *
 * The eraser is a disc of `radius` cells moved along `eraserPath`; every part of a stroke's centre line that it covers goes, and a
 * stroke that is cut through becomes several. Strokes that it does not touch are returned as they are. A path of one point is a
 * dab. Exact, up to rounding, for any spacing of the points.
 */
export function erase(drawing: Drawing, eraserPath: readonly Point[], radius: number): Drawing {
  if (eraserPath.length === 0 || !(radius > 0)) return drawing;
  return drawing.flatMap((stroke) => eraseStroke(stroke, eraserPath, radius));
}

/** How far a point is from the nearest place of a path, in its unit; ∞ from no path. */
export function distanceToPath({ x, y }: Point, path: readonly Point[]): number {
  let least = Infinity;
  for (let n = 0; n < Math.max(1, path.length - 1); n++) {
    const from = path[n];
    if (!from) break;
    const to = path[n + 1] ?? from;
    const [stepX, stepY] = [to.x - from.x, to.y - from.y];
    const squared = stepX * stepX + stepY * stepY;
    const along = squared > 0 ? ((x - from.x) * stepX + (y - from.y) * stepY) / squared : 0;
    const share = Math.min(1, Math.max(0, along));
    least = Math.min(least, Math.hypot(from.x + share * stepX - x, from.y + share * stepY - y));
  }
  return least;
}

function eraseStroke(stroke: Stroke, path: readonly Point[], radius: number): Stroke[] {
  const { points } = stroke;
  if (points.length === 1) {
    return coveredStretches(points[0]!, points[0]!, path, radius).length > 0 ? [] : [stroke];
  }
  const pieces: Point[][] = [];
  let piece: Point[] = [];
  let touched = false;
  for (let n = 1; n < points.length; n++) {
    const a = points[n - 1]!;
    const b = points[n]!;
    const kept = uncovered(coveredStretches(a, b, path, radius));
    if (kept.length !== 1 || kept[0]!.from > 0 || kept[0]!.to < 1) touched = true;
    for (const { from, to } of kept) {
      if (from > 0 || piece.length === 0) {
        if (piece.length > 0) pieces.push(piece);
        piece = [between(a, b, from)];
      }
      piece.push(between(a, b, to));
    }
    if (kept.length === 0 || kept[kept.length - 1]!.to < 1) {
      if (piece.length > 0) pieces.push(piece);
      piece = [];
    }
  }
  if (piece.length > 0) pieces.push(piece);
  return touched ? pieces.map((left) => ({ ...stroke, points: left })) : [stroke];
}

/** The stretches of the segment a–b that the eraser covers, in order and apart from one another. */
function coveredStretches(a: Point, b: Point, path: readonly Point[], radius: number): Stretch[] {
  const found: Stretch[] = [];
  for (let n = 0; n < Math.max(1, path.length - 1); n++) {
    const stretch = capsuleStretch(a, b, path[n]!, path[n + 1] ?? path[n]!, radius);
    if (stretch) found.push(stretch);
  }
  found.sort((one, other) => one.from - other.from);
  const merged: Stretch[] = [];
  for (const stretch of found) {
    const before = merged[merged.length - 1];
    if (before && stretch.from <= before.to + SLIVER) {
      merged[merged.length - 1] = { from: before.from, to: Math.max(before.to, stretch.to) };
    } else merged.push(stretch);
  }
  return merged;
}

/**
 * The stretch of a–b within `radius` of the segment c–d, or undefined.
 *
 * A capsule is convex, so that it is one stretch: the hull of those inside the disc at c, the disc at d and the rectangle between.
 */
function capsuleStretch(a: Point, b: Point, c: Point, d: Point, radius: number): Stretch | undefined {
  let from = Infinity;
  let to = -Infinity;
  const take = (low: number, high: number) => {
    low = Math.max(0, low);
    high = Math.min(1, high);
    if (low > high) return;
    from = Math.min(from, low);
    to = Math.max(to, high);
  };
  const stepX = b.x - a.x;
  const stepY = b.y - a.y;

  for (const centre of [c, d]) {
    // |a + t·step − centre|² = radius²
    const offX = a.x - centre.x;
    const offY = a.y - centre.y;
    const squared = stepX * stepX + stepY * stepY;
    const mixed = offX * stepX + offY * stepY;
    const rest = offX * offX + offY * offY - radius * radius;
    if (squared === 0) {
      if (rest <= 0) take(0, 1);
      continue;
    }
    const discriminant = mixed * mixed - squared * rest;
    if (discriminant < 0) continue;
    const root = Math.sqrt(discriminant);
    take((-mixed - root) / squared, (-mixed + root) / squared);
  }

  const length = Math.sqrt((d.x - c.x) ** 2 + (d.y - c.y) ** 2);
  if (length > 0) {
    // In the frame of the eraser's segment the rectangle is 0 ≤ along ≤ length, |across| ≤ radius.
    const ux = (d.x - c.x) / length;
    const uy = (d.y - c.y) / length;
    const along = (a.x - c.x) * ux + (a.y - c.y) * uy;
    const across = (a.y - c.y) * ux - (a.x - c.x) * uy;
    const slabAlong = slab(along, stepX * ux + stepY * uy, 0, length);
    const slabAcross = slab(across, stepY * ux - stepX * uy, -radius, radius);
    take(Math.max(slabAlong.from, slabAcross.from), Math.min(slabAlong.to, slabAcross.to));
  }
  return from <= to ? { from, to } : undefined;
}

/** The t for which low ≤ start + t·speed ≤ high; from > to where there is none. */
function slab(start: number, speed: number, low: number, high: number): Stretch {
  if (speed === 0) return start >= low && start <= high ? { from: 0, to: 1 } : { from: 1, to: 0 };
  const one = (low - start) / speed;
  const other = (high - start) / speed;
  return { from: Math.min(one, other), to: Math.max(one, other) };
}

/** The stretches of 0 to 1 that are left when those covered are gone; slivers are not kept. */
function uncovered(covered: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  let from = 0;
  for (const stretch of covered) {
    if (stretch.from > from + SLIVER) kept.push({ from, to: stretch.from });
    from = Math.max(from, stretch.to);
  }
  if (from < 1 - SLIVER) kept.push({ from, to: 1 });
  return kept;
}

/** The point at `share` of the way from a to b, a and b themselves at the ends. */
function between(a: Point, b: Point, share: number): Point {
  if (share === 0) return a;
  if (share === 1) return b;
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
}
