import { PANEL } from '../../layout.ts';
import type { Memory } from '../../memory.ts';
import { activationForward, SOFTMAX } from '../kernels/activation.ts';
import { addBias } from '../kernels/bias.ts';
import { multiplyByPanels, panelWidth } from '../kernels/panel.ts';
import { softmax } from '../kernels/softmax.ts';
import { sparseRow } from '../kernels/sparse-row.ts';
import type { Images, Layer, Plan } from './plan.ts';

/** Runs B images of the batch through all layers; see assembly/network/forward.ts. `batch` is a place in u32. */
export function forward(memory: Memory, plan: Plan, images: Images, batch: number, B: number): void {
  firstLayer(memory, plan, images, batch, B);
  for (let l = 1; l < plan.layers.length; l++) hiddenLayer(memory, plan.layers[l]!, plan.layers[l - 1]!, B);
}

function firstLayer(memory: Memory, plan: Plan, images: Images, batch: number, B: number): void {
  const { u32 } = memory;
  const layer = plan.layers[0]!;
  for (let o = 0; o < layer.paddedOut; o += PANEL) {
    const width = panelWidth(layer.paddedOut, o);
    for (let b = 0; b < B; b++) {
      const image = images.starts + u32[batch + b]!;
      const start = u32[image]!;
      sparseRow(
        memory,
        images.pixelIndex + start,
        images.pixelValue + start,
        u32[image + 1]! - start,
        plan.pixelScale,
        layer.weight + o * layer.inFeatures,
        width,
        layer.preActivation + b * layer.paddedOut + o,
        width,
      );
    }
  }
  finish(memory.f32, layer, B);
}

function hiddenLayer({ f32 }: Memory, layer: Layer, previous: Layer, B: number): void {
  const { inFeatures, weight, paddedOut, preActivation } = layer;
  multiplyByPanels(f32, previous.output, previous.paddedOut, B, inFeatures, weight, paddedOut, preActivation);
  finish(f32, layer, B);
}

/** Bias and activation of a whole layer. */
function finish(f32: Float32Array, layer: Layer, B: number): void {
  for (let b = 0; b < B; b++) {
    const z = layer.preActivation + b * layer.paddedOut;
    const a = layer.output + b * layer.paddedOut;
    if (layer.bias) addBias(f32, z, layer.bias, layer.paddedOut);
    if (layer.activation === SOFTMAX) softmax(f32, z, a, layer.outFeatures);
    else activationForward(f32, layer.activation, z, a, layer.paddedOut);
  }
}
