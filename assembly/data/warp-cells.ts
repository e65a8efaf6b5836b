import { BORDER, SIDE, STRIDE } from './quads';
import { CELL_LIST, GRID, LANES, MASKS, NODES, QUADS, TILE, WARP, WARPED } from './scratch';
import { FIELD_NODES, NODE_BYTES } from './smooth-field';
import { CELL, CENTRE, Warp, warpRow } from './warp';

// The warp a cell at a time: within a cell the source's place is bilinear between four nodes, so that sums of whole numbers, of
// 2⁻²⁴ pixels, lead from place to place without an error; what lies there is mixed in float32. Where a value comes so near a half
// that float64 might round it to another byte, float64 decides. How near: a value is off by no more than
//
//   2⁻²¹ of a place in x and in y, by rounding the nodes', times a slope of 255 each   0.00025
//   five roundings of numbers below 256 to float32, 2⁻¹⁷ each                          0.00004
//
// plus some 1e-9 of float64's own; that is less than NEAR. Outside the image and on its edge nothing changes, because the border
// is empty and sampling is continuous.

/** Adding this to a place leaves it in the low word of the float64, a whole number of 2⁻²⁰ pixels. */
const TO_GRID: f64 = 1.5 * 4294967296.0;
/** Places beyond do not fit; and beyond this strength, far more than any of use, float64 would no longer place them that well. */
const REACH: f64 = 126;
const STRONGEST: f64 = 1000;
const GRID_ROW: usize = 64;
const NEAR: f32 = 1.0 / 2048.0;

/** What whole vectors are made of: read from memory, because engines make a constant anew wherever it is used. */
export function writeLanes(scratchPtr: usize): void {
  store<i32>(scratchPtr, (STRIDE - BORDER) << 24, LANES);
  store<f32>(scratchPtr, <f32>(1.0 / 16777216.0), LANES + 4);
  store<f32>(scratchPtr, 8388608, LANES + 8);
}

/** Fills the warped image, which is empty; false where it must be done row by row instead. */
export function warpCells(scratchPtr: usize): bool {
  if (!writeGrid(scratchPtr)) return false;
  const endPtr = scratchPtr + (listCells(scratchPtr) << 2);
  for (let listPtr = scratchPtr; listPtr < endPtr; listPtr += 4) {
    const node = <i32>load<u32>(listPtr, CELL_LIST);
    if (warpCell(scratchPtr, node)) continue;
    for (let n = 0; n < CELL; n++) warpRow(scratchPtr, (node >> 3) * CELL + n, node & 7, 0, SIDE, 0, SIDE);
  }
  return true;
}

/** Lists the cells that meet ink, by their upper left nodes, and returns their number; no branch hangs on the image. */
function listCells(scratchPtr: usize): usize {
  let count: usize = 0;
  for (let node = 0; node < 55; node++) {
    store<u32>(scratchPtr + (count << 2), node, CELL_LIST);
    count += <usize>(meetsInk(scratchPtr, node) & i32((node & 7) != 7));
  }
  return count;
}

/** Writes the source's places under all nodes, counted from the border's corner; false where one lies too far out. */
function writeGrid(scratchPtr: usize): bool {
  const warp = changetype<Warp>(scratchPtr + WARP);
  if (!(warp.elastic < STRONGEST)) return false;
  const elastic = f64x2.splat(warp.elastic);
  const right = f64x2.mul(v128.load(scratchPtr, WARP), f64x2.splat(CELL));
  const down = f64x2.mul(v128.load(scratchPtr, WARP + 16), f64x2.splat(CELL));
  let first = f64x2.add(v128.load(scratchPtr, WARP + 32), f64x2.splat(CENTRE + <f64>BORDER));
  first = f64x2.sub(first, f64x2.mul(f64x2.add(right, down), f64x2.splat(CENTRE / CELL)));
  let within = i64x2.splat(-1);
  let nodePtr = scratchPtr;
  let toPtr = scratchPtr;
  for (let row = 0; row < FIELD_NODES; row++) {
    let place = first;
    for (let node = 0; node < FIELD_NODES; node++) {
      const source = f64x2.add(place, f64x2.mul(elastic, v128.load(nodePtr, NODES)));
      within = v128.and(within, f64x2.lt(f64x2.abs(source), f64x2.splat(REACH)));
      const words = f64x2.add(source, f64x2.splat(TO_GRID));
      v128.store64_lane(toPtr, i32x4.shuffle(words, words, 0, 2, 0, 2), 0, GRID);
      place = f64x2.add(place, right);
      nodePtr += NODE_BYTES;
      toPtr += 8;
    }
    first = f64x2.add(first, down);
  }
  return i64x2.all_true(within);
}

/** Whether there is ink among the source's places of a cell: in the box around its four nodes. */
function meetsInk(scratchPtr: usize, node: i32): i32 {
  const nodePtr = scratchPtr + <usize>(node << 3);
  const upper = v128.load(nodePtr, GRID);
  const lower = v128.load(nodePtr, GRID + GRID_ROW);
  const least = i32x4.min_s(upper, lower);
  const most = i32x4.max_s(upper, lower);
  let box = i64x2.shuffle(
    i32x4.min_s(least, i64x2.shuffle(least, least, 1, 0)),
    i32x4.max_s(most, i64x2.shuffle(most, most, 1, 0)),
    0,
    2,
  );
  box = i32x4.min_s(i32x4.max_s(box, i32x4.splat(0)), i32x4.splat((STRIDE - BORDER) << 20));
  box = i32x4.shr_u(box, 20);
  const left = i32x4.extract_lane(box, 0);
  const top = i32x4.extract_lane(box, 1);
  const columns = i32x4.extract_lane(box, 2) - left;
  const rows = i32x4.extract_lane(box, 3) - top;
  const mask = load<u32>(scratchPtr + <usize>(top << 2), MASKS);
  return i32(rows > 5) | i32((mask >> left) << (31 - columns) != 0);
}

/** Samples the 16 pixels of a cell; false where one of them is too near a half. */
function warpCell(scratchPtr: usize, node: i32): bool {
  const nodePtr = scratchPtr + GRID + <usize>(node << 3);
  let toPtr = scratchPtr + <usize>((node >> 3) * CELL * STRIDE + (node & 7) * CELL);
  const limit = v128.load32_splat(scratchPtr, LANES);
  const unit = v128.load32_splat(scratchPtr, LANES + 4);
  const whole = v128.load32_splat(scratchPtr, LANES + 8);
  let x = firstRow(nodePtr);
  let y = firstRow(nodePtr + 4);
  const downX = rowStep(nodePtr);
  const downY = rowStep(nodePtr + 4);
  let placeX = x;
  let placeY = y;
  // First the quads of all rows, then their values: one long chain of both would leave the core waiting.
  for (let row: usize = 0; row < 64; row += 16) {
    const left = i32x4.min_s(i32x4.max_s(placeX, i32x4.splat(0)), limit);
    const top = i32x4.min_s(i32x4.max_s(placeY, i32x4.splat(0)), limit);
    const index = i32x4.add(i32x4.shl(i32x4.shr_u(top, 24), 5), i32x4.shr_u(left, 24));
    let quad = v128.load32_zero(scratchPtr + ((<usize>i32x4.extract_lane(index, 0)) << 1), QUADS);
    quad = v128.load_lane<u32>(scratchPtr + ((<usize>i32x4.extract_lane(index, 1)) << 1), quad, 1, QUADS);
    quad = v128.load_lane<u32>(scratchPtr + ((<usize>i32x4.extract_lane(index, 2)) << 1), quad, 2, QUADS);
    quad = v128.load_lane<u32>(scratchPtr + ((<usize>i32x4.extract_lane(index, 3)) << 1), quad, 3, QUADS);
    v128.store(scratchPtr + row, quad, TILE);
    placeX = i32x4.add(placeX, downX);
    placeY = i32x4.add(placeY, downY);
  }
  let worst = f32x4.splat(0);
  for (let row: usize = 0; row < 64; row += 16) {
    const quad = v128.load(scratchPtr + row, TILE);
    const a = f32x4.convert_i32x4_s(i32x4.shr_u(i32x4.shl(quad, 24), 24));
    const c = f32x4.convert_i32x4_s(i32x4.shr_u(i32x4.shl(quad, 16), 24));
    const b = f32x4.convert_i32x4_s(i32x4.shr_u(i32x4.shl(quad, 8), 24));
    const d = f32x4.convert_i32x4_s(i32x4.shr_u(quad, 24));
    const u = fraction(x, unit);
    const v = fraction(y, unit);
    const upper = f32x4.add(a, f32x4.mul(u, f32x4.sub(b, a)));
    const lower = f32x4.add(c, f32x4.mul(u, f32x4.sub(d, c)));
    const value = f32x4.add(upper, f32x4.mul(v, f32x4.sub(lower, upper)));
    // Adding 2²³ rounds to a whole number, which is left in the low bits.
    const sum = f32x4.add(value, whole);
    worst = f32x4.pmax(worst, f32x4.abs(f32x4.sub(value, f32x4.sub(sum, whole))));
    const words = i32x4.sub(sum, whole);
    const halves = i16x8.narrow_i32x4_s(words, words);
    v128.store32_lane(toPtr, i8x16.narrow_i16x8_u(halves, halves), 0, WARPED + BORDER * STRIDE + BORDER);
    x = i32x4.add(x, downX);
    y = i32x4.add(y, downY);
    toPtr += STRIDE;
  }
  return !v128.any_true(f32x4.gt(worst, f32x4.splat(<f32>0.5 - NEAR)));
}

/** The source's places of a cell's first row, in 2⁻²⁴ pixels. */
function firstRow(nodePtr: usize): v128 {
  const left = v128.load32_splat(nodePtr);
  const right = v128.load32_splat(nodePtr, 8);
  return i32x4.add(i32x4.shl(left, 4), i32x4.mul(i32x4.sub(right, left), i32x4(0, 4, 8, 12)));
}

/** How far the places of one row are from those of the row above. */
function rowStep(nodePtr: usize): v128 {
  const left = i32x4.sub(v128.load32_splat(nodePtr, GRID_ROW), v128.load32_splat(nodePtr));
  const right = i32x4.sub(v128.load32_splat(nodePtr, GRID_ROW + 8), v128.load32_splat(nodePtr, 8));
  return i32x4.add(i32x4.shl(left, 2), i32x4.mul(i32x4.sub(right, left), i32x4(0, 1, 2, 3)));
}

/** What is left of places when their whole pixels are taken away. */
function fraction(places: v128, unit: v128): v128 {
  return f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_u(i32x4.shl(places, 8), 8)), unit);
}
