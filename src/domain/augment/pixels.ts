import { cosTurns, sinTurns } from '../circle.ts';
import type { Random } from '../random.ts';
import { IMAGE_PIXELS, IMAGE_SIDE } from '../rasterize.ts';
import { FIELD_CELLS, FIELD_NODES, SmoothField } from './smooth-field.ts';

/** How far an image may be changed; every entry is drawn anew for every image, uniformly within ± its value. */
export interface PixelAugmentation {
  /** Degrees. */
  readonly rotation: number;
  /** Size, as a share: 0.15 is 0.85 to 1.15. */
  readonly scale: number;
  /** Width against height, as a share. */
  readonly aspect: number;
  /** Sideways slant, as a share of the height. */
  readonly shear: number;
  /** Pixels, in x and in y. */
  readonly shift: number;
  /** Standard deviation of the elastic displacement of a pixel, in pixels; the strength is drawn from 0 to this. */
  readonly elastic: number;
  /** Lines widened or narrowed at each edge by up to this many pixels, at most 1. */
  readonly penWidth: number;
}

/** What leaves a digit readable and yet covers most hands. */
export const PIXEL_AUGMENTATION: PixelAugmentation = {
  rotation: 12,
  scale: 0.15,
  aspect: 0.1,
  shear: 0.15,
  shift: 2,
  elastic: 1.2,
  penWidth: 0.5,
};

/** Changes nothing. */
export const NO_PIXEL_AUGMENTATION: PixelAugmentation = {
  rotation: 0,
  scale: 0,
  aspect: 0,
  shear: 0,
  shift: 0,
  elastic: 0,
  penWidth: 0,
};

/**
 * The random stream from which an image of a data set is varied in an epoch, counted from 0, so that the variation hangs on
 * nothing else: not on the order of the images, nor on their batches, nor on who computes what.
 *
 * Multiples of the golden section keep apart: no stream comes twice within 28,000 epochs of 65,536 images, and none is one of
 * the low numbers, which other parts use.
 */
export function augmentationStream(epoch: number, image: number): number {
  return (Math.imul(epoch + 1, GOLDEN_SECTION) + image) | 0;
}

/** 2³² / 1.618…, rounded to the nearest odd number. */
const GOLDEN_SECTION = 0x9e3779b9;

const CENTRE = (IMAGE_SIDE - 1) / 2;
const CELL = IMAGE_SIDE / FIELD_CELLS;
/** The source with a border of two empty pixels, so that sampling needs no test for the edge. */
const BORDER = 2;
const STRIDE = IMAGE_SIDE + 2 * BORDER;
const padded = new Uint8Array(STRIDE * STRIDE);
const warped = new Uint8Array(STRIDE * STRIDE);
const fieldX = new SmoothField();
const fieldY = new SmoothField();

/**
 * A random variation of an image: rotated, scaled, slanted, moved, bent and drawn with another pen.
 *
 * One inverse warp with bilinear sampling, so that the picture is resampled once; what comes from outside is empty.
 * The same random stream gives the same bytes on every machine.
 *
 * Shapes   source [784], target [784], 0 to 255; they may be the same array
 * Returns  target; nothing is allocated when it is given
 */
export function augmentPixels(
  source: Uint8Array,
  random: Random,
  settings: PixelAugmentation = PIXEL_AUGMENTATION,
  target: Uint8Array = new Uint8Array(IMAGE_PIXELS),
): Uint8Array {
  for (let row = 0; row < IMAGE_SIDE; row++) {
    const to = (row + BORDER) * STRIDE + BORDER;
    for (let column = 0; column < IMAGE_SIDE; column++) padded[to + column] = source[row * IMAGE_SIDE + column]!;
  }
  warp(random, settings);
  changePenWidth(settings.penWidth * random.between(-1, 1), target);
  return target;
}

/** Fills `warped` from `padded`. */
function warp(random: Random, settings: PixelAugmentation): void {
  const turns = (settings.rotation / 360) * random.between(-1, 1);
  const size = 1 + settings.scale * random.between(-1, 1);
  const aspect = 1 + (settings.aspect / 2) * random.between(-1, 1);
  const shear = settings.shear * random.between(-1, 1);
  const shiftX = settings.shift * random.between(-1, 1);
  const shiftY = settings.shift * random.between(-1, 1);
  const elastic = settings.elastic * random.unit();
  fieldX.draw(random);
  fieldY.draw(random);

  // From a pixel of the target back to its place in the source.
  const cos = cosTurns(turns);
  const sin = sinTurns(turns);
  const xx = (cos - shear * sin) / (size * aspect);
  const xy = (sin + shear * cos) / (size * aspect);
  const yx = (-sin * aspect) / size;
  const yy = (cos * aspect) / size;

  const nodesX = fieldX.nodes;
  const nodesY = fieldY.nodes;
  for (let row = 0; row < IMAGE_SIDE; row++) {
    const cellRow = Math.floor(row / CELL);
    const down = (row - cellRow * CELL) / CELL;
    const y = row - CENTRE;
    let to = (row + BORDER) * STRIDE + BORDER;
    for (let cell = 0; cell < FIELD_CELLS; cell++) {
      // Along one cell of one row the displacement is a straight line: only two additions a pixel remain.
      const node = cellRow * FIELD_NODES + cell;
      const leftX = elastic * (nodesX[node]! + down * (nodesX[node + FIELD_NODES]! - nodesX[node]!));
      const leftY = elastic * (nodesY[node]! + down * (nodesY[node + FIELD_NODES]! - nodesY[node]!));
      const rightX = elastic * (nodesX[node + 1]! + down * (nodesX[node + FIELD_NODES + 1]! - nodesX[node + 1]!));
      const rightY = elastic * (nodesY[node + 1]! + down * (nodesY[node + FIELD_NODES + 1]! - nodesY[node + 1]!));
      const x = cell * CELL - CENTRE;
      let sourceX = xx * x + xy * y + CENTRE + shiftX + leftX;
      let sourceY = yx * x + yy * y + CENTRE + shiftY + leftY;
      const stepX = xx + (rightX - leftX) / CELL;
      const stepY = yx + (rightY - leftY) / CELL;
      for (let n = 0; n < CELL; n++, to++) {
        warped[to] = sample(sourceX, sourceY);
        sourceX += stepX;
        sourceY += stepY;
      }
    }
  }
}

/** The padded source at (x, y) of the image's pixel centres, bilinear, 0 outside. */
function sample(x: number, y: number): number {
  if (!(x > -1 && y > -1 && x < IMAGE_SIDE && y < IMAGE_SIDE)) return 0;
  const left = (x + BORDER) | 0;
  const top = (y + BORDER) | 0;
  const from = top * STRIDE + left;
  const a = padded[from]!;
  const b = padded[from + 1]!;
  const c = padded[from + STRIDE]!;
  const d = padded[from + STRIDE + 1]!;
  if ((a | b | c | d) === 0) return 0;
  const u = x + BORDER - left;
  const v = y + BORDER - top;
  const upper = a + u * (b - a);
  const lower = c + u * (d - c);
  return (upper + v * (lower - upper) + 0.5) | 0;
}

/**
 * Blends `warped` with its dilation (amount above 0) or erosion (below) by one pixel up, down, left and right, into `target`.
 *
 * Source: grey-scale morphology; blending by a share moves the half-grey contour by about that share of a pixel.
 */
function changePenWidth(amount: number, target: Uint8Array): void {
  const share = Math.min(1, Math.abs(amount));
  for (let row = 0; row < IMAGE_SIDE; row++) {
    let from = (row + BORDER) * STRIDE + BORDER;
    for (let column = 0; column < IMAGE_SIDE; column++, from++) {
      const here = warped[from]!;
      const left = warped[from - 1]!;
      const right = warped[from + 1]!;
      const above = warped[from - STRIDE]!;
      const below = warped[from + STRIDE]!;
      let other = here;
      if (amount > 0) {
        if (left > other) other = left;
        if (right > other) other = right;
        if (above > other) other = above;
        if (below > other) other = below;
      } else {
        if (left < other) other = left;
        if (right < other) other = right;
        if (above < other) other = above;
        if (below < other) other = below;
      }
      target[row * IMAGE_SIDE + column] = (here + share * (other - here) + 0.5) | 0;
    }
  }
}
