import type { Drawing } from './strokes.ts';

/** The side of the square image that the network sees, in pixels; the pad's coordinates are the same 28 cells. */
export const IMAGE_SIDE = 28;
/** The number of pixels of one image, 784. */
export const IMAGE_PIXELS = IMAGE_SIDE * IMAGE_SIDE;

/** Where a drawing lands on the pixel grid: cell = scale · point + shift. */
export interface Placement {
  readonly scale: number;
  readonly shiftX: number;
  readonly shiftY: number;
}

/** Leaves every point where it is. */
export const IN_PLACE: Placement = { scale: 1, shiftX: 0, shiftY: 0 };

/** The pen that a drawing is painted with. */
export interface Pen {
  /** Width in pixels. */
  readonly width: number;
  /** 0 to 1. */
  readonly ink: number;
}

export interface RasterOptions {
  readonly placement?: Placement;
  /** One pen for all strokes; left out, each stroke is painted with its own width (times the scale) and ink. */
  readonly pen?: Pen | undefined;
  /** true shades a pixel by how far the edge has run across it; false paints it wholly or not at all. */
  readonly antialias?: boolean;
}

/**
 * How many pixels wide the grey edge of a line is.
 *
 * With this edge and a pen of 2.5 pixels the 7,494 pen digits of UCI have 149.6 inked pixels, 58.0 of them full, and a total
 * ink of 103.0; MNIST's images have 150.4, 58.6 and 103.2.
 */
const EDGE_WIDTH = 1.15;
/** Points closer together than this, in pixels, are one: a mouse that rests costs nothing and the picture stays the same. */
const MERGE_DISTANCE = 1 / 16;

/**
 * Paints strokes on the 28×28 grid.
 *
 * Each stroke is a chain of capsules: a pixel's coverage is clamp(½ + (radius − distance) / edge, 0, 1), distance from its centre to
 * the segment, and where capsules overlap the greater ink wins, so that crossings are no darker than lines.
 * Finite coordinates only; what lies outside the grid is cut off.
 *
 * Returns `target` [784], row-major from the top left pixel, 0 to 255.
 */
export function rasterize(
  drawing: Drawing,
  options: RasterOptions = {},
  target: Uint8Array = new Uint8Array(IMAGE_PIXELS),
): Uint8Array {
  const { placement = IN_PLACE, pen, antialias = true } = options;
  const { scale, shiftX, shiftY } = placement;
  target.fill(0);
  for (const stroke of drawing) {
    const { points } = stroke;
    const radius = (pen ? pen.width : stroke.width * scale) / 2;
    const full = 255 * (pen ? pen.ink : stroke.ink);
    const last = points.length - 1;
    if (last < 0) continue;
    let fromX = points[0]!.x * scale + shiftX;
    let fromY = points[0]!.y * scale + shiftY;
    if (last === 0) paintCapsule(target, fromX, fromY, fromX, fromY, radius, full, antialias);
    for (let n = 1; n <= last; n++) {
      const toX = points[n]!.x * scale + shiftX;
      const toY = points[n]!.y * scale + shiftY;
      if (n < last && Math.abs(toX - fromX) < MERGE_DISTANCE && Math.abs(toY - fromY) < MERGE_DISTANCE) continue;
      paintCapsule(target, fromX, fromY, toX, toY, radius, full, antialias);
      fromX = toX;
      fromY = toY;
    }
  }
  return target;
}

/** Paints all points within `radius` of the segment from a to b; the bounding box keeps it to the pixels that can change. */
function paintCapsule(
  target: Uint8Array,
  aX: number,
  aY: number,
  bX: number,
  bY: number,
  radius: number,
  full: number,
  antialias: boolean,
): void {
  const reach = radius + EDGE_WIDTH / 2;
  const left = Math.max(0, Math.ceil(Math.min(aX, bX) - reach - 0.5));
  const right = Math.min(IMAGE_SIDE - 1, Math.floor(Math.max(aX, bX) + reach - 0.5));
  const top = Math.max(0, Math.ceil(Math.min(aY, bY) - reach - 0.5));
  const bottom = Math.min(IMAGE_SIDE - 1, Math.floor(Math.max(aY, bY) + reach - 0.5));
  const alongX = bX - aX;
  const alongY = bY - aY;
  const squaredLength = alongX * alongX + alongY * alongY;
  const inverse = squaredLength > 0 ? 1 / squaredLength : 0;
  const squaredReach = reach * reach;
  for (let row = top; row <= bottom; row++) {
    const fromAY = row + 0.5 - aY;
    for (let column = left; column <= right; column++) {
      const fromAX = column + 0.5 - aX;
      let share = (fromAX * alongX + fromAY * alongY) * inverse;
      share = share < 0 ? 0 : share > 1 ? 1 : share;
      const awayX = fromAX - share * alongX;
      const awayY = fromAY - share * alongY;
      const squaredDistance = awayX * awayX + awayY * awayY;
      if (squaredDistance >= squaredReach) continue;
      let coverage = (reach - Math.sqrt(squaredDistance)) / EDGE_WIDTH;
      if (!antialias) coverage = coverage >= 0.5 ? 1 : 0;
      else if (coverage > 1) coverage = 1;
      const value = (coverage * full + 0.5) | 0;
      const pixel = row * IMAGE_SIDE + column;
      if (value > target[pixel]!) target[pixel] = value;
    }
  }
}
