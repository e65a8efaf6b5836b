import { flushBelow, flushBelow4, TINY } from '../math/flush';
import { multiplyAdd4 } from '../math/multiply-add';

/** Terms of a sum that are taken at a time: so many rows of a full panel are 16 KB, half of a usual first-level cache. */
const BLOCK: i32 = 128;

/**
 * A small dense product: c[m] = Σₖ a[m, k]·b[k], every sum in order of k from +0 or, where it `continues` them, from what c holds;
 * ends below `tiny` become zero.
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
  continues: bool = false,
  tiny: f32 = TINY,
): void {
  // Between blocks the sums rest in c, which changes no bit.
  for (; K > BLOCK; K -= BLOCK) {
    block(aPtr, aRowBytes, aStepBytes, M, BLOCK, bPtr, bRowBytes, cPtr, cRowBytes, vectors, continues, 0);
    aPtr += <usize>BLOCK * aStepBytes;
    bPtr += <usize>BLOCK * bRowBytes;
    continues = true;
  }
  block(aPtr, aRowBytes, aStepBytes, M, K, bPtr, bRowBytes, cPtr, cRowBytes, vectors, continues, tiny);
}

/** Up to BLOCK terms of the sums, from what c holds where it `continues` them; ends below `tiny` become zero. */
function block(
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
  continues: bool,
  tiny: f32,
): void {
  if (ASC_FEATURE_SIMD) {
    // Four rows share each load of b; what is left over goes row by row.
    for (; M >= 4; M -= 4) {
      fourRows(aPtr, aRowBytes, aStepBytes, K, bPtr, bRowBytes, cPtr, cRowBytes, vectors, continues, tiny);
      aPtr += aRowBytes << 2;
      cPtr += cRowBytes << 2;
    }
    for (; M > 0; M--) {
      oneRow(aPtr, aStepBytes, K, bPtr, bRowBytes, cPtr, vectors, continues, tiny);
      aPtr += aRowBytes;
      cPtr += cRowBytes;
    }
  } else {
    for (; M >= 2; M -= 2) {
      plainRows(aPtr, aRowBytes, aStepBytes, K, bPtr, bRowBytes, cPtr, cRowBytes, vectors, continues, tiny);
      aPtr += 2 * aRowBytes;
      cPtr += 2 * cRowBytes;
    }
    for (; M > 0; M--) {
      plainRow(aPtr, aStepBytes, K, bPtr, bRowBytes, cPtr, vectors, continues, tiny);
      aPtr += aRowBytes;
      cPtr += cRowBytes;
    }
  }
}

/** Four rows, two vectors of columns at a time: eight registers of sums. */
function fourRows(
  aPtr: usize,
  aRowBytes: usize,
  aStepBytes: usize,
  K: i32,
  bPtr: usize,
  bRowBytes: usize,
  cPtr: usize,
  cRowBytes: usize,
  vectors: i32,
  continues: bool,
  tiny: f32,
): void {
  const limit = f32x4.splat(tiny);
  for (; vectors >= 2; vectors -= 2) {
    let a0Ptr = aPtr;
    let a1Ptr = a0Ptr + aRowBytes;
    let a2Ptr = a1Ptr + aRowBytes;
    let a3Ptr = a2Ptr + aRowBytes;
    let kPtr = bPtr;
    let c00 = f32x4.splat(0);
    let c01 = f32x4.splat(0);
    let c10 = f32x4.splat(0);
    let c11 = f32x4.splat(0);
    let c20 = f32x4.splat(0);
    let c21 = f32x4.splat(0);
    let c30 = f32x4.splat(0);
    let c31 = f32x4.splat(0);
    if (continues) {
      c00 = v128.load(cPtr);
      c01 = v128.load(cPtr, 16);
      c10 = v128.load(cPtr + cRowBytes);
      c11 = v128.load(cPtr + cRowBytes, 16);
      c20 = v128.load(cPtr + 2 * cRowBytes);
      c21 = v128.load(cPtr + 2 * cRowBytes, 16);
      c30 = v128.load(cPtr + 3 * cRowBytes);
      c31 = v128.load(cPtr + 3 * cRowBytes, 16);
    }
    for (let k = 0; k < K; k++) {
      const b0 = v128.load(kPtr);
      const b1 = v128.load(kPtr, 16);
      const a0 = v128.load32_splat(a0Ptr);
      c00 = multiplyAdd4(c00, a0, b0);
      c01 = multiplyAdd4(c01, a0, b1);
      const a1 = v128.load32_splat(a1Ptr);
      c10 = multiplyAdd4(c10, a1, b0);
      c11 = multiplyAdd4(c11, a1, b1);
      const a2 = v128.load32_splat(a2Ptr);
      c20 = multiplyAdd4(c20, a2, b0);
      c21 = multiplyAdd4(c21, a2, b1);
      const a3 = v128.load32_splat(a3Ptr);
      c30 = multiplyAdd4(c30, a3, b0);
      c31 = multiplyAdd4(c31, a3, b1);
      a0Ptr += aStepBytes;
      a1Ptr += aStepBytes;
      a2Ptr += aStepBytes;
      a3Ptr += aStepBytes;
      kPtr += bRowBytes;
    }
    v128.store(cPtr, flushBelow4(c00, limit));
    v128.store(cPtr, flushBelow4(c01, limit), 16);
    v128.store(cPtr + cRowBytes, flushBelow4(c10, limit));
    v128.store(cPtr + cRowBytes, flushBelow4(c11, limit), 16);
    v128.store(cPtr + 2 * cRowBytes, flushBelow4(c20, limit));
    v128.store(cPtr + 2 * cRowBytes, flushBelow4(c21, limit), 16);
    v128.store(cPtr + 3 * cRowBytes, flushBelow4(c30, limit));
    v128.store(cPtr + 3 * cRowBytes, flushBelow4(c31, limit), 16);
    bPtr += 32;
    cPtr += 32;
  }
  if (vectors) {
    let a0Ptr = aPtr;
    let a1Ptr = a0Ptr + aRowBytes;
    let a2Ptr = a1Ptr + aRowBytes;
    let a3Ptr = a2Ptr + aRowBytes;
    let kPtr = bPtr;
    let c0 = f32x4.splat(0);
    let c1 = f32x4.splat(0);
    let c2 = f32x4.splat(0);
    let c3 = f32x4.splat(0);
    if (continues) {
      c0 = v128.load(cPtr);
      c1 = v128.load(cPtr + cRowBytes);
      c2 = v128.load(cPtr + 2 * cRowBytes);
      c3 = v128.load(cPtr + 3 * cRowBytes);
    }
    for (let k = 0; k < K; k++) {
      const b = v128.load(kPtr);
      const a0 = v128.load32_splat(a0Ptr);
      c0 = multiplyAdd4(c0, a0, b);
      const a1 = v128.load32_splat(a1Ptr);
      c1 = multiplyAdd4(c1, a1, b);
      const a2 = v128.load32_splat(a2Ptr);
      c2 = multiplyAdd4(c2, a2, b);
      const a3 = v128.load32_splat(a3Ptr);
      c3 = multiplyAdd4(c3, a3, b);
      a0Ptr += aStepBytes;
      a1Ptr += aStepBytes;
      a2Ptr += aStepBytes;
      a3Ptr += aStepBytes;
      kPtr += bRowBytes;
    }
    v128.store(cPtr, flushBelow4(c0, limit));
    v128.store(cPtr + cRowBytes, flushBelow4(c1, limit));
    v128.store(cPtr + 2 * cRowBytes, flushBelow4(c2, limit));
    v128.store(cPtr + 3 * cRowBytes, flushBelow4(c3, limit));
  }
}

/** One row, a full panel or one vector of columns at a time. */
function oneRow(
  aPtr: usize,
  aStepBytes: usize,
  K: i32,
  bPtr: usize,
  bRowBytes: usize,
  cPtr: usize,
  vectors: i32,
  continues: bool,
  tiny: f32,
): void {
  const limit = f32x4.splat(tiny);
  for (; vectors >= 8; vectors -= 8) {
    let kPtr = bPtr;
    let akPtr = aPtr;
    let c0 = f32x4.splat(0);
    let c1 = f32x4.splat(0);
    let c2 = f32x4.splat(0);
    let c3 = f32x4.splat(0);
    let c4 = f32x4.splat(0);
    let c5 = f32x4.splat(0);
    let c6 = f32x4.splat(0);
    let c7 = f32x4.splat(0);
    if (continues) {
      c0 = v128.load(cPtr);
      c1 = v128.load(cPtr, 16);
      c2 = v128.load(cPtr, 32);
      c3 = v128.load(cPtr, 48);
      c4 = v128.load(cPtr, 64);
      c5 = v128.load(cPtr, 80);
      c6 = v128.load(cPtr, 96);
      c7 = v128.load(cPtr, 112);
    }
    for (let k = 0; k < K; k++) {
      const a = v128.load32_splat(akPtr);
      c0 = multiplyAdd4(c0, a, v128.load(kPtr));
      c1 = multiplyAdd4(c1, a, v128.load(kPtr, 16));
      c2 = multiplyAdd4(c2, a, v128.load(kPtr, 32));
      c3 = multiplyAdd4(c3, a, v128.load(kPtr, 48));
      c4 = multiplyAdd4(c4, a, v128.load(kPtr, 64));
      c5 = multiplyAdd4(c5, a, v128.load(kPtr, 80));
      c6 = multiplyAdd4(c6, a, v128.load(kPtr, 96));
      c7 = multiplyAdd4(c7, a, v128.load(kPtr, 112));
      akPtr += aStepBytes;
      kPtr += bRowBytes;
    }
    v128.store(cPtr, flushBelow4(c0, limit));
    v128.store(cPtr, flushBelow4(c1, limit), 16);
    v128.store(cPtr, flushBelow4(c2, limit), 32);
    v128.store(cPtr, flushBelow4(c3, limit), 48);
    v128.store(cPtr, flushBelow4(c4, limit), 64);
    v128.store(cPtr, flushBelow4(c5, limit), 80);
    v128.store(cPtr, flushBelow4(c6, limit), 96);
    v128.store(cPtr, flushBelow4(c7, limit), 112);
    bPtr += 128;
    cPtr += 128;
  }
  for (; vectors > 0; vectors--) {
    let kPtr = bPtr;
    let akPtr = aPtr;
    let c = f32x4.splat(0);
    if (continues) {
      c = v128.load(cPtr);
    }
    for (let k = 0; k < K; k++) {
      const a = v128.load32_splat(akPtr);
      c = multiplyAdd4(c, a, v128.load(kPtr));
      akPtr += aStepBytes;
      kPtr += bRowBytes;
    }
    v128.store(cPtr, flushBelow4(c, limit));
    bPtr += 16;
    cPtr += 16;
  }
}

/** Two rows without SIMD, four columns at a time. */
function plainRows(
  aPtr: usize,
  aRowBytes: usize,
  aStepBytes: usize,
  K: i32,
  bPtr: usize,
  bRowBytes: usize,
  cPtr: usize,
  cRowBytes: usize,
  vectors: i32,
  continues: bool,
  tiny: f32,
): void {
  for (; vectors > 0; vectors--, bPtr += 16, cPtr += 16) {
    let a0Ptr = aPtr;
    let a1Ptr = aPtr + aRowBytes;
    let kPtr = bPtr;
    const dPtr = cPtr + cRowBytes;
    let c00: f32 = 0;
    let c01: f32 = 0;
    let c02: f32 = 0;
    let c03: f32 = 0;
    let c10: f32 = 0;
    let c11: f32 = 0;
    let c12: f32 = 0;
    let c13: f32 = 0;
    if (continues) {
      c00 = load<f32>(cPtr);
      c01 = load<f32>(cPtr, 4);
      c02 = load<f32>(cPtr, 8);
      c03 = load<f32>(cPtr, 12);
      c10 = load<f32>(dPtr);
      c11 = load<f32>(dPtr, 4);
      c12 = load<f32>(dPtr, 8);
      c13 = load<f32>(dPtr, 12);
    }
    for (let k = 0; k < K; k++) {
      const b0 = load<f32>(kPtr);
      const b1 = load<f32>(kPtr, 4);
      const b2 = load<f32>(kPtr, 8);
      const b3 = load<f32>(kPtr, 12);
      const a0 = load<f32>(a0Ptr);
      c00 += a0 * b0;
      c01 += a0 * b1;
      c02 += a0 * b2;
      c03 += a0 * b3;
      const a1 = load<f32>(a1Ptr);
      c10 += a1 * b0;
      c11 += a1 * b1;
      c12 += a1 * b2;
      c13 += a1 * b3;
      a0Ptr += aStepBytes;
      a1Ptr += aStepBytes;
      kPtr += bRowBytes;
    }
    store<f32>(cPtr, flushBelow(c00, tiny));
    store<f32>(cPtr, flushBelow(c01, tiny), 4);
    store<f32>(cPtr, flushBelow(c02, tiny), 8);
    store<f32>(cPtr, flushBelow(c03, tiny), 12);
    store<f32>(dPtr, flushBelow(c10, tiny));
    store<f32>(dPtr, flushBelow(c11, tiny), 4);
    store<f32>(dPtr, flushBelow(c12, tiny), 8);
    store<f32>(dPtr, flushBelow(c13, tiny), 12);
  }
}

/** One row without SIMD, what is left over of pairs. */
function plainRow(
  aPtr: usize,
  aStepBytes: usize,
  K: i32,
  bPtr: usize,
  bRowBytes: usize,
  cPtr: usize,
  vectors: i32,
  continues: bool,
  tiny: f32,
): void {
  for (; vectors > 0; vectors--, bPtr += 16, cPtr += 16) {
    let akPtr = aPtr;
    let kPtr = bPtr;
    let c0: f32 = 0;
    let c1: f32 = 0;
    let c2: f32 = 0;
    let c3: f32 = 0;
    if (continues) {
      c0 = load<f32>(cPtr);
      c1 = load<f32>(cPtr, 4);
      c2 = load<f32>(cPtr, 8);
      c3 = load<f32>(cPtr, 12);
    }
    for (let k = 0; k < K; k++) {
      const a = load<f32>(akPtr);
      c0 += a * load<f32>(kPtr);
      c1 += a * load<f32>(kPtr, 4);
      c2 += a * load<f32>(kPtr, 8);
      c3 += a * load<f32>(kPtr, 12);
      akPtr += aStepBytes;
      kPtr += bRowBytes;
    }
    store<f32>(cPtr, flushBelow(c0, tiny));
    store<f32>(cPtr, flushBelow(c1, tiny), 4);
    store<f32>(cPtr, flushBelow(c2, tiny), 8);
    store<f32>(cPtr, flushBelow(c3, tiny), 12);
  }
}
