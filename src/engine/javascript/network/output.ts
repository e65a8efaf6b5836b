import type { Memory } from '../../memory.ts';
import { activationBackward, SIGMOID } from '../kernels/activation.ts';
import { crossEntropy } from '../kernels/softmax.ts';
import { flush } from '../math/flush.ts';
import type { Images, Layer, Plan } from './plan.ts';

const { fround } = Math;

/** Costs, largest outputs and the output layer's ∂loss/∂z; see assembly/network/output.ts. `smoothing` is a float32. */
export function outputError(memory: Memory, plan: Plan, images: Images, batch: number, B: number, smoothing: number): void {
  const { f32, u8, u32 } = memory;
  const layer = plan.layers[plan.layers.length - 1]!;
  const O = layer.outFeatures;
  const share = fround(1 / B);
  for (let b = 0; b < B; b++) {
    const image = u32[batch + b]!;
    const z = layer.preActivation + b * layer.paddedOut;
    const a = layer.output + b * layer.paddedOut;
    let target = plan.target;
    if (images.targets) target = images.targets + image * O;
    else writeTarget(f32, target, O, u8[images.labels + image]!, smoothing);
    f32[plan.losses + b] = plan.loss === 0 ? crossEntropy(f32, z, target, O) : quadratic(f32, a, target, O);
    u8[plan.predictions + b] = largestIndex(f32, a, O);
    if (layer.delta) writeDelta(f32, plan, layer, b, a, target, share);
  }
}

function writeDelta(f32: Float32Array, plan: Plan, layer: Layer, b: number, a: number, target: number, share: number): void {
  const d = layer.delta + b * layer.paddedOut;
  for (let o = 0; o < layer.outFeatures; o++) {
    f32[d + o] = flush(fround(fround(f32[a + o]! - f32[target + o]!) * share));
  }
  for (let o = layer.outFeatures; o < layer.paddedOut; o++) f32[d + o] = 0;
  if (plan.loss === 1) activationBackward(f32, SIGMOID, d, a, a, layer.paddedOut);
}

function writeTarget(f32: Float32Array, target: number, O: number, label: number, smoothing: number): void {
  const rest = fround(smoothing / O);
  f32.fill(rest, target, target + O);
  f32[target + label] = fround(1 - smoothing) + rest;
}

function quadratic(f32: Float32Array, a: number, target: number, O: number): number {
  let sum = 0;
  for (let o = 0; o < O; o++) {
    const difference = fround(f32[a + o]! - f32[target + o]!);
    sum = fround(sum + fround(difference * difference));
  }
  return fround(sum * 0.5);
}

function largestIndex(f32: Float32Array, a: number, O: number): number {
  let best = 0;
  for (let o = 1; o < O; o++) if (f32[a + o]! > f32[a + best]!) best = o;
  return best;
}
