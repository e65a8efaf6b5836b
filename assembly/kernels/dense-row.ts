import { flush, flush4 } from '../math/flush';

/**
 * One row of a product: c = Σₖ a[k]·b[k], every sum in order of k from +0, flushed below 1e-30.
 *
 * Shapes   a f32, K values `aStride` bytes apart   b f32 [K] rows `bStride` bytes apart   c f32 [4·vectors]
 * Requires c 16-byte aligned; c overlaps nothing.
 * All three products of a layer are made of it: forward (a: one image's inputs, b: weights), weight gradient (a: one input over
 * the batch, b: deltas) and backward (a: one image's deltas, b: transposed weights).
 */
export function denseRow(aPtr: usize, aStride: usize, K: i32, bPtr: usize, bStride: usize, cPtr: usize, vectors: i32): void {
  if (ASC_FEATURE_SIMD) {
    while (vectors >= 8) {
      denseRow8(aPtr, aStride, K, bPtr, bStride, cPtr);
      bPtr += 128;
      cPtr += 128;
      vectors -= 8;
    }
    if (vectors >= 4) {
      denseRow4(aPtr, aStride, K, bPtr, bStride, cPtr);
      bPtr += 64;
      cPtr += 64;
      vectors -= 4;
    }
    while (vectors > 0) {
      denseRow1(aPtr, aStride, K, bPtr, bStride, cPtr);
      bPtr += 16;
      cPtr += 16;
      vectors--;
    }
  } else {
    while (vectors > 0) {
      denseRowPlain(aPtr, aStride, K, bPtr, bStride, cPtr);
      bPtr += 16;
      cPtr += 16;
      vectors--;
    }
  }
}

function denseRow8(aPtr: usize, aStride: usize, K: i32, bPtr: usize, bStride: usize, cPtr: usize): void {
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let c2 = f32x4.splat(0);
  let c3 = f32x4.splat(0);
  let c4 = f32x4.splat(0);
  let c5 = f32x4.splat(0);
  let c6 = f32x4.splat(0);
  let c7 = f32x4.splat(0);
  for (let k = 0; k < K; k++) {
    const a = v128.load32_splat(aPtr);
    c0 = f32x4.add(c0, f32x4.mul(a, v128.load(bPtr)));
    c1 = f32x4.add(c1, f32x4.mul(a, v128.load(bPtr, 16)));
    c2 = f32x4.add(c2, f32x4.mul(a, v128.load(bPtr, 32)));
    c3 = f32x4.add(c3, f32x4.mul(a, v128.load(bPtr, 48)));
    c4 = f32x4.add(c4, f32x4.mul(a, v128.load(bPtr, 64)));
    c5 = f32x4.add(c5, f32x4.mul(a, v128.load(bPtr, 80)));
    c6 = f32x4.add(c6, f32x4.mul(a, v128.load(bPtr, 96)));
    c7 = f32x4.add(c7, f32x4.mul(a, v128.load(bPtr, 112)));
    aPtr += aStride;
    bPtr += bStride;
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

function denseRow4(aPtr: usize, aStride: usize, K: i32, bPtr: usize, bStride: usize, cPtr: usize): void {
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let c2 = f32x4.splat(0);
  let c3 = f32x4.splat(0);
  for (let k = 0; k < K; k++) {
    const a = v128.load32_splat(aPtr);
    c0 = f32x4.add(c0, f32x4.mul(a, v128.load(bPtr)));
    c1 = f32x4.add(c1, f32x4.mul(a, v128.load(bPtr, 16)));
    c2 = f32x4.add(c2, f32x4.mul(a, v128.load(bPtr, 32)));
    c3 = f32x4.add(c3, f32x4.mul(a, v128.load(bPtr, 48)));
    aPtr += aStride;
    bPtr += bStride;
  }
  v128.store(cPtr, flush4(c0));
  v128.store(cPtr, flush4(c1), 16);
  v128.store(cPtr, flush4(c2), 32);
  v128.store(cPtr, flush4(c3), 48);
}

function denseRow1(aPtr: usize, aStride: usize, K: i32, bPtr: usize, bStride: usize, cPtr: usize): void {
  let c0 = f32x4.splat(0);
  for (let k = 0; k < K; k++) {
    c0 = f32x4.add(c0, f32x4.mul(v128.load32_splat(aPtr), v128.load(bPtr)));
    aPtr += aStride;
    bPtr += bStride;
  }
  v128.store(cPtr, flush4(c0));
}

function denseRowPlain(aPtr: usize, aStride: usize, K: i32, bPtr: usize, bStride: usize, cPtr: usize): void {
  let c0: f32 = 0;
  let c1: f32 = 0;
  let c2: f32 = 0;
  let c3: f32 = 0;
  for (let k = 0; k < K; k++) {
    const a = load<f32>(aPtr);
    c0 += a * load<f32>(bPtr);
    c1 += a * load<f32>(bPtr, 4);
    c2 += a * load<f32>(bPtr, 8);
    c3 += a * load<f32>(bPtr, 12);
    aPtr += aStride;
    bPtr += bStride;
  }
  store<f32>(cPtr, flush(c0));
  store<f32>(cPtr, flush(c1), 4);
  store<f32>(cPtr, flush(c2), 8);
  store<f32>(cPtr, flush(c3), 12);
}
