import { cosTurns, sinTurns } from '../circle.ts';
import type { Random } from '../random.ts';
import type { Point } from '../strokes.ts';

/** A place that the pen passes: through a corner it turns sharply, through any other it glides. */
export interface Knot {
  readonly x: number;
  readonly y: number;
  readonly corner: boolean;
}

/** One stroke: the knots in the order in which the pen passes them. */
export type PenPath = readonly Knot[];

/** A digit: its strokes, in a frame in which it is about 1 high; x to the right, y downwards. */
export type Shape = readonly PenPath[];

/** Draws the shape of one digit; each call gives another. */
export type ShapeGenerator = (random: Random) => Shape;

/** A knot that the pen glides through. */
export function glide(x: number, y: number): Knot {
  return { x, y, corner: false };
}

/** A knot at which the pen turns sharply. */
export function corner(x: number, y: number): Knot {
  return { x, y, corner: true };
}

/**
 * Knots along an ellipse around (x, y), every eighth of a turn or closer.
 *
 * Turns count clockwise as seen: 0 is right, ¼ bottom, ½ left, ¾ (or −¼) top. `to` below `from` runs counter-clockwise, and
 * `growth` is by what share the radii have changed at the end, so that an ellipse can close inside or outside of itself.
 */
export function arc(x: number, y: number, radiusX: number, radiusY: number, from: number, to: number, growth = 0): Knot[] {
  const steps = Math.max(2, Math.ceil(Math.abs(to - from) * 8));
  const knots: Knot[] = [];
  for (let n = 0; n <= steps; n++) {
    const turns = from + ((to - from) * n) / steps;
    const size = 1 + (growth * n) / steps;
    knots.push(glide(x + radiusX * size * cosTurns(turns), y + radiusY * size * sinTurns(turns)));
  }
  return knots;
}

/**
 * Points along the path, at most `spacing` apart.
 *
 * Source centripetal Catmull-Rom splines (P. Yuksel et al., 2011), which never loop between knots; an end or a corner has
 * its neighbour's mirror image as the knot beyond.
 */
export function tracePath(path: PenPath, spacing: number): Point[] {
  const points: Point[] = [];
  const first = path[0];
  if (first) points.push({ x: first.x, y: first.y });
  for (let n = 1; n < path.length; n++) {
    const b = path[n - 1]!;
    const c = path[n]!;
    const before = n >= 2 && !b.corner ? path[n - 2]! : undefined;
    const after = n + 1 < path.length && !c.corner ? path[n + 1]! : undefined;
    traceSpan(points, before, b, c, after, spacing);
  }
  return points;
}

function traceSpan(
  points: Point[],
  before: Knot | undefined,
  b: Knot,
  c: Knot,
  after: Knot | undefined,
  spacing: number,
): void {
  const spanX = c.x - b.x;
  const spanY = c.y - b.y;
  const length = Math.sqrt(spanX * spanX + spanY * spanY);
  if (length === 0) return;
  const knotStep = Math.sqrt(length);
  let leaveX = spanX;
  let leaveY = spanY;
  if (before) {
    const step = knotDistance(before, b);
    leaveX = tangent(before.x, b.x, c.x, step, knotStep) * knotStep;
    leaveY = tangent(before.y, b.y, c.y, step, knotStep) * knotStep;
  }
  let arriveX = spanX;
  let arriveY = spanY;
  if (after) {
    const step = knotDistance(c, after);
    arriveX = tangent(b.x, c.x, after.x, knotStep, step) * knotStep;
    arriveY = tangent(b.y, c.y, after.y, knotStep, step) * knotStep;
  }
  const steps = Math.ceil(length / spacing);
  for (let k = 1; k <= steps; k++) {
    const t = k / steps;
    // Cubic Hermite: value and slope at both ends.
    const rest = 1 - t;
    const weightC = t * t * (3 - 2 * t);
    const weightLeave = t * rest * rest;
    const weightArrive = -t * t * rest;
    points.push({
      x: b.x + weightC * spanX + weightLeave * leaveX + weightArrive * arriveX,
      y: b.y + weightC * spanY + weightLeave * leaveY + weightArrive * arriveY,
    });
  }
}

/** The centripetal parameter's step from one knot to the next: the root of their distance. */
function knotDistance(a: Knot, b: Knot): number {
  return Math.max(1e-3, Math.sqrt(Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2)));
}

/** The slope at the middle one of three values that lie `stepIn` and `stepOut` apart. */
function tangent(before: number, here: number, after: number, stepIn: number, stepOut: number): number {
  return (here - before) / stepIn - (after - before) / (stepIn + stepOut) + (after - here) / stepOut;
}
