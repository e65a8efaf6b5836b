import { cosTurns, sinTurns } from './circle';
import { BORDER, Ink, SIDE, STRIDE } from './quads';
import { signed, unit } from './random';
import { NODE_BYTES, NODE_ROW } from './smooth-field';

// The inverse warp of src/domain/augment/pixels.ts: every operation in float64 and in the same order, so the same bytes.

const CENTRE: f64 = 13.5;
const CELLS: i32 = 7;
/** Pixels a side of a cell, along which the displacement is a straight line. */
const CELL: i32 = 4;

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
  xy: f64;
  yx: f64;
  yy: f64;
  shiftX: f64;
  shiftY: f64;
  elastic: f64;
}

/** Draws all of a warp but its smooth fields. */
export function drawWarp(randomPtr: usize, settings: Augmentation, warp: Warp): void {
  const turns = (settings.rotation / 360) * signed(randomPtr);
  const size = 1 + settings.scale * signed(randomPtr);
  const aspect = 1 + (settings.aspect / 2) * signed(randomPtr);
  const shear = settings.shear * signed(randomPtr);
  warp.shiftX = settings.shift * signed(randomPtr);
  warp.shiftY = settings.shift * signed(randomPtr);
  warp.elastic = settings.elastic * unit(randomPtr);
  const cos = cosTurns(turns);
  const sin = sinTurns(turns);
  warp.xx = (cos - shear * sin) / (size * aspect);
  warp.xy = (sin + shear * cos) / (size * aspect);
  warp.yx = (-sin * aspect) / size;
  warp.yy = (cos * aspect) / size;
}

/** Fills the inside of an image with an empty border. Shapes  nodes f64 [8, 8, 2]   warped u8 [32, 32] */
export function warpImage(warp: Warp, nodesPtr: usize, quadsPtr: usize, ink: Ink, warpedPtr: usize): void {
  // Sampling between the pixels from left − 1 to right + 1 alone can meet ink.
  const left = <f64>(ink.left - 1);
  const right = <f64>(ink.right + 1);
  const top = <f64>(ink.top - 1);
  const bottom = <f64>(ink.bottom + 1);
  for (let row = 0; row < SIDE; row++) {
    const down = <f64>(row & (CELL - 1)) * 0.25;
    const y = <f64>row - CENTRE;
    let nodePtr = nodesPtr + <usize>(row / CELL) * NODE_ROW;
    let toPtr = warpedPtr + <usize>((row + BORDER) * STRIDE + BORDER);
    let leftX = displacement(warp.elastic, nodePtr, down);
    let leftY = displacement(warp.elastic, nodePtr + 8, down);
    for (let cell = 0; cell < CELLS; cell++) {
      nodePtr += NODE_BYTES;
      const rightX = displacement(warp.elastic, nodePtr, down);
      const rightY = displacement(warp.elastic, nodePtr + 8, down);
      const x = <f64>(cell * CELL) - CENTRE;
      const x0 = warp.xx * x + warp.xy * y + CENTRE + warp.shiftX + leftX;
      const y0 = warp.yx * x + warp.yy * y + CENTRE + warp.shiftY + leftY;
      const stepX = warp.xx + (rightX - leftX) * 0.25;
      const stepY = warp.yx + (rightY - leftY) * 0.25;
      const x1 = x0 + stepX;
      const y1 = y0 + stepY;
      const x2 = x1 + stepX;
      const y2 = y1 + stepY;
      const x3 = x2 + stepX;
      const y3 = y2 + stepY;
      let bytes: u32 = 0;
      // Rounding keeps order, so the first and the last pixel bound those between.
      if (max(x0, x3) > left && min(x0, x3) < right && max(y0, y3) > top && min(y0, y3) < bottom) {
        bytes =
          sample(quadsPtr, x0, y0) |
          (sample(quadsPtr, x1, y1) << 8) |
          (sample(quadsPtr, x2, y2) << 16) |
          (sample(quadsPtr, x3, y3) << 24);
      }
      store<u32>(toPtr, bytes);
      leftX = rightX;
      leftY = rightY;
      toPtr += CELL;
    }
  }
}

/** How far a row of pixels is displaced at a node: between this node and the one below. */
function displacement(elastic: f64, nodePtr: usize, down: f64): f64 {
  const node = load<f64>(nodePtr);
  return elastic * (node + down * (load<f64>(nodePtr + NODE_ROW) - node));
}

/** The source at (x, y) of the image's pixel centres, bilinear, 0 outside. */
function sample(quadsPtr: usize, x: f64, y: f64): u32 {
  if (!(x > -1 && y > -1 && x < <f64>SIDE && y < <f64>SIDE)) return 0;
  const fromLeft = x + <f64>BORDER;
  const fromTop = y + <f64>BORDER;
  const left = <i32>fromLeft;
  const top = <i32>fromTop;
  const quad = load<u32>(quadsPtr + <usize>((top * STRIDE + left) << 1));
  if (quad == 0) return 0;
  const a = <f64>(quad & 255);
  const b = <f64>((quad >> 16) & 255);
  const c = <f64>((quad >> 8) & 255);
  const d = <f64>(quad >> 24);
  const u = fromLeft - <f64>left;
  const v = fromTop - <f64>top;
  const upper = a + u * (b - a);
  const lower = c + u * (d - c);
  return <u32>(upper + v * (lower - upper) + 0.5);
}
