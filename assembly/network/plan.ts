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
  /** f32 [panel][inFeatures][up to 32 outputs] */
  weightPtr: usize;
  /** f32 [paddedOut]; 0 where the layer has no bias. */
  biasPtr: usize;
  /** f32 [batch][paddedOut], before the activation. */
  preActivationPtr: usize;
  /** f32 [batch][paddedOut] */
  activationPtr: usize;
  /** f32 [batch][paddedOut], ∂loss/∂preActivation; 0 in an engine that only predicts, like all that follow. */
  deltaPtr: usize;
  /** f32, packed as the weights. */
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

/** A network and its working memory. */
@unmanaged
export class Plan {
  layerCount: i32;
  inFeatures: i32;
  /** 0 cross-entropy on softmax, 1 quadratic on sigmoid. */
  loss: i32;
  /** f32 [256], the input value of every pixel byte. */
  pixelScalePtr: usize;
  /** f32 [batch], the cost of each image. */
  lossesPtr: usize;
  /** u8 [batch], the largest output of each image. */
  predictionsPtr: usize;
  /** f32 [padded outputs], the target distribution of one image. */
  targetPtr: usize;
  /** The batch by pixel: u32 [inFeatures + 1] starts, u16 [entries] places in the batch, u8 [entries] pixel bytes. */
  pixelStartsPtr: usize;
  pixelImagePtr: usize;
  pixelValuePtr: usize;
  /** The first of layerCount Layers. */
  layersPtr: usize;

  @inline layer(index: i32): Layer {
    return changetype<Layer>(this.layersPtr + <usize>index * offsetof<Layer>());
  }
}

/** Labelled images by their non-zero pixels; see SparseImages in src/domain. */
@unmanaged
export class Images {
  startsPtr: usize;
  pixelIndexPtr: usize;
  pixelValuePtr: usize;
  labelsPtr: usize;
  /** f32 [count][outFeatures] that replaces the labels, or 0. */
  targetsPtr: usize;
}

/** One update's numbers, prepared by the host in float64 and rounded once. */
@unmanaged
export class Update {
  /** 0 sgd, 1 momentum, 2 nesterov, 3 adam, 4 adamw, 5 rmsprop. */
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
