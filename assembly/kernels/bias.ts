import { flushBelow, flushBelow4 } from '../math/flush';

/** Adds the bias to one row, in place: z += b. Shapes  z, b f32 [4·vectors] */
export function addBias(zPtr: usize, biasPtr: usize, vectors: i32): void {
  const endPtr = zPtr + ((<usize>vectors) << 4);
  if (ASC_FEATURE_SIMD) {
    for (; zPtr < endPtr; zPtr += 16, biasPtr += 16) v128.store(zPtr, f32x4.add(v128.load(zPtr), v128.load(biasPtr)));
  } else {
    for (; zPtr < endPtr; zPtr += 4, biasPtr += 4) store<f32>(zPtr, load<f32>(zPtr) + load<f32>(biasPtr));
  }
}

/**
 * Bias gradient: db[o] = Σ over the batch of dz[·, o], in image order, from +0 or, where it `continues` it, from what db holds; ends
 * below `tiny` become zero.
 *
 * Shapes   dz f32 [B] rows `rowBytes` apart   db f32 [4·vectors]
 */
export function biasGradient(
  dzPtr: usize,
  rowBytes: usize,
  B: i32,
  vectors: i32,
  dBiasPtr: usize,
  continues: bool,
  tiny: f32,
): void {
  const endPtr = dzPtr + ((<usize>vectors) << 4);
  if (ASC_FEATURE_SIMD) {
    for (; dzPtr < endPtr; dzPtr += 16, dBiasPtr += 16) {
      let sum = continues ? v128.load(dBiasPtr) : f32x4.splat(0);
      let fromPtr = dzPtr;
      for (let b = 0; b < B; b++, fromPtr += rowBytes) sum = f32x4.add(sum, v128.load(fromPtr));
      v128.store(dBiasPtr, flushBelow4(sum, f32x4.splat(tiny)));
    }
  } else {
    for (; dzPtr < endPtr; dzPtr += 4, dBiasPtr += 4) {
      let sum: f32 = continues ? load<f32>(dBiasPtr) : 0;
      let fromPtr = dzPtr;
      for (let b = 0; b < B; b++, fromPtr += rowBytes) sum += load<f32>(fromPtr);
      store<f32>(dBiasPtr, flushBelow(sum, tiny));
    }
  }
}
