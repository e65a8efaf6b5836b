import { panelPtr, panelWidth } from '../kernels/panel';

// The structures that the host writes into the arena and every kernel reads; src/engine/plan.ts is their other half.
// Fields are 4 bytes each, in this order; pointers are byte addresses.

/** One fully connected layer. */
@unmanaged
export class Layer {
  inFeatures: i32;
  outFeatures: i32;
  /** outFeatures rounded up to whole vectors of 4; the columns beyond hold zeros. */
  paddedOut: i32;
  /** See kernels/activation.ts. */
  activation: i32;
  /** Images that activations and deltas have rows for. */
  maxRows: i32;
  /** f32 [panel][inFeatures][up to 32 outputs] */
  weightPtr: usize;
  /** f32 [paddedOut]; 0 where the layer has no bias. */
  biasPtr: usize;
  /** Bytes from Scratch.preActivationPtr to this layer's f32 [BLOCK][paddedOut]. */
  preActivationBytes: usize;
  /** f32 [maxRows][paddedOut] */
  activationPtr: usize;
  /** f32, ∂loss/∂preActivation, see deltaColumnsPtr; 0 in an engine that only predicts, like all that follow. */
  deltaPtr: usize;
  /** f32, packed as the weights: sums that go on with the next micro-batch, and where the rule KEEP leaves gradients. */
  dWeightPtr: usize;
  dBiasPtr: usize;
  /** f32 [panel][outFeatures][up to 32 inputs]: the transposed weights for the backward pass; 0 in the first layer. */
  transposedPtr: usize;
  /** First and second optimizer state of the weights and of the biases. */
  weightState1Ptr: usize;
  weightState2Ptr: usize;
  biasState1Ptr: usize;
  biasState2Ptr: usize;
}

/** A network and the memory that all threads share. */
@unmanaged
export class Plan {
  layerCount: i32;
  /** 0 cross-entropy on softmax, 1 quadratic on sigmoid. */
  loss: i32;
  /** f32 [256], the input value of every pixel byte. */
  pixelScalePtr: usize;
  /** f32 [maxRows], the cost of each image. */
  lossesPtr: usize;
  /** u8 [maxRows], the largest output of each image. */
  predictionsPtr: usize;
  /** The first of layerCount Layers. */
  layersPtr: usize;

  @inline layer(index: i32): Layer {
    return changetype<Layer>(this.layersPtr + <usize>index * offsetof<Layer>());
  }
}

/** One thread's own working memory. */
@unmanaged
export class Scratch {
  /** f32, one [BLOCK][paddedOut] a layer, before the activation. */
  preActivationPtr: usize;
  /** f32 [BLOCK], the sum that softmax divided by. */
  sumsPtr: usize;
  /** f32 [padded outputs], the target distribution of one image. */
  targetPtr: usize;
  /** f32 [CHUNK][PANEL], the gradient of some weights on its way into the optimizer. */
  gradientPtr: usize;
  /** See kernels/pixel-lists.ts. */
  listsPtr: usize;
  listEndsPtr: usize;
  cursorsPtr: usize;
}

/** Labelled images by their non-zero pixels; see SparseImages in src/domain. */
@unmanaged
export class Images {
  /** u32 [count], each image's first entry, and the one behind its last. */
  startsPtr: usize;
  endsPtr: usize;
  pixelIndexPtr: usize;
  pixelValuePtr: usize;
  labelsPtr: usize;
  /** f32 [count][outFeatures] that replaces the labels, or 0. */
  targetsPtr: usize;
  /** f32 [maxRows][paddedIn], where a batch is laid out with all its zeros because they are few; 0 for sparse images. */
  densePtr: usize;
}

/** One update's numbers, prepared by the host in float64 and rounded once. */
@unmanaged
export class Update {
  /** See optimizers/apply.ts. */
  optimizer: i32;
  /** Adam: learningRate / (1 − β₁ᵗ). */
  stepSize: f32;
  /** AdamW: 1 − learningRate · weightDecay; elsewhere the weight decay. */
  weightDecay: f32;
  /** μ, β₁; and its complement. */
  momentum: f32;
  oneMinusMomentum: f32;
  /** β₂, α; and its complement. */
  decay: f32;
  oneMinusDecay: f32;
  /** √(1 − β₂ᵗ) */
  rootCorrection: f32;
  epsilon: f32;
}

/** Byte address of row `b` of a [·, columns] buffer of floats. */
export function rowPtr(basePtr: usize, columns: i32, b: i32): usize {
  return basePtr + <usize>(b * columns) * 4;
}

/**
 * Byte address of the columns of a layer's ∂loss/∂z that belong to the panel at column `o`, first row of the batch.
 *
 * The first layer's lie in panels, [panel][maxRows][up to 32], where the rows of one panel fill the cache without gaps, because its
 * weight gradient reads single rows in no order; the others' lie row by row, [maxRows][paddedOut].
 */
export function deltaColumnsPtr(layer: Layer, o: i32): usize {
  return layer.transposedPtr ? rowPtr(layer.deltaPtr, o, 1) : panelPtr(layer.deltaPtr, layer.maxRows, o);
}

/** Bytes between the rows of deltaColumnsPtr. */
export function deltaRowBytes(layer: Layer, o: i32): usize {
  return (<usize>(layer.transposedPtr ? layer.paddedOut : panelWidth(layer.paddedOut, o))) << 2;
}

/** A number of floats rounded up to whole vectors of four. */
export function padded(count: i32): i32 {
  return (count + 3) & ~3;
}
