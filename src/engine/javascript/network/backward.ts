import { PANEL } from '../../layout.ts';
import type { Memory } from '../../memory.ts';
import { activationBackward } from '../kernels/activation.ts';
import { biasGradient } from '../kernels/bias.ts';
import { listByPixel } from '../kernels/by-pixel.ts';
import { denseRow } from '../kernels/dense-row.ts';
import { multiplyByPanels, panelWidth, transposePanels } from '../kernels/panel.ts';
import { sparseRow } from '../kernels/sparse-row.ts';
import type { Images, Layer, Plan } from './plan.ts';

/** From the output layer's ∂loss/∂z to every gradient; see assembly/network/backward.ts. `batch` is a place in u32. */
export function backward(memory: Memory, plan: Plan, images: Images, batch: number, B: number): void {
  for (let l = plan.layers.length - 1; l > 0; l--) {
    weightGradient(memory, plan.layers[l]!, plan.layers[l - 1]!, B);
    inputGradient(memory, plan.layers[l]!, plan.layers[l - 1]!, B);
  }
  firstWeightGradient(memory, plan, images, batch, B);
}

function weightGradient({ f32 }: Memory, layer: Layer, previous: Layer, B: number): void {
  for (let o = 0; o < layer.paddedOut; o += PANEL) {
    const width = panelWidth(layer.paddedOut, o);
    const dWeight = layer.dWeight + o * layer.inFeatures;
    for (let i = 0; i < layer.inFeatures; i++) {
      const x = previous.output + i;
      denseRow(f32, x, previous.paddedOut, B, layer.delta + o, layer.paddedOut, dWeight + i * width, width);
    }
  }
  if (layer.dBias) biasGradient(f32, layer.delta, B, layer.paddedOut, layer.dBias);
}

function inputGradient({ f32 }: Memory, layer: Layer, previous: Layer, B: number): void {
  transposePanels(f32, layer.weight, layer.inFeatures, layer.outFeatures, layer.transposed);
  const { delta: d, outFeatures, transposed } = layer;
  multiplyByPanels(f32, d, layer.paddedOut, B, outFeatures, transposed, previous.paddedOut, previous.delta);
  const { activation, delta, preActivation, output, paddedOut } = previous;
  activationBackward(f32, activation, delta, preActivation, output, B * paddedOut);
}

function firstWeightGradient(memory: Memory, plan: Plan, images: Images, batch: number, B: number): void {
  const { f32, u32 } = memory;
  const layer = plan.layers[0]!;
  const lists = plan.lists;
  listByPixel(memory, batch, B, images, layer.inFeatures, lists);
  for (let o = 0; o < layer.paddedOut; o += PANEL) {
    const width = panelWidth(layer.paddedOut, o);
    const dWeight = layer.dWeight + o * layer.inFeatures;
    for (let i = 0; i < layer.inFeatures; i++) {
      const start = u32[lists.starts + i]!;
      sparseRow(
        memory,
        lists.image + start,
        lists.value + start,
        u32[lists.starts + i + 1]! - start,
        plan.pixelScale,
        layer.delta + o,
        layer.paddedOut,
        dWeight + i * width,
        width,
      );
    }
  }
  if (layer.dBias) biasGradient(f32, layer.delta, B, layer.paddedOut, layer.dBias);
}
