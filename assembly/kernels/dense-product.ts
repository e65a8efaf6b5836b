import { flush, flush4 } from '../math/flush';

/**
 * A small dense product: c[m] = Σₖ a[m, k]·b[k], every sum in order of k from +0, flushed below 1e-30.
 *
 * Shapes   a f32 [M] rows `aRowBytes` apart, each K values `aStepBytes` apart   b f32 [K] rows `bRowBytes` apart
 *          c f32 [M] rows `cRowBytes` apart, each 4·vectors values
 * Requires b and c 16-byte aligned; c overlaps nothing.
 * All three products of a layer are made of it: forward (a: the inputs of each image, b: weights), weight gradient (a: each input
 * over the batch, b: deltas) and backward (a: the deltas of each image, b: transposed weights).
 */
export function denseProduct(
  aPtr: usize,
  aRowBytes: usize,
  aStepBytes: usize,
  M: i32,
  K: i32,
  bPtr: usize,
  bRowBytes: usize,
  cPtr: usize,
  cRowBytes: usize,
  vectors: i32,
): void {
  if (ASC_FEATURE_SIMD) {
    // Four rows share each load of b, in eight registers of sums; what is left over goes row by row.
    for (; M >= 4; M -= 4) {
      let column = 0;
      for (; column + 2 <= vectors; column += 2) {
        const offset = (<usize>column) << 4;
        tile4x2(aPtr, aRowBytes, aStepBytes, K, bPtr + offset, bRowBytes, cPtr + offset, cRowBytes);
      }
      if (column < vectors) {
        const offset = (<usize>column) << 4;
        tile4x1(aPtr, aRowBytes, aStepBytes, K, bPtr + offset, bRowBytes, cPtr + offset, cRowBytes);
      }
      aPtr += aRowBytes << 2;
      cPtr += cRowBytes << 2;
    }
    for (; M > 0; M--) {
      row(aPtr, aStepBytes, K, bPtr, bRowBytes, cPtr, vectors);
      aPtr += aRowBytes;
      cPtr += cRowBytes;
    }
  } else {
    for (; M > 0; M--) {
      for (let offset: usize = 0; offset < (<usize>vectors) << 4; offset += 16) {
        plain1x4(aPtr, aStepBytes, K, bPtr + offset, bRowBytes, cPtr + offset);
      }
      aPtr += aRowBytes;
      cPtr += cRowBytes;
    }
  }
}

/** Four rows, two vectors of columns. */
function tile4x2(
  a0Ptr: usize,
  aRowBytes: usize,
  aStepBytes: usize,
  K: i32,
  bPtr: usize,
  bRowBytes: usize,
  cPtr: usize,
  cRowBytes: usize,
): void {
  let a1Ptr = a0Ptr + aRowBytes;
  let a2Ptr = a1Ptr + aRowBytes;
  let a3Ptr = a2Ptr + aRowBytes;
  let c00 = f32x4.splat(0);
  let c01 = f32x4.splat(0);
  let c10 = f32x4.splat(0);
  let c11 = f32x4.splat(0);
  let c20 = f32x4.splat(0);
  let c21 = f32x4.splat(0);
  let c30 = f32x4.splat(0);
  let c31 = f32x4.splat(0);
  for (let k = 0; k < K; k++) {
    const b0 = v128.load(bPtr);
    const b1 = v128.load(bPtr, 16);
    const a0 = v128.load32_splat(a0Ptr);
    c00 = f32x4.add(c00, f32x4.mul(a0, b0));
    c01 = f32x4.add(c01, f32x4.mul(a0, b1));
    const a1 = v128.load32_splat(a1Ptr);
    c10 = f32x4.add(c10, f32x4.mul(a1, b0));
    c11 = f32x4.add(c11, f32x4.mul(a1, b1));
    const a2 = v128.load32_splat(a2Ptr);
    c20 = f32x4.add(c20, f32x4.mul(a2, b0));
    c21 = f32x4.add(c21, f32x4.mul(a2, b1));
    const a3 = v128.load32_splat(a3Ptr);
    c30 = f32x4.add(c30, f32x4.mul(a3, b0));
    c31 = f32x4.add(c31, f32x4.mul(a3, b1));
    a0Ptr += aStepBytes;
    a1Ptr += aStepBytes;
    a2Ptr += aStepBytes;
    a3Ptr += aStepBytes;
    bPtr += bRowBytes;
  }
  v128.store(cPtr, flush4(c00));
  v128.store(cPtr, flush4(c01), 16);
  cPtr += cRowBytes;
  v128.store(cPtr, flush4(c10));
  v128.store(cPtr, flush4(c11), 16);
  cPtr += cRowBytes;
  v128.store(cPtr, flush4(c20));
  v128.store(cPtr, flush4(c21), 16);
  cPtr += cRowBytes;
  v128.store(cPtr, flush4(c30));
  v128.store(cPtr, flush4(c31), 16);
}

/** Four rows, one vector of columns. */
function tile4x1(
  a0Ptr: usize,
  aRowBytes: usize,
  aStepBytes: usize,
  K: i32,
  bPtr: usize,
  bRowBytes: usize,
  cPtr: usize,
  cRowBytes: usize,
): void {
  let a1Ptr = a0Ptr + aRowBytes;
  let a2Ptr = a1Ptr + aRowBytes;
  let a3Ptr = a2Ptr + aRowBytes;
  let c0 = f32x4.splat(0);
  let c1 = f32x4.splat(0);
  let c2 = f32x4.splat(0);
  let c3 = f32x4.splat(0);
  for (let k = 0; k < K; k++) {
    const b = v128.load(bPtr);
    c0 = f32x4.add(c0, f32x4.mul(v128.load32_splat(a0Ptr), b));
    c1 = f32x4.add(c1, f32x4.mul(v128.load32_splat(a1Ptr), b));
    c2 = f32x4.add(c2, f32x4.mul(v128.load32_splat(a2Ptr), b));
    c3 = f32x4.add(c3, f32x4.mul(v128.load32_splat(a3Ptr), b));
    a0Ptr += aStepBytes;
    a1Ptr += aStepBytes;
    a2Ptr += aStepBytes;
    a3Ptr += aStepBytes;
    bPtr += bRowBytes;
  }
  v128.store(cPtr, flush4(c0));
  v128.store(cPtr + cRowBytes, flush4(c1));
  v128.store(cPtr + 2 * cRowBytes, flush4(c2));
  v128.store(cPtr + 3 * cRowBytes, flush4(c3));
}

/** One row, any number of vectors. */
function row(aPtr: usize, aStepBytes: usize, K: i32, bPtr: usize, bRowBytes: usize, cPtr: usize, vectors: i32): void {
  for (; vectors >= 8; vectors -= 8) {
    tile1x8(aPtr, aStepBytes, K, bPtr, bRowBytes, cPtr);
    bPtr += 128;
    cPtr += 128;
  }
  for (; vectors > 0; vectors--) {
    tile1x1(aPtr, aStepBytes, K, bPtr, bRowBytes, cPtr);
    bPtr += 16;
    cPtr += 16;
  }
}

function tile1x8(aPtr: usize, aStepBytes: usize, K: i32, bPtr: usize, bRowBytes: usize, cPtr: usize): void {
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
    aPtr += aStepBytes;
    bPtr += bRowBytes;
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

function tile1x1(aPtr: usize, aStepBytes: usize, K: i32, bPtr: usize, bRowBytes: usize, cPtr: usize): void {
  let c0 = f32x4.splat(0);
  for (let k = 0; k < K; k++) {
    c0 = f32x4.add(c0, f32x4.mul(v128.load32_splat(aPtr), v128.load(bPtr)));
    aPtr += aStepBytes;
    bPtr += bRowBytes;
  }
  v128.store(cPtr, flush4(c0));
}

function plain1x4(aPtr: usize, aStepBytes: usize, K: i32, bPtr: usize, bRowBytes: usize, cPtr: usize): void {
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
    aPtr += aStepBytes;
    bPtr += bRowBytes;
  }
  store<f32>(cPtr, flush(c0));
  store<f32>(cPtr, flush(c1), 4);
  store<f32>(cPtr, flush(c2), 8);
  store<f32>(cPtr, flush(c3), 12);
}
