import { activationBackward } from '../kernels/activation';
import { biasGradient } from '../kernels/bias';
import { listByPixel } from '../kernels/by-pixel';
import { denseProduct } from '../kernels/dense-product';
import { multiplyByPanels, PANEL, panelPtr, panelWidth, transposePanels } from '../kernels/panel';
import { sparseRow } from '../kernels/sparse-row';
import { Images, Layer, Plan } from './plan';

/**
 * From the output layer's ∂loss/∂z to the gradient of every parameter; needs the buffers that forward and outputError left.
 *
 * Shapes   batch u32 [B], the same as in forward
 */
export function backward(planPtr: usize, imagesPtr: usize, batchPtr: usize, B: i32): void {
  const plan = changetype<Plan>(planPtr);
  for (let l = plan.layerCount - 1; l > 0; l--) {
    weightGradient(plan.layer(l), plan.layer(l - 1), B);
    inputGradient(plan.layer(l), plan.layer(l - 1), B);
  }
  firstWeightGradient(plan, changetype<Images>(imagesPtr), batchPtr, B);
}

/** dW = dzᵀ·x and db = Σ dz of a layer behind the first. */
function weightGradient(layer: Layer, previous: Layer, B: i32): void {
  const paddedOut = layer.paddedOut;
  for (let o = 0; o < paddedOut; o += PANEL) {
    const width = panelWidth(paddedOut, o);
    denseProduct(
      previous.activationPtr,
      4,
      (<usize>previous.paddedOut) << 2,
      layer.inFeatures,
      B,
      layer.deltaPtr + ((<usize>o) << 2),
      (<usize>paddedOut) << 2,
      panelPtr(layer.dWeightPtr, layer.inFeatures, o),
      (<usize>width) << 2,
      width >> 2,
    );
  }
  if (layer.dBiasPtr) biasGradient(layer.deltaPtr, B, paddedOut >> 2, layer.dBiasPtr);
}

/** ∂loss/∂z of the layer below: dx = dz·W, times the slope of its activation. */
function inputGradient(layer: Layer, previous: Layer, B: i32): void {
  transposePanels(layer.weightPtr, layer.inFeatures, layer.outFeatures, layer.transposedPtr);
  multiplyByPanels(
    layer.deltaPtr,
    layer.paddedOut,
    B,
    layer.outFeatures,
    layer.transposedPtr,
    previous.paddedOut,
    previous.deltaPtr,
  );
  activationBackward(
    previous.activation,
    previous.deltaPtr,
    previous.preActivationPtr,
    previous.activationPtr,
    (B * previous.paddedOut) >> 2,
  );
}

function firstWeightGradient(plan: Plan, images: Images, batchPtr: usize, B: i32): void {
  const layer = plan.layer(0);
  listByPixel(
    batchPtr,
    B,
    images.startsPtr,
    images.pixelIndexPtr,
    images.pixelValuePtr,
    layer.inFeatures,
    plan.pixelStartsPtr,
    plan.pixelImagePtr,
    plan.pixelValuePtr,
  );
  const paddedOut = layer.paddedOut;
  for (let o = 0; o < paddedOut; o += PANEL) {
    const width = panelWidth(paddedOut, o);
    let dWeightPtr = panelPtr(layer.dWeightPtr, layer.inFeatures, o);
    for (let i = 0; i < layer.inFeatures; i++) {
      const startPtr = plan.pixelStartsPtr + ((<usize>i) << 2);
      const start = <usize>load<u32>(startPtr);
      sparseRow(
        plan.pixelImagePtr + (start << 1),
        plan.pixelValuePtr + start,
        load<u32>(startPtr, 4) - <i32>start,
        plan.pixelScalePtr,
        layer.deltaPtr + ((<usize>o) << 2),
        (<usize>paddedOut) << 2,
        dWeightPtr,
        width >> 2,
      );
      dWeightPtr += (<usize>width) << 2;
    }
  }
  if (layer.dBiasPtr) biasGradient(layer.deltaPtr, B, paddedOut >> 2, layer.dBiasPtr);
}
