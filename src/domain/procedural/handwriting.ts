import { augmentDrawing, type DrawingAugmentation } from '../augment/drawing.ts';
import type { Random } from '../random.ts';
import type { Drawing, Point } from '../strokes.ts';
import { corner, type PenPath, type Shape, tracePath } from './pen-path.ts';

/** How much hands differ; lengths are shares of the digit's longer side. */
const HANDS: DrawingAugmentation = {
  rotation: 9,
  aspect: 0.5,
  shear: 0.15,
  warp: 0.05,
  tremor: 0.008,
  ends: 0.06,
  dropped: 0.35,
};

/** Most hands lean to the right: sideways slant as a share of the height. */
const SLANT = { least: -0.15, most: 0.45 };
/** The distance of points along a stroke, as of a pen at usual speed on a tablet. */
const SPACING = { least: 0.03, most: 0.07 };
/** Passes of smoothing that hurry does to corners; at the spacing above each takes about a twentieth of the digit's height. */
const MOST_SMOOTHING = 4;
/** How far each knot may be off where it was meant to be, standard deviation. */
const UNSTEADINESS = 0.022;
/** How often the pen is not lifted between two strokes. */
const LIGATURES = 0.04;

/** Writes a shape as some hand would: knots a little off, corners rounded by hurry, slanted, bent, trembling. */
export function handwrite(shape: Shape, random: Random): Drawing {
  const slant = random.between(SLANT.least, SLANT.most);
  const spacing = random.between(SPACING.least, SPACING.most);
  const smoothing = random.below(MOST_SMOOTHING + 1);
  const paths = shape.length > 1 && random.chance(LIGATURES) ? [joined(shape)] : shape;
  const drawing = paths.map((path) => ({
    points: smoothed(tracePath(unsteady(path, slant, random), spacing), smoothing),
    width: 0.1,
    ink: 1,
  }));
  return augmentDrawing(drawing, random, HANDS);
}

/** The knots slanted and a little off. */
function unsteady(path: PenPath, slant: number, random: Random): PenPath {
  return path.map((knot) => ({
    x: knot.x - slant * knot.y + UNSTEADINESS * random.normal(),
    y: knot.y + UNSTEADINESS * random.normal(),
    corner: knot.corner,
  }));
}

/** All strokes as one, with straight lines where the pen should have been lifted. */
function joined(shape: Shape): PenPath {
  return shape.flatMap((path) => {
    const last = path.length - 1;
    return path.map((knot, n) => (n === 0 || n === last ? corner(knot.x, knot.y) : knot));
  });
}

/** Each point but the ends moved to the binomial mean of itself and its neighbours, `passes` times. */
function smoothed(points: Point[], passes: number): Point[] {
  let now = points;
  for (let pass = 0; pass < passes; pass++) {
    now = now.map((here, n) => {
      const before = now[n - 1];
      const after = now[n + 1];
      if (!before || !after) return here;
      return { x: (before.x + 2 * here.x + after.x) / 4, y: (before.y + 2 * here.y + after.y) / 4 };
    });
  }
  return now;
}
