import { cosTurns, sinTurns } from '../circle.ts';
import type { Random } from '../random.ts';
import type { Drawing, Point, Stroke } from '../strokes.ts';
import { SmoothField } from './smooth-field.ts';

/** How far pen strokes may be changed; lengths are shares of the longer side of the drawing's box, whatever its unit. */
export interface DrawingAugmentation {
  /** Degrees; turned by up to this much either way. */
  readonly rotation: number;
  /** Width against height, ± this share. */
  readonly aspect: number;
  /** Sideways slant, ± this share of the height. */
  readonly shear: number;
  /** Standard deviation of the smooth bending; the strength is drawn from 0 to this. */
  readonly warp: number;
  /** Standard deviation of the trembling of a point; the strength is drawn from 0 to this. */
  readonly tremor: number;
  /** Each end of each stroke may be drawn on or stop short by up to this much. */
  readonly ends: number;
  /** The largest share of points that a slow device loses; the share is drawn from 0 to this. */
  readonly dropped: number;
}

/** What leaves a digit readable and yet covers most hands and devices. */
export const DRAWING_AUGMENTATION: DrawingAugmentation = {
  rotation: 12,
  aspect: 0.2,
  shear: 0.2,
  warp: 0.04,
  tremor: 0.008,
  ends: 0.04,
  dropped: 0.5,
};

/** Neighbouring points tremble together: this share of a point's trembling is handed on to the next. */
const TREMOR_MEMORY = 0.6;
/** Scales the handed-on trembling back to standard deviation 1: √(1 − memory²). */
const TREMOR_FRESH = 0.8;

const fieldX = new SmoothField();
const fieldY = new SmoothField();

/**
 * A random variation of a drawing: turned, slanted, stretched, bent, trembling, with other ends and fewer points.
 *
 * Widths, ink, the number of strokes and each stroke's direction stay. The same random stream gives the same bits everywhere.
 */
export function augmentDrawing(
  drawing: Drawing,
  random: Random,
  settings: DrawingAugmentation = DRAWING_AUGMENTATION,
): Drawing {
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (const { points } of drawing) {
    for (const { x, y } of points) {
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
    }
  }
  if (left > right) return drawing;
  const side = Math.max(right - left, bottom - top);
  const middleX = (left + right) / 2;
  const middleY = (top + bottom) / 2;

  const turns = (settings.rotation / 360) * random.between(-1, 1);
  const stretch = 1 + (settings.aspect / 2) * random.between(-1, 1);
  const shear = settings.shear * random.between(-1, 1);
  const bend = settings.warp * random.unit() * side;
  const tremble = settings.tremor * random.unit() * side * TREMOR_FRESH;
  const dropped = settings.dropped * random.unit();
  fieldX.draw(random);
  fieldY.draw(random);
  const cos = cosTurns(turns);
  const sin = sinTurns(turns);
  const perSide = side > 0 ? 1 / side : 0;

  return drawing.map((stroke): Stroke => {
    const points = withOtherEnds(stroke.points, settings.ends * side, random);
    const changed: Point[] = [];
    let trembleX = 0;
    let trembleY = 0;
    for (let n = 0; n < points.length; n++) {
      if (n > 0 && n < points.length - 1 && random.chance(dropped)) continue;
      const fromX = points[n]!.x - middleX;
      const fromY = points[n]!.y - middleY;
      const u = fromX * perSide + 0.5;
      const v = fromY * perSide + 0.5;
      trembleX = TREMOR_MEMORY * trembleX + tremble * random.normal();
      trembleY = TREMOR_MEMORY * trembleY + tremble * random.normal();
      const x = (fromX - shear * fromY) * stretch + bend * fieldX.at(u, v) + trembleX;
      const y = fromY / stretch + bend * fieldY.at(u, v) + trembleY;
      changed.push({ x: middleX + cos * x - sin * y, y: middleY + sin * x + cos * y });
    }
    return { points: changed, width: stroke.width, ink: stroke.ink };
  });
}

/** The points with both ends drawn on, or cut back, along the stroke's own direction there by up to `reach`. */
function withOtherEnds(points: readonly Point[], reach: number, random: Random): readonly Point[] {
  const first = reach * random.between(-1, 1);
  const last = reach * random.between(-1, 1);
  if (points.length < 2) return points;
  return [...movedEnd([...movedEnd(points, last)].reverse(), first)].reverse();
}

/** The points with the last one moved on by `by` along the last segments; below zero, back along the stroke to half its length at most. */
function movedEnd(points: readonly Point[], by: number): readonly Point[] {
  const end = points[points.length - 1]!;
  if (by >= 0) {
    // The direction over the last few points: the very last segment of a tablet's stroke is often noise.
    const from = points[Math.max(0, points.length - 4)]!;
    const length = Math.sqrt((end.x - from.x) ** 2 + (end.y - from.y) ** 2);
    if (length === 0) return points;
    return [...points, { x: end.x + ((end.x - from.x) * by) / length, y: end.y + ((end.y - from.y) * by) / length }];
  }
  let left = -by;
  let n = points.length - 1;
  for (; n > 1; n--) {
    const here = points[n]!;
    const before = points[n - 1]!;
    const length = Math.sqrt((here.x - before.x) ** 2 + (here.y - before.y) ** 2);
    if (length >= left) {
      const share = length > 0 ? left / length : 0;
      const stop = { x: here.x + (before.x - here.x) * share, y: here.y + (before.y - here.y) * share };
      return [...points.slice(0, n), stop];
    }
    left -= length;
  }
  return points.slice(0, 2);
}
