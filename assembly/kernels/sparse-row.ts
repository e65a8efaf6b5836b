import { flush, flush4 } from '../math/flush';
import { multiplyAdd4 } from '../math/multiply-add';
import { PANEL_ROW_SHIFT } from './panel';

/**
 * One row of a product with a sparse left side: c = Σₑ scale[value[e]]·b[index[e]], in order of e from +0, flushed below 1e-30.
 *
 * Shapes   index u16 [E]   value u8 [E]   scale f32 [256]   b f32, rows of 4·vectors values   c f32 [4·vectors]
 * Requires c 16-byte aligned; c overlaps nothing; at most 8 vectors, one panel.
 * Leaving out products with zero changes no bit, because a sum that starts at +0 never becomes −0.
 */
export function sparseRow(
  indexPtr: usize,
  valuePtr: usize,
  E: i32,
  scalePtr: usize,
  bPtr: usize,
  cPtr: usize,
  vectors: i32,
): void {
  const endPtr = valuePtr + <usize>E;
  if (ASC_FEATURE_SIMD) {
    if (vectors == 8) {
      let c0 = f32x4.splat(0);
      let c1 = f32x4.splat(0);
      let c2 = f32x4.splat(0);
      let c3 = f32x4.splat(0);
      let c4 = f32x4.splat(0);
      let c5 = f32x4.splat(0);
      let c6 = f32x4.splat(0);
      let c7 = f32x4.splat(0);
      if (valuePtr < endPtr) {
        do {
          const a = v128.load32_splat(scalePtr + ((<usize>load<u8>(valuePtr)) << 2));
          const rowPtr = bPtr + ((<usize>load<u16>(indexPtr)) << PANEL_ROW_SHIFT);
          c0 = multiplyAdd4(c0, a, v128.load(rowPtr));
          c1 = multiplyAdd4(c1, a, v128.load(rowPtr, 16));
          c2 = multiplyAdd4(c2, a, v128.load(rowPtr, 32));
          c3 = multiplyAdd4(c3, a, v128.load(rowPtr, 48));
          c4 = multiplyAdd4(c4, a, v128.load(rowPtr, 64));
          c5 = multiplyAdd4(c5, a, v128.load(rowPtr, 80));
          c6 = multiplyAdd4(c6, a, v128.load(rowPtr, 96));
          c7 = multiplyAdd4(c7, a, v128.load(rowPtr, 112));
          valuePtr += 1;
          indexPtr += 2;
        } while (valuePtr < endPtr);
      }
      v128.store(cPtr, flush4(c0));
      v128.store(cPtr, flush4(c1), 16);
      v128.store(cPtr, flush4(c2), 32);
      v128.store(cPtr, flush4(c3), 48);
      v128.store(cPtr, flush4(c4), 64);
      v128.store(cPtr, flush4(c5), 80);
      v128.store(cPtr, flush4(c6), 96);
      v128.store(cPtr, flush4(c7), 112);
      return;
    }
  }
  const rowBytes = (<usize>vectors) << 4;
  if (!ASC_FEATURE_SIMD) {
    for (; vectors >= 2; vectors -= 2, bPtr += 32, cPtr += 32) {
      plain8(indexPtr, valuePtr, endPtr, scalePtr, bPtr, rowBytes, cPtr);
    }
  }
  for (; vectors > 0; vectors--, bPtr += 16, cPtr += 16) narrow(indexPtr, valuePtr, endPtr, scalePtr, bPtr, rowBytes, cPtr);
}

/** Eight columns without SIMD. */
function plain8(
  indexPtr: usize,
  valuePtr: usize,
  endPtr: usize,
  scalePtr: usize,
  bPtr: usize,
  rowBytes: usize,
  cPtr: usize,
): void {
  let c0: f32 = 0;
  let c1: f32 = 0;
  let c2: f32 = 0;
  let c3: f32 = 0;
  let c4: f32 = 0;
  let c5: f32 = 0;
  let c6: f32 = 0;
  let c7: f32 = 0;
  for (; valuePtr < endPtr; valuePtr += 1, indexPtr += 2) {
    const a = load<f32>(scalePtr + ((<usize>load<u8>(valuePtr)) << 2));
    const rowPtr = bPtr + <usize>load<u16>(indexPtr) * rowBytes;
    c0 += a * load<f32>(rowPtr);
    c1 += a * load<f32>(rowPtr, 4);
    c2 += a * load<f32>(rowPtr, 8);
    c3 += a * load<f32>(rowPtr, 12);
    c4 += a * load<f32>(rowPtr, 16);
    c5 += a * load<f32>(rowPtr, 20);
    c6 += a * load<f32>(rowPtr, 24);
    c7 += a * load<f32>(rowPtr, 28);
  }
  store<f32>(cPtr, flush(c0));
  store<f32>(cPtr, flush(c1), 4);
  store<f32>(cPtr, flush(c2), 8);
  store<f32>(cPtr, flush(c3), 12);
  store<f32>(cPtr, flush(c4), 16);
  store<f32>(cPtr, flush(c5), 20);
  store<f32>(cPtr, flush(c6), 24);
  store<f32>(cPtr, flush(c7), 28);
}

/** One vector of columns. */
function narrow(
  indexPtr: usize,
  valuePtr: usize,
  endPtr: usize,
  scalePtr: usize,
  bPtr: usize,
  rowBytes: usize,
  cPtr: usize,
): void {
  if (ASC_FEATURE_SIMD) {
    let c = f32x4.splat(0);
    for (; valuePtr < endPtr; valuePtr += 1, indexPtr += 2) {
      const a = v128.load32_splat(scalePtr + ((<usize>load<u8>(valuePtr)) << 2));
      c = multiplyAdd4(c, a, v128.load(bPtr + <usize>load<u16>(indexPtr) * rowBytes));
    }
    v128.store(cPtr, flush4(c));
  } else {
    let c0: f32 = 0;
    let c1: f32 = 0;
    let c2: f32 = 0;
    let c3: f32 = 0;
    for (; valuePtr < endPtr; valuePtr += 1, indexPtr += 2) {
      const a = load<f32>(scalePtr + ((<usize>load<u8>(valuePtr)) << 2));
      const rowPtr = bPtr + <usize>load<u16>(indexPtr) * rowBytes;
      c0 += a * load<f32>(rowPtr);
      c1 += a * load<f32>(rowPtr, 4);
      c2 += a * load<f32>(rowPtr, 8);
      c3 += a * load<f32>(rowPtr, 12);
    }
    store<f32>(cPtr, flush(c0));
    store<f32>(cPtr, flush(c1), 4);
    store<f32>(cPtr, flush(c2), 8);
    store<f32>(cPtr, flush(c3), 12);
  }
}
