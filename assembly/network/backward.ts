import { activationBackward } from '../kernels/activation';
import { denseProduct } from '../kernels/dense-product';
import { PANEL, panelPtr, panelWidth } from '../kernels/panel';
import { deltaColumnsPtr, deltaRowBytes, Layer, Plan, rowPtr } from './plan';

/**
 * From the output layer's ∂loss/∂z of a block to that of every layer before it: dx = dz·W, times the slope of the activation.
 * Needs outputBlock.
 */
export function backwardBlock(plan: Plan, from: i32, to: i32): void {
  for (let l = plan.layerCount - 1; l > 0; l--) inputDelta(plan.layer(l), plan.layer(l - 1), from, to);
}

function inputDelta(layer: Layer, previous: Layer, from: i32, to: i32): void {
  const I = previous.paddedOut;
  const O = layer.outFeatures;
  const dzRowBytes = deltaRowBytes(layer, 0);
  const dzPtr = deltaColumnsPtr(layer, 0) + <usize>from * dzRowBytes;
  for (let i = 0; i < I; i += PANEL) {
    const width = panelWidth(I, i);
    const vectors = width >> 2;
    const rowBytes = deltaRowBytes(previous, i);
    const weightPtr = panelPtr(layer.transposedPtr, O, i);
    let dPtr = deltaColumnsPtr(previous, i) + <usize>from * rowBytes;
    denseProduct(dzPtr, dzRowBytes, 4, to - from, O, weightPtr, (<usize>width) << 2, dPtr, rowBytes, vectors);
    for (let b = from; b < to; b++, dPtr += rowBytes) {
      activationBackward(previous.activation, dPtr, rowPtr(previous.activationPtr, I, b) + ((<usize>i) << 2), vectors);
    }
  }
}
