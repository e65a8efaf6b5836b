import { cosTurns, sinTurns } from './circle';
import { BORDER, SIDE, STRIDE } from './quads';
import { NODES, NUMBERS, QUADS, WARP, WARPED } from './scratch';
import { NODE_BYTES, NODE_ROW } from './smooth-field';

// The inverse warp of src/domain/augment/pixels.ts: every operation in float64 and in the same order, so the same bytes.

export const CENTRE: f64 = 13.5;
/** Cells a side; along a row of a cell the displacement is a straight line. */
export const CELLS: i32 = 7;
/** Pixels a side of a cell. */
export const CELL: i32 = 4;

/** How far an image may be changed: PixelAugmentation of src/domain. */
@unmanaged
export class Augmentation {
  rotation: f64;
  scale: f64;
  aspect: f64;
  shear: f64;
  shift: f64;
  elastic: f64;
  penWidth: f64;
}

/** From a pixel of the target back to its place in the source. */
@unmanaged
export class Warp {
  xx: f64;
  yx: f64;
  xy: f64;
  yy: f64;
  shiftX: f64;
  shiftY: f64;
  elastic: f64;
}

/** Makes a warp, but for its smooth fields, of seven numbers from −1 to 1. */
export function makeWarp(scratchPtr: usize, settings: Augmentation): void {
  const warp = changetype<Warp>(scratchPtr + WARP);
  const turns = (settings.rotation / 360) * signedNumber(scratchPtr, 0);
  const size = 1 + settings.scale * signedNumber(scratchPtr, 1);
  const aspect = 1 + (settings.aspect / 2) * signedNumber(scratchPtr, 2);
  const shear = settings.shear * signedNumber(scratchPtr, 3);
  warp.shiftX = settings.shift * signedNumber(scratchPtr, 4);
  warp.shiftY = settings.shift * signedNumber(scratchPtr, 5);
  warp.elastic = settings.elastic * (0.5 * (1 + signedNumber(scratchPtr, 6)));
  const cos = cosTurns(turns);
  const sin = sinTurns(turns);
  warp.xx = (cos - shear * sin) / (size * aspect);
  warp.xy = (sin + shear * cos) / (size * aspect);
  warp.yx = (-sin * aspect) / size;
  warp.yy = (cos * aspect) / size;
}

/** One of the eight numbers of an image, as Random.between(−1, 1) makes it. */
export function signedNumber(scratchPtr: usize, place: usize): f64 {
  return load<f64>(scratchPtr + (place << 4), NUMBERS);
}

/** Turns the eight numbers as they were drawn into numbers from −1 to 1. */
export function signNumbers(scratchPtr: usize): void {
  for (let place: usize = 0; place < 128; place += 16) {
    const drawn = load<u32>(scratchPtr + place, NUMBERS);
    store<f64>(scratchPtr + place, -1 + <f64>drawn * (1.0 / 2147483648.0), NUMBERS);
  }
}

/** Fills the warped image, which is empty; all ink of the source lies in rows `top` to `bottom`, columns `left` to `right`. */
export function warpRows(scratchPtr: usize, top: i32, bottom: i32, left: i32, right: i32): void {
  for (let row = 0; row < SIDE; row++) {
    for (let cell = 0; cell < CELLS; cell++) warpRow(scratchPtr, row, cell, top, bottom, left, right);
  }
}

/** Fills the four pixels of one row of one cell; the ink's box as above. */
export function warpRow(scratchPtr: usize, row: i32, cell: i32, top: i32, bottom: i32, left: i32, right: i32): void {
  const warp = changetype<Warp>(scratchPtr + WARP);
  const nodePtr = scratchPtr + NODES + <usize>(row >> 2) * NODE_ROW + <usize>cell * NODE_BYTES;
  const down = <f64>(row & 3) * 0.25;
  const leftX = displacement(warp.elastic, nodePtr, down);
  const leftY = displacement(warp.elastic, nodePtr + 8, down);
  const x = <f64>(cell << 2) - CENTRE;
  const y = <f64>row - CENTRE;
  let sourceX = warp.xx * x + warp.xy * y + CENTRE + warp.shiftX + leftX;
  let sourceY = warp.yx * x + warp.yy * y + CENTRE + warp.shiftY + leftY;
  const stepX = warp.xx + (displacement(warp.elastic, nodePtr + NODE_BYTES, down) - leftX) * 0.25;
  const stepY = warp.yx + (displacement(warp.elastic, nodePtr + NODE_BYTES + 8, down) - leftY) * 0.25;
  // Rounding keeps order: the four places lie between the first and the last, and where both are beside the ink, so are all.
  const endY = sourceY + stepY + stepY + stepY;
  if (max(sourceY, endY) <= <f64>(top - 1) || min(sourceY, endY) >= <f64>(bottom + 1)) return;
  const endX = sourceX + stepX + stepX + stepX;
  if (max(sourceX, endX) <= <f64>(left - 1) || min(sourceX, endX) >= <f64>(right + 1)) return;
  let toPtr = scratchPtr + WARPED + <usize>((row + BORDER) * STRIDE + (cell << 2) + BORDER);
  for (let n = 0; n < CELL; n++, toPtr++) {
    store<u8>(toPtr, sample(scratchPtr + QUADS, sourceX, sourceY));
    sourceX += stepX;
    sourceY += stepY;
  }
}

/** How far a row of pixels is displaced at a node: between this node and the one below. */
function displacement(elastic: f64, nodePtr: usize, down: f64): f64 {
  const node = load<f64>(nodePtr);
  return elastic * (node + down * (load<f64>(nodePtr, NODE_ROW) - node));
}

/** The source at (x, y) of the image's pixel centres, bilinear, 0 outside. */
function sample(quadsPtr: usize, x: f64, y: f64): u32 {
  if (!(x > -1 && y > -1 && x < <f64>SIDE && y < <f64>SIDE)) return 0;
  const fromLeft = x + <f64>BORDER;
  const fromTop = y + <f64>BORDER;
  const left = floor(fromLeft);
  const top = floor(fromTop);
  const quad = load<u32>(quadsPtr + ((<usize>wholeNumber(top * <f64>STRIDE + left)) << 1));
  if (quad == 0) return 0;
  const a = <f64>(quad & 255);
  const b = <f64>((quad >> 16) & 255);
  const c = <f64>((quad >> 8) & 255);
  const d = <f64>(quad >> 24);
  const u = fromLeft - left;
  const v = fromTop - top;
  const upper = a + u * (b - a);
  const lower = c + u * (d - c);
  return wholeNumber(floor(upper + v * (lower - upper) + 0.5));
}

/** The whole number from 0 to 2³¹ that a float64 is; a conversion would have to think of all other numbers as well. */
export function wholeNumber(x: f64): u32 {
  return <u32>reinterpret<u64>(x + 4503599627370496);
}
