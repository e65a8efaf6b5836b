import { activationBackward, SIGMOID } from '../kernels/activation';
import { PANEL, panelWidth } from '../kernels/panel';
import { crossEntropy } from '../kernels/softmax';
import { flush, flush4 } from '../math/flush';
import { deltaColumnsPtr, deltaRowBytes, Images, Layer, Plan, rowPtr, Scratch } from './plan';

/**
 * Compares the outputs of a block with what was wanted: each image's cost and largest output. Needs forwardBlock.
 *
 * Shapes   batch u32 [≥ to]
 * B is the size of the whole batch, of which loss is the mean; with B = 0 there is no ∂loss/∂z.
 * The target of class c is (1 − smoothing)·[c = label] + smoothing / O, unless the images bring targets of their own.
 */
export function outputBlock(
  plan: Plan,
  images: Images,
  batchPtr: usize,
  B: i32,
  from: i32,
  to: i32,
  smoothing: f32,
  scratch: Scratch,
): void {
  const layer = plan.layer(plan.layerCount - 1);
  const O = layer.outFeatures;
  const targetPtr = scratch.targetPtr;
  for (let b = from; b < to; b++) {
    const image = <usize>load<u32>(batchPtr + ((<usize>b) << 2));
    const aPtr = rowPtr(layer.activationPtr, layer.paddedOut, b);
    if (images.targetsPtr) memory.copy(targetPtr, images.targetsPtr + image * <usize>O * 4, (<usize>O) << 2);
    else writeTarget(targetPtr, O, load<u8>(images.labelsPtr + image), smoothing);
    let loss: f32;
    if (plan.loss == 0) {
      const zPtr = rowPtr(scratch.preActivationPtr + layer.preActivationBytes, layer.paddedOut, b - from);
      loss = crossEntropy(zPtr, load<f32>(scratch.sumsPtr + ((<usize>(b - from)) << 2)), targetPtr, O);
    } else loss = quadratic(aPtr, targetPtr, O);
    store<f32>(plan.lossesPtr + ((<usize>b) << 2), loss);
    store<u8>(plan.predictionsPtr + <usize>b, largestIndex(aPtr, O));
    if (B) writeDelta(plan, layer, B, b, aPtr, targetPtr);
  }
}

/** ∂loss/∂z of one row: (p − t) / B for softmax with cross-entropy, (a − t)·a·(1 − a) / B for the quadratic cost. */
function writeDelta(plan: Plan, layer: Layer, B: i32, b: i32, aPtr: usize, targetPtr: usize): void {
  const share: f32 = <f32>1 / <f32>B;
  const paddedOut = layer.paddedOut;
  for (let o = 0; o < paddedOut; o += PANEL) {
    const width = panelWidth(paddedOut, o);
    const dPtr = deltaColumnsPtr(layer, o) + <usize>b * deltaRowBytes(layer, o);
    const bytes = (<usize>min(width, layer.outFeatures - o)) << 2;
    let at: usize = 0;
    if (ASC_FEATURE_SIMD) {
      for (; at + 16 <= bytes; at += 16) {
        const difference = f32x4.sub(v128.load(aPtr + at), v128.load(targetPtr + at));
        v128.store(dPtr + at, flush4(f32x4.mul(difference, f32x4.splat(share))));
      }
    }
    for (; at < bytes; at += 4) store<f32>(dPtr + at, flush((load<f32>(aPtr + at) - load<f32>(targetPtr + at)) * share));
    // The columns beyond outFeatures must stay zero: the gradient of the padding is read with them.
    for (; at < (<usize>width) << 2; at += 4) store<f32>(dPtr + at, 0);
    if (plan.loss == 1) activationBackward(SIGMOID, dPtr, aPtr, width >> 2);
    aPtr += 4 * PANEL;
    targetPtr += 4 * PANEL;
  }
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
  let largest = load<f32>(aPtr);
  for (let o = 1; o < O; o++) {
    const value = load<f32>(aPtr + ((<usize>o) << 2));
    if (value > largest) {
      best = o;
      largest = value;
    }
  }
  return <u8>best;
}
