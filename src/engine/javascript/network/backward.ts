import { PANEL } from '../../layout.ts';
import { activationBackward } from '../kernels/activation.ts';
import { denseRow } from '../kernels/dense-row.ts';
import { panelWidth } from '../kernels/panel.ts';
import { deltaColumns, deltaStride, type Layer, type Plan } from './plan.ts';

/** From the output layer's ∂loss/∂z of a block to that of every layer before it; see assembly/network/backward.ts. */
export function backwardBlock(f32: Float32Array, plan: Plan, from: number, to: number): void {
  for (let l = plan.layers.length - 1; l > 0; l--) {
    for (let b = from; b < to; b++) inputDelta(f32, plan.layers[l]!, plan.layers[l - 1]!, b);
  }
}

function inputDelta(f32: Float32Array, layer: Layer, previous: Layer, b: number): void {
  const O = layer.outFeatures;
  const dz = deltaColumns(layer, 0) + b * deltaStride(layer, 0);
  for (let i = 0; i < previous.paddedOut; i += PANEL) {
    const width = panelWidth(previous.paddedOut, i);
    const d = deltaColumns(previous, i) + b * deltaStride(previous, i);
    denseRow(f32, dz, 1, O, layer.transposed + i * O, width, d, width);
    activationBackward(f32, previous.activation, d, previous.output + b * previous.paddedOut + i, width);
  }
}
