import { activationForward, SOFTMAX } from '../kernels/activation';
import { addBias } from '../kernels/bias';
import { multiplyByPanels, PANEL, panelPtr, panelWidth } from '../kernels/panel';
import { softmax } from '../kernels/softmax';
import { sparseRow } from '../kernels/sparse-row';
import { Images, Layer, Plan } from './plan';

/**
 * Runs a batch through all layers; pre-activations and activations stay in their buffers.
 *
 * Shapes   batch u32 [B], numbers of images
 */
export function forward(planPtr: usize, imagesPtr: usize, batchPtr: usize, B: i32): void {
  const plan = changetype<Plan>(planPtr);
  firstLayer(plan, changetype<Images>(imagesPtr), batchPtr, B);
  for (let l = 1; l < plan.layerCount; l++) hiddenLayer(plan.layer(l), plan.layer(l - 1), B);
}

function firstLayer(plan: Plan, images: Images, batchPtr: usize, B: i32): void {
  const layer = plan.layer(0);
  const paddedOut = layer.paddedOut;
  for (let o = 0; o < paddedOut; o += PANEL) {
    const width = panelWidth(paddedOut, o);
    const weightPtr = panelPtr(layer.weightPtr, layer.inFeatures, o);
    for (let b = 0; b < B; b++) {
      const startPtr = images.startsPtr + ((<usize>load<u32>(batchPtr + ((<usize>b) << 2))) << 2);
      const start = <usize>load<u32>(startPtr);
      sparseRow(
        images.pixelIndexPtr + (start << 1),
        images.pixelValuePtr + start,
        load<u32>(startPtr, 4) - <i32>start,
        plan.pixelScalePtr,
        weightPtr,
        (<usize>width) << 2,
        rowPtr(layer.preActivationPtr, paddedOut, b) + ((<usize>o) << 2),
        width >> 2,
      );
    }
  }
  finish(layer, B);
}

function hiddenLayer(layer: Layer, previous: Layer, B: i32): void {
  multiplyByPanels(
    previous.activationPtr,
    previous.paddedOut,
    B,
    layer.inFeatures,
    layer.weightPtr,
    layer.paddedOut,
    layer.preActivationPtr,
  );
  finish(layer, B);
}

/** Bias and activation of a whole layer. */
function finish(layer: Layer, B: i32): void {
  const vectors = layer.paddedOut >> 2;
  for (let b = 0; b < B; b++) {
    const zPtr = rowPtr(layer.preActivationPtr, layer.paddedOut, b);
    const aPtr = rowPtr(layer.activationPtr, layer.paddedOut, b);
    if (layer.biasPtr) addBias(zPtr, layer.biasPtr, vectors);
    if (layer.activation == SOFTMAX) softmax(zPtr, aPtr, layer.outFeatures);
    else activationForward(layer.activation, zPtr, aPtr, vectors);
  }
}

/** Byte address of row `b` of a [B, padded] buffer. */
export function rowPtr(basePtr: usize, padded: i32, b: i32): usize {
  return basePtr + <usize>(b * padded) * 4;
}
