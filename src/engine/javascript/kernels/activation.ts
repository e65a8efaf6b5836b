import { flush } from '../math/flush.ts';
import { sigmoid } from '../math/sigmoid.ts';
import { tanh } from '../math/tanh.ts';

// Numbers of the activations, as src/engine/plan.ts writes them.
const RELU = 0;
const LEAKY_RELU = 1;
export const SIGMOID = 2;
export const SOFTMAX = 4;

const { fround } = Math;
const SLOPE = fround(0.01);

function apply(activation: number, z: number): number {
  if (activation === RELU) return Math.max(z, 0);
  if (activation === LEAKY_RELU) return z < 0 ? fround(z * SLOPE) : z;
  if (activation === SIGMOID) return sigmoid(z);
  return tanh(z);
}

function slope(activation: number, d: number, a: number): number {
  if (activation === RELU) return a > 0 ? d : 0;
  if (activation === LEAKY_RELU) return a > 0 ? d : fround(d * SLOPE);
  if (activation === SIGMOID) return fround(d * fround(a * fround(1 - a)));
  return fround(d * fround(1 - fround(a * a)));
}

/** Activation, forward: a = f(z), any but softmax. Places and counts are floats. */
export function activationForward(f32: Float32Array, activation: number, z: number, a: number, count: number): void {
  for (let n = 0; n < count; n++) f32[a + n] = apply(activation, f32[z + n]!);
}

/** Activation, backward, in place: dz = da · f′(z) from a = f(z), flushed. Places and counts are floats. */
export function activationBackward(f32: Float32Array, activation: number, d: number, a: number, count: number): void {
  for (let n = 0; n < count; n++) f32[d + n] = flush(slope(activation, f32[d + n]!, f32[a + n]!));
}
