import { PANEL } from '../../layout.ts';
import type { Memory } from '../../memory.ts';
import { activationBackward, SIGMOID } from '../kernels/activation.ts';
import { panelWidth } from '../kernels/panel.ts';
import { crossEntropy } from '../kernels/softmax.ts';
import { flush } from '../math/flush.ts';
import { deltaColumns, deltaStride, type Images, type Layer, type Plan, type Scratch } from './plan.ts';

const { fround } = Math;

/** Costs, largest outputs and, unless B is 0, the output layer's ∂loss/∂z; see assembly/network/output.ts. `smoothing` is a float32. */
export function outputBlock(
  memory: Memory,
  plan: Plan,
  images: Images,
  batch: number,
  B: number,
  from: number,
  to: number,
  smoothing: number,
  scratch: Scratch,
): void {
  const { f32, u8, u32 } = memory;
  const layer = plan.layers[plan.layers.length - 1]!;
  const O = layer.outFeatures;
  const { target } = scratch;
  for (let b = from; b < to; b++) {
    const image = u32[batch + b]!;
    const a = layer.output + b * layer.paddedOut;
    if (images.targets) f32.copyWithin(target, images.targets + image * O, images.targets + image * O + O);
    else writeTarget(f32, target, O, u8[images.labels + image]!, smoothing);
    if (plan.loss === 0) {
      const z = scratch.preActivation + layer.preActivation + (b - from) * layer.paddedOut;
      f32[plan.losses + b] = crossEntropy(f32, z, f32[scratch.sums + b - from]!, target, O);
    } else f32[plan.losses + b] = quadratic(f32, a, target, O);
    u8[plan.predictions + b] = largestIndex(f32, a, O);
    if (B) writeDelta(f32, plan, layer, B, b, a, target);
  }
}

function writeDelta(f32: Float32Array, plan: Plan, layer: Layer, B: number, b: number, a: number, target: number): void {
  const share = fround(1 / B);
  for (let o = 0; o < layer.paddedOut; o += PANEL) {
    const width = panelWidth(layer.paddedOut, o);
    const d = deltaColumns(layer, o) + b * deltaStride(layer, o);
    const count = Math.min(width, layer.outFeatures - o);
    for (let n = 0; n < count; n++) {
      f32[d + n] = flush(fround(fround(f32[a + o + n]! - f32[target + o + n]!) * share));
    }
    for (let n = count; n < width; n++) f32[d + n] = 0;
    if (plan.loss === 1) activationBackward(f32, SIGMOID, d, a + o, width);
  }
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
