import { flushBelow, flushBelow4, TINY } from '../math/flush';
import { multiplyAdd4 } from '../math/multiply-add';

/** Terms of a sum that are taken at a time: so many rows of a full panel are 16 KB, half of a usual first-level cache. */
const BLOCK: i32 = 128;

/**
 * A small dense product: c[m] = Σₖ a[m, k]·b[k], every sum in order of k from +0, flushed below 1e-30 at its end.
 *
 * Shapes   a f32 [M] rows `aRowBytes` apart, each K values `aStepBytes` apart   b f32 [K] rows `bRowBytes` apart
 *          c f32 [M] rows `cRowBytes` apart, each 4·vectors values
 * Requires b and c 16-byte aligned; c overlaps nothing.
 * `continues`: the sums go on from what c holds; `ends`: false where another product will continue them.
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
  continues: bool,
  ends: bool,
): void {
  // Between blocks the sums rest in c, which changes no bit.
  for (; K > BLOCK; K -= BLOCK) {
    block(aPtr, aRowBytes, aStepBytes, M, BLOCK, bPtr, bRowBytes, cPtr, cRowBytes, vectors, continues, 0);
    aPtr += <usize>BLOCK * aStepBytes;
    bPtr += <usize>BLOCK * bRowBytes;
    continues = true;
  }
  block(aPtr, aRowBytes, aStepBytes, M, K, bPtr, bRowBytes, cPtr, cRowBytes, vectors, continues, ends ? TINY : 0);
}

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
    const limit = f32x4.splat(tiny);
    // Four rows share each load of b, in eight registers of sums; what is left over goes row by row.
    for (; M >= 4; M -= 4) {
      let offset: usize = 0;
      let column = 0;
      for (; column + 2 <= vectors; column += 2, offset += 32) {
        tile4x2(aPtr, aRowBytes, aStepBytes, K, bPtr + offset, bRowBytes, cPtr + offset, cRowBytes, continues, limit);
      }
      if (column < vectors) {
        tile4x1(aPtr, aRowBytes, aStepBytes, K, bPtr + offset, bRowBytes, cPtr + offset, cRowBytes, continues, limit);
      }
      aPtr += aRowBytes << 2;
      cPtr += cRowBytes << 2;
    }
    for (; M > 0; M--) {
      let offset: usize = 0;
      let column = 0;
      for (; column + 8 <= vectors; column += 8, offset += 128) {
        tile1x8(aPtr, aStepBytes, K, bPtr + offset, bRowBytes, cPtr + offset, continues, limit);
      }
      for (; column < vectors; column++, offset += 16) {
        tile1x1(aPtr, aStepBytes, K, bPtr + offset, bRowBytes, cPtr + offset, continues, limit);
      }
      aPtr += aRowBytes;
      cPtr += cRowBytes;
    }
  } else {
    for (; M > 0; M--) {
      for (let offset: usize = 0; offset < (<usize>vectors) << 4; offset += 16) {
        plain1x4(aPtr, aStepBytes, K, bPtr + offset, bRowBytes, cPtr + offset, continues, tiny);
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
  continues: bool,
  tiny: v128,
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
  for (; K > 0; K--) {
    const b0 = v128.load(bPtr);
    const b1 = v128.load(bPtr, 16);
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
    bPtr += bRowBytes;
  }
  v128.store(cPtr, flushBelow4(c00, tiny));
  v128.store(cPtr, flushBelow4(c01, tiny), 16);
  cPtr += cRowBytes;
  v128.store(cPtr, flushBelow4(c10, tiny));
  v128.store(cPtr, flushBelow4(c11, tiny), 16);
  cPtr += cRowBytes;
  v128.store(cPtr, flushBelow4(c20, tiny));
  v128.store(cPtr, flushBelow4(c21, tiny), 16);
  cPtr += cRowBytes;
  v128.store(cPtr, flushBelow4(c30, tiny));
  v128.store(cPtr, flushBelow4(c31, tiny), 16);
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
  continues: bool,
  tiny: v128,
): void {
  let a1Ptr = a0Ptr + aRowBytes;
  let a2Ptr = a1Ptr + aRowBytes;
  let a3Ptr = a2Ptr + aRowBytes;
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
  for (; K > 0; K--) {
    const b = v128.load(bPtr);
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
    bPtr += bRowBytes;
  }
  v128.store(cPtr, flushBelow4(c0, tiny));
  cPtr += cRowBytes;
  v128.store(cPtr, flushBelow4(c1, tiny));
  cPtr += cRowBytes;
  v128.store(cPtr, flushBelow4(c2, tiny));
  cPtr += cRowBytes;
  v128.store(cPtr, flushBelow4(c3, tiny));
}

/** One row, eight vectors of columns: a full panel. */
function tile1x8(
  aPtr: usize,
  aStepBytes: usize,
  K: i32,
  bPtr: usize,
  bRowBytes: usize,
  cPtr: usize,
  continues: bool,
  tiny: v128,
): void {
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
  for (; K > 0; K--) {
    const a = v128.load32_splat(aPtr);
    c0 = multiplyAdd4(c0, a, v128.load(bPtr));
    c1 = multiplyAdd4(c1, a, v128.load(bPtr, 16));
    c2 = multiplyAdd4(c2, a, v128.load(bPtr, 32));
    c3 = multiplyAdd4(c3, a, v128.load(bPtr, 48));
    c4 = multiplyAdd4(c4, a, v128.load(bPtr, 64));
    c5 = multiplyAdd4(c5, a, v128.load(bPtr, 80));
    c6 = multiplyAdd4(c6, a, v128.load(bPtr, 96));
    c7 = multiplyAdd4(c7, a, v128.load(bPtr, 112));
    aPtr += aStepBytes;
    bPtr += bRowBytes;
  }
  v128.store(cPtr, flushBelow4(c0, tiny));
  v128.store(cPtr, flushBelow4(c1, tiny), 16);
  v128.store(cPtr, flushBelow4(c2, tiny), 32);
  v128.store(cPtr, flushBelow4(c3, tiny), 48);
  v128.store(cPtr, flushBelow4(c4, tiny), 64);
  v128.store(cPtr, flushBelow4(c5, tiny), 80);
  v128.store(cPtr, flushBelow4(c6, tiny), 96);
  v128.store(cPtr, flushBelow4(c7, tiny), 112);
}

/** One row, one vector of columns. */
function tile1x1(
  aPtr: usize,
  aStepBytes: usize,
  K: i32,
  bPtr: usize,
  bRowBytes: usize,
  cPtr: usize,
  continues: bool,
  tiny: v128,
): void {
  let c = f32x4.splat(0);
  if (continues) {
    c = v128.load(cPtr);
  }
  for (; K > 0; K--) {
    const a = v128.load32_splat(aPtr);
    c = multiplyAdd4(c, a, v128.load(bPtr));
    aPtr += aStepBytes;
    bPtr += bRowBytes;
  }
  v128.store(cPtr, flushBelow4(c, tiny));
}

function plain1x4(
  aPtr: usize,
  aStepBytes: usize,
  K: i32,
  bPtr: usize,
  bRowBytes: usize,
  cPtr: usize,
  continues: bool,
  tiny: f32,
): void {
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
  for (; K > 0; K--) {
    const a = load<f32>(aPtr);
    c0 += a * load<f32>(bPtr);
    c1 += a * load<f32>(bPtr, 4);
    c2 += a * load<f32>(bPtr, 8);
    c3 += a * load<f32>(bPtr, 12);
    aPtr += aStepBytes;
    bPtr += bRowBytes;
  }
  store<f32>(cPtr, flushBelow(c0, tiny));
  store<f32>(cPtr, flushBelow(c1, tiny), 4);
  store<f32>(cPtr, flushBelow(c2, tiny), 8);
  store<f32>(cPtr, flushBelow(c3, tiny), 12);
}
