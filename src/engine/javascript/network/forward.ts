import { padded, PANEL } from '../../layout.ts';
import type { Memory } from '../../memory.ts';
import { activationForward, SOFTMAX } from '../kernels/activation.ts';
import { addBias } from '../kernels/bias.ts';
import { multiply } from '../kernels/multiply.ts';
import { panelWidth } from '../kernels/panel.ts';
import { softmax } from '../kernels/softmax.ts';
import { sparseRow } from '../kernels/sparse-row.ts';
import type { Images, Layer, Plan, Scratch } from './plan.ts';

/** Runs a block of images through all layers; see assembly/network/forward.ts. `batch` is a place in u32. */
export function forwardBlock(
  memory: Memory,
  plan: Plan,
  images: Images,
  batch: number,
  from: number,
  to: number,
  scratch: Scratch,
): void {
  for (const [index, layer] of plan.layers.entries()) {
    const z = scratch.preActivation + layer.preActivation;
    if (index > 0) {
      const { output, paddedOut } = plan.layers[index - 1]!;
      multiply(memory.f32, output + from * paddedOut, paddedOut, to - from, layer.inFeatures, layer.weight, layer.paddedOut, z);
    } else if (images.dense) {
      const paddedIn = padded(layer.inFeatures);
      const x = images.dense + from * paddedIn;
      for (let b = from; b < to; b++) expand(memory, plan, images, batch, b, images.dense + b * paddedIn, layer.inFeatures);
      multiply(memory.f32, x, paddedIn, to - from, layer.inFeatures, layer.weight, layer.paddedOut, z);
    } else sparseLayer(memory, plan, layer, images, batch, from, to, z);
    finish(memory.f32, layer, z, from, to, scratch);
  }
}

function sparseLayer(
  memory: Memory,
  plan: Plan,
  layer: Layer,
  images: Images,
  batch: number,
  from: number,
  to: number,
  z: number,
): void {
  const { u32 } = memory;
  for (let o = 0; o < layer.paddedOut; o += PANEL) {
    const width = panelWidth(layer.paddedOut, o);
    for (let b = from; b < to; b++) {
      const image = u32[batch + b]!;
      const start = u32[images.starts + image]!;
      sparseRow(
        memory,
        images.pixelIndex + start,
        images.pixelValue + start,
        u32[images.ends + image]! - start,
        plan.pixelScale,
        layer.weight + o * layer.inFeatures,
        z + (b - from) * layer.paddedOut + o,
        width,
      );
    }
  }
}

/** Writes one image with all its zeros. */
function expand(
  { f32, u8, u16, u32 }: Memory,
  plan: Plan,
  images: Images,
  batch: number,
  b: number,
  x: number,
  I: number,
): void {
  const image = u32[batch + b]!;
  f32.fill(0, x, x + I);
  for (let e = u32[images.starts + image]!; e < u32[images.ends + image]!; e++) {
    f32[x + u16[images.pixelIndex + e]!] = f32[plan.pixelScale + u8[images.pixelValue + e]!]!;
  }
}

/** Bias and activation of a block of one layer. */
function finish(f32: Float32Array, layer: Layer, z: number, from: number, to: number, scratch: Scratch): void {
  for (let b = from; b < to; b++) {
    const row = z + (b - from) * layer.paddedOut;
    const a = layer.output + b * layer.paddedOut;
    if (layer.bias) addBias(f32, row, layer.bias, layer.paddedOut);
    if (layer.activation === SOFTMAX) f32[scratch.sums + b - from] = softmax(f32, row, a, layer.outFeatures);
    else activationForward(f32, layer.activation, row, a, layer.paddedOut);
  }
}
