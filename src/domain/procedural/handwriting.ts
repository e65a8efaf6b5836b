import { augmentDrawing, type DrawingAugmentation } from '../augment/drawing.ts';
import type { Random } from '../random.ts';
import type { Drawing, Point } from '../strokes.ts';
import { corner, type PenPath, type Shape, tracePath } from './pen-path.ts';

/** How a hand writes: by how much its digits differ from the shape that was meant. */
export interface Hand {
  /** Lengths are shares of the digit's longer side. */
  readonly variation: DrawingAugmentation;
  /** Sideways slant as a share of the height, drawn between these; to the right above 0. */
  readonly slant: { readonly least: number; readonly most: number };
  /** How far each knot may be off where it was meant to be, standard deviation. */
  readonly unsteadiness: number;
  /** Distance of points along a stroke, drawn between these. */
  readonly spacing: { readonly least: number; readonly most: number };
  /** At most so many passes of smoothing, which hurry does to corners. */
  readonly smoothing: number;
  /** How often the pen is not lifted between two strokes. */
  readonly ligatures: number;
}

/** Anybody's hand, the hurried and the clumsy too; spacing as of a pen on a tablet. */
export const ANY_HAND: Hand = {
  variation: { rotation: 9, aspect: 0.5, shear: 0.15, warp: 0.05, tremor: 0.008, ends: 0.06, dropped: 0.35 },
  slant: { least: -0.15, most: 0.45 },
  unsteadiness: 0.022,
  spacing: { least: 0.03, most: 0.07 },
  smoothing: 4,
  ligatures: 0.04,
};

/** The hand of one who writes to be read. */
export const NEAT_HAND: Hand = {
  variation: { rotation: 3, aspect: 0.15, shear: 0.05, warp: 0.02, tremor: 0.002, ends: 0.02, dropped: 0 },
  slant: { least: -0.02, most: 0.18 },
  unsteadiness: 0.008,
  spacing: { least: 0.03, most: 0.03 },
  smoothing: 2,
  ligatures: 0,
};

/**
 * Between the two: of 20,000 digits a network learns to read 98 in a hundred others by the same hand.
 *
 * By `NEAT_HAND` it is 99, by `ANY_HAND` 94 (784 → 128 → 64 → 32 → 10, Adam, 12 epochs).
 */
export const EVERYDAY_HAND: Hand = {
  variation: { rotation: 5, aspect: 0.25, shear: 0.08, warp: 0.03, tremor: 0.004, ends: 0.03, dropped: 0.1 },
  slant: { least: -0.06, most: 0.25 },
  unsteadiness: 0.012,
  spacing: { least: 0.03, most: 0.04 },
  smoothing: 3,
  ligatures: 0.01,
};

/** Hands to choose from, from the easiest to read to the hardest. */
export const HANDS = { neat: NEAT_HAND, everyday: EVERYDAY_HAND, any: ANY_HAND } as const;
export type HandName = keyof typeof HANDS;

/** A usual pen in the frame in which a digit is about 1 high. */
const PEN_WIDTH = 0.125;

/** Writes a shape as a hand would: slanted, knots a little off, corners rounded by hurry, bent, trembling. */
export function handwrite(shape: Shape, random: Random, hand: Hand = ANY_HAND): Drawing {
  const slant = random.between(hand.slant.least, hand.slant.most);
  const spacing = random.between(hand.spacing.least, hand.spacing.most);
  const smoothing = random.below(hand.smoothing + 1);
  const paths = shape.length > 1 && random.chance(hand.ligatures) ? [joined(shape)] : shape;
  const drawing = paths.map((path) => ({
    points: smoothed(tracePath(unsteady(path, slant, hand.unsteadiness, random), spacing), smoothing),
    width: PEN_WIDTH,
    ink: 1,
  }));
  return augmentDrawing(drawing, random, hand.variation);
}

/** The knots slanted and a little off. */
function unsteady(path: PenPath, slant: number, deviation: number, random: Random): PenPath {
  return path.map((knot) => ({
    x: knot.x - slant * knot.y + deviation * random.normal(),
    y: knot.y + deviation * random.normal(),
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
