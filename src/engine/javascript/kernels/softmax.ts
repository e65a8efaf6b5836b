import { exp } from '../math/exp.ts';
import { log } from '../math/log.ts';

const { fround } = Math;

/** Softmax of one row of O logits; returns Σ exp(z − max z). See assembly/kernels/softmax.ts. Places are floats. */
export function softmax(f32: Float32Array, z: number, p: number, O: number): number {
  const largest = rowMaximum(f32, z, O);
  let sum = 0;
  for (let o = 0; o < O; o++) {
    const e = exp(fround(f32[z + o]! - largest));
    f32[p + o] = e;
    sum = fround(sum + e);
  }
  for (let o = 0; o < O; o++) f32[p + o] = f32[p + o]! / sum;
  return sum;
}

/** Cross-entropy of one row: Σ t·(log Σ exp z − z), with the sum that softmax returned. Places are floats. */
export function crossEntropy(f32: Float32Array, z: number, sum: number, target: number, O: number): number {
  const largest = rowMaximum(f32, z, O);
  const logSum = log(sum);
  let loss = 0;
  for (let o = 0; o < O; o++) {
    const t = f32[target + o]!;
    if (t !== 0) loss = fround(loss + fround(t * fround(logSum - fround(f32[z + o]! - largest))));
  }
  return loss;
}

function rowMaximum(f32: Float32Array, z: number, O: number): number {
  let largest = f32[z]!;
  for (let o = 1; o < O; o++) largest = Math.max(largest, f32[z + o]!);
  return largest;
}
