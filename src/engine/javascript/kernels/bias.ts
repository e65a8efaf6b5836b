import { flushBelow } from '../math/flush.ts';

const { fround } = Math;

/** Adds the bias to one row, in place: z += b. Places and counts are floats. */
export function addBias(f32: Float32Array, z: number, bias: number, columns: number): void {
  for (let column = 0; column < columns; column++) f32[z + column] = f32[z + column]! + f32[bias + column]!;
}

/**
 * Bias gradient: db[o] = Σ over the batch of dz[·, o], in image order, from 0 or, where it `continues` it, from what db holds; ends
 * below `tiny` become zero. dz has B rows `stride` apart; places and counts are floats.
 */
export function biasGradient(
  f32: Float32Array,
  dz: number,
  stride: number,
  B: number,
  columns: number,
  dBias: number,
  continues: boolean,
  tiny: number,
): void {
  for (let column = 0; column < columns; column++) {
    let sum = continues ? f32[dBias + column]! : 0;
    for (let b = 0; b < B; b++) sum = fround(sum + f32[dz + b * stride + column]!);
    f32[dBias + column] = flushBelow(sum, tiny);
  }
}
