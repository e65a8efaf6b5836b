import { activationBackward } from '../kernels/activation';
import { denseProduct } from '../kernels/dense-product';
import { PANEL, panelPtr, panelWidth } from '../kernels/panel';
import { Layer, Plan, rowPtr } from './plan';

/**
 * From the output layer's ∂loss/∂z of a block to that of every layer before it: dx = dz·W, times the slope of the activation.
 * Needs outputBlock.
 */
export function backwardBlock(plan: Plan, from: i32, to: i32): void {
  for (let l = plan.layerCount - 1; l > 0; l--) inputDelta(plan, plan.layer(l), plan.layer(l - 1), from, to);
}

function inputDelta(plan: Plan, layer: Layer, previous: Layer, from: i32, to: i32): void {
  const I = previous.paddedOut;
  const O = layer.outFeatures;
  const B = to - from;
  for (let i = 0; i < I; i += PANEL) {
    const width = panelWidth(I, i);
    const vectors = width >> 2;
    const rowBytes = (<usize>width) << 2;
    const weightPtr = panelPtr(layer.transposedPtr, O, i);
    let dPtr = rowPtr(panelPtr(previous.deltaPtr, plan.maxBatch, i), width, from);
    // Each panel of dz continues the sums of the one before.
    for (let o = 0; o < O; o += PANEL) {
      const dzWidth = panelWidth(layer.paddedOut, o);
      denseProduct(
        rowPtr(panelPtr(layer.deltaPtr, plan.maxBatch, o), dzWidth, from),
        (<usize>dzWidth) << 2,
        4,
        B,
        min(PANEL, O - o),
        weightPtr + <usize>o * rowBytes,
        rowBytes,
        dPtr,
        rowBytes,
        vectors,
        o > 0,
        o + PANEL >= O,
      );
    }
    for (let b = from; b < to; b++, dPtr += rowBytes) {
      activationBackward(previous.activation, dPtr, rowPtr(previous.activationPtr, I, b) + ((<usize>i) << 2), vectors);
    }
  }
}
