import { flush, flush4 } from '../math/flush';

/**
 * One row of a product with a sparse left side: c = Σₑ scale[value[e]]·b[index[e]], in order of e from +0, flushed below 1e-30.
 *
 * Shapes   index u16 [E]   value u8 [E]   scale f32 [256]   b f32 rows `bStride` bytes apart   c f32 [4·vectors]
 * Requires c 16-byte aligned; c overlaps nothing.
 * Leaving out products with zero changes no bit, because a sum that starts at +0 never becomes −0.
 * Both products of the first layer are made of it: forward (entries: one image's pixels, b: weights) and weight gradient
 * (entries: one pixel's images, b: deltas).
 */
export function sparseRow(
  indexPtr: usize,
  valuePtr: usize,
  E: i32,
  scalePtr: usize,
  bPtr: usize,
  bStride: usize,
  cPtr: usize,
  vectors: i32,
): void {
  if (ASC_FEATURE_SIMD) {
    while (vectors >= 8) {
      sparseRow8(indexPtr, valuePtr, E, scalePtr, bPtr, bStride, cPtr);
      bPtr += 128;
      cPtr += 128;
      vectors -= 8;
    }
    while (vectors > 0) {
      sparseRow1(indexPtr, valuePtr, E, scalePtr, bPtr, bStride, cPtr);
      bPtr += 16;
      cPtr += 16;
      vectors--;
    }
  } else {
    while (vectors > 0) {
      sparseRowPlain(indexPtr, valuePtr, E, scalePtr, bPtr, bStride, cPtr);
      bPtr += 16;
      cPtr += 16;
      vectors--;
    }
  }
}

function sparseRow8(indexPtr: usize, valuePtr: usize, E: i32, scalePtr: usize, bPtr: usize, bStride: usize, cPtr: usize): void {
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let c2 = f32x4.splat(0);
  let c3 = f32x4.splat(0);
  let c4 = f32x4.splat(0);
  let c5 = f32x4.splat(0);
  let c6 = f32x4.splat(0);
  let c7 = f32x4.splat(0);
  for (let e = 0; e < E; e++) {
    const a = v128.load32_splat(scalePtr + ((<usize>load<u8>(valuePtr)) << 2));
    const rowPtr = bPtr + <usize>load<u16>(indexPtr) * bStride;
    c0 = f32x4.add(c0, f32x4.mul(a, v128.load(rowPtr)));
    c1 = f32x4.add(c1, f32x4.mul(a, v128.load(rowPtr, 16)));
    c2 = f32x4.add(c2, f32x4.mul(a, v128.load(rowPtr, 32)));
    c3 = f32x4.add(c3, f32x4.mul(a, v128.load(rowPtr, 48)));
    c4 = f32x4.add(c4, f32x4.mul(a, v128.load(rowPtr, 64)));
    c5 = f32x4.add(c5, f32x4.mul(a, v128.load(rowPtr, 80)));
    c6 = f32x4.add(c6, f32x4.mul(a, v128.load(rowPtr, 96)));
    c7 = f32x4.add(c7, f32x4.mul(a, v128.load(rowPtr, 112)));
    indexPtr += 2;
    valuePtr += 1;
  }
  v128.store(cPtr, flush4(c0));
  v128.store(cPtr, flush4(c1), 16);
  v128.store(cPtr, flush4(c2), 32);
  v128.store(cPtr, flush4(c3), 48);
  v128.store(cPtr, flush4(c4), 64);
  v128.store(cPtr, flush4(c5), 80);
  v128.store(cPtr, flush4(c6), 96);
  v128.store(cPtr, flush4(c7), 112);
}

function sparseRow1(indexPtr: usize, valuePtr: usize, E: i32, scalePtr: usize, bPtr: usize, bStride: usize, cPtr: usize): void {
  let c0 = f32x4.splat(0);
  for (let e = 0; e < E; e++) {
    const a = v128.load32_splat(scalePtr + ((<usize>load<u8>(valuePtr)) << 2));
    c0 = f32x4.add(c0, f32x4.mul(a, v128.load(bPtr + <usize>load<u16>(indexPtr) * bStride)));
    indexPtr += 2;
    valuePtr += 1;
  }
  v128.store(cPtr, flush4(c0));
}

function sparseRowPlain(
  indexPtr: usize,
  valuePtr: usize,
  E: i32,
  scalePtr: usize,
  bPtr: usize,
  bStride: usize,
  cPtr: usize,
): void {
  let c0: f32 = 0;
  let c1: f32 = 0;
  let c2: f32 = 0;
  let c3: f32 = 0;
  for (let e = 0; e < E; e++) {
    const a = load<f32>(scalePtr + ((<usize>load<u8>(valuePtr)) << 2));
    const rowPtr = bPtr + <usize>load<u16>(indexPtr) * bStride;
    c0 += a * load<f32>(rowPtr);
    c1 += a * load<f32>(rowPtr, 4);
    c2 += a * load<f32>(rowPtr, 8);
    c3 += a * load<f32>(rowPtr, 12);
    indexPtr += 2;
    valuePtr += 1;
  }
  store<f32>(cPtr, flush(c0));
  store<f32>(cPtr, flush(c1), 4);
  store<f32>(cPtr, flush(c2), 8);
  store<f32>(cPtr, flush(c3), 12);
}
