import { activationBackward, SIGMOID } from '../kernels/activation';
import { crossEntropy } from '../kernels/softmax';
import { flush } from '../math/flush';
import { rowPtr } from './forward';
import { Images, Layer, Plan } from './plan';

/**
 * Compares the outputs of a batch with what was wanted: each image's cost and largest output and, in a training engine, the
 * output layer's ∂loss/∂z, where loss is the mean over the batch.
 *
 * Shapes   batch u32 [B]
 * The target of class c is (1 − smoothing)·[c = label] + smoothing / O, unless the images bring targets of their own.
 */
export function outputError(planPtr: usize, imagesPtr: usize, batchPtr: usize, B: i32, smoothing: f32): void {
  const plan = changetype<Plan>(planPtr);
  const images = changetype<Images>(imagesPtr);
  const layer = plan.layer(plan.layerCount - 1);
  const O = layer.outFeatures;
  const share: f32 = <f32>1 / <f32>B;
  for (let b = 0; b < B; b++) {
    const image = <usize>load<u32>(batchPtr + ((<usize>b) << 2));
    const zPtr = rowPtr(layer.preActivationPtr, layer.paddedOut, b);
    const aPtr = rowPtr(layer.activationPtr, layer.paddedOut, b);
    let targetPtr = plan.targetPtr;
    if (images.targetsPtr) targetPtr = images.targetsPtr + image * <usize>O * 4;
    else writeTarget(targetPtr, O, load<u8>(images.labelsPtr + image), smoothing);
    const loss = plan.loss == 0 ? crossEntropy(zPtr, targetPtr, O) : quadratic(aPtr, targetPtr, O);
    store<f32>(plan.lossesPtr + ((<usize>b) << 2), loss);
    store<u8>(plan.predictionsPtr + <usize>b, largestIndex(aPtr, O));
    if (layer.deltaPtr) writeDelta(plan, layer, b, aPtr, targetPtr, share);
  }
}

/** ∂loss/∂z of one row: (p − t) / B for softmax with cross-entropy, (a − t)·a·(1 − a) / B for the quadratic cost. */
function writeDelta(plan: Plan, layer: Layer, b: i32, aPtr: usize, targetPtr: usize, share: f32): void {
  const dPtr = rowPtr(layer.deltaPtr, layer.paddedOut, b);
  for (let o: usize = 0; o < <usize>layer.outFeatures; o++) {
    const difference = load<f32>(aPtr + (o << 2)) - load<f32>(targetPtr + (o << 2));
    store<f32>(dPtr + (o << 2), flush(difference * share));
  }
  // The columns beyond outFeatures must stay zero: the gradient of the padding is read with them.
  for (let o = <usize>layer.outFeatures; o < <usize>layer.paddedOut; o++) store<f32>(dPtr + (o << 2), 0);
  if (plan.loss == 1) activationBackward(SIGMOID, dPtr, aPtr, aPtr, layer.paddedOut >> 2);
}

function writeTarget(targetPtr: usize, O: i32, label: i32, smoothing: f32): void {
  const rest: f32 = smoothing / <f32>O;
  for (let o: usize = 0; o < <usize>O; o++) store<f32>(targetPtr + (o << 2), rest);
  store<f32>(targetPtr + ((<usize>label) << 2), <f32>1 - smoothing + rest);
}

/** ½ Σ (a − t)² of one row. */
function quadratic(aPtr: usize, targetPtr: usize, O: i32): f32 {
  let sum: f32 = 0;
  for (let o: usize = 0; o < <usize>O; o++) {
    const difference = load<f32>(aPtr + (o << 2)) - load<f32>(targetPtr + (o << 2));
    sum += difference * difference;
  }
  return sum * <f32>0.5;
}

/** The place of the largest value, the first of equals; 0 where all are NaN. */
function largestIndex(aPtr: usize, O: i32): u8 {
  let best = 0;
  for (let o = 1; o < O; o++) if (load<f32>(aPtr + ((<usize>o) << 2)) > load<f32>(aPtr + ((<usize>best) << 2))) best = o;
  return <u8>best;
}
