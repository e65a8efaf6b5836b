import type { NetworkParameters } from './parameters.ts';

/** One fully connected layer with what its training needs; rows of a batch lie one after the other. */
interface Layer {
  readonly inFeatures: number;
  readonly outFeatures: number;
  /** [outFeatures, inFeatures] */
  readonly weight: Float32Array;
  readonly bias: Float32Array;
  readonly dWeight: Float32Array;
  readonly dBias: Float32Array;
  /** [batch, outFeatures], after the activation. */
  readonly activation: Float32Array;
  /** [batch, outFeatures], ∂loss/∂z. */
  readonly delta: Float32Array;
}

/**
 * A network with ReLU, softmax and cross-entropy, trained by plain gradient descent: the loops of the textbook on Float32Array.
 *
 * Source M. Nielsen, "Neural Networks and Deep Learning", chapter 2.
 */
export class TextbookNetwork {
  readonly #layers: readonly Layer[];

  constructor(sizes: readonly number[], maxBatchSize: number) {
    this.#layers = sizes.slice(1).map((outFeatures, n) => {
      const inFeatures = sizes[n]!;
      return {
        inFeatures,
        outFeatures,
        weight: new Float32Array(outFeatures * inFeatures),
        bias: new Float32Array(outFeatures),
        dWeight: new Float32Array(outFeatures * inFeatures),
        dBias: new Float32Array(outFeatures),
        activation: new Float32Array(maxBatchSize * outFeatures),
        delta: new Float32Array(maxBatchSize * outFeatures),
      };
    });
  }

  load(parameters: NetworkParameters): void {
    for (const [n, { weight, bias }] of this.#layers.entries()) {
      weight.set(parameters[n]!.weight);
      bias.set(parameters[n]!.bias!);
    }
  }

  /** A copy of the present numbers. */
  parameters(): NetworkParameters {
    return this.#layers.map(({ weight, bias }) => ({ weight: weight.slice(), bias: bias.slice() }));
  }

  /** One update from images [labels.length, inFeatures]; returns the mean loss before it. */
  trainStep(images: Float32Array, labels: Uint8Array, learningRate: number): number {
    const batchSize = labels.length;
    this.#forward(images, batchSize);
    const last = this.#layers[this.#layers.length - 1]!;
    const loss = outputError(last, labels);
    for (let n = this.#layers.length - 1; n >= 0; n--) {
      const layer = this.#layers[n]!;
      const below = this.#layers[n - 1];
      weightGradient(layer, below ? below.activation : images, batchSize);
      if (below) backward(layer, below, batchSize);
    }
    for (const layer of this.#layers) {
      descend(layer.weight, layer.dWeight, learningRate);
      descend(layer.bias, layer.dBias, learningRate);
    }
    return loss / batchSize;
  }

  /** Writes the most likely class of each image [predictions.length, inFeatures]. */
  predict(images: Float32Array, predictions: Uint8Array): void {
    this.#forward(images, predictions.length);
    const { activation, outFeatures } = this.#layers[this.#layers.length - 1]!;
    for (let b = 0; b < predictions.length; b++) {
      let best = 0;
      for (let o = 1; o < outFeatures; o++) {
        if (activation[b * outFeatures + o]! > activation[b * outFeatures + best]!) best = o;
      }
      predictions[b] = best;
    }
  }

  /** Writes the softmax of each image [count, inFeatures] into [count, outFeatures]. */
  probabilities(images: Float32Array, count: number, target: Float32Array): void {
    this.#forward(images, count);
    const { activation, outFeatures } = this.#layers[this.#layers.length - 1]!;
    for (let b = 0; b < count; b++) softmax(activation, target, b * outFeatures, outFeatures);
  }

  #forward(images: Float32Array, batchSize: number): void {
    let input = images;
    for (const [n, layer] of this.#layers.entries()) {
      linear(layer, input, batchSize);
      if (n < this.#layers.length - 1) relu(layer.activation, batchSize * layer.outFeatures);
      input = layer.activation;
    }
  }
}

function linear({ weight, bias, activation, inFeatures, outFeatures }: Layer, input: Float32Array, batchSize: number): void {
  for (let b = 0; b < batchSize; b++) {
    const row = b * inFeatures;
    for (let o = 0; o < outFeatures; o++) {
      const weights = o * inFeatures;
      let sum = bias[o]!;
      for (let i = 0; i < inFeatures; i++) sum += weight[weights + i]! * input[row + i]!;
      activation[b * outFeatures + o] = sum;
    }
  }
}

function relu(values: Float32Array, count: number): void {
  for (let n = 0; n < count; n++) if (values[n]! < 0) values[n] = 0;
}

/** delta = (probability − target) ÷ batch. Returns the summed cross-entropy. */
function outputError({ activation, delta, outFeatures }: Layer, labels: Uint8Array): number {
  let loss = 0;
  for (let b = 0; b < labels.length; b++) {
    const row = b * outFeatures;
    const label = labels[b]!;
    loss += softmax(activation, delta, row, outFeatures) - activation[row + label]!;
    for (let o = 0; o < outFeatures; o++) delta[row + o] = (delta[row + o]! - (o === label ? 1 : 0)) / labels.length;
  }
  return loss;
}

/** Writes the softmax of one row of logits; returns log Σ exp of it. */
function softmax(logits: Float32Array, target: Float32Array, row: number, outFeatures: number): number {
  let highest = -Infinity;
  for (let o = 0; o < outFeatures; o++) highest = Math.max(highest, logits[row + o]!);
  let sum = 0;
  for (let o = 0; o < outFeatures; o++) {
    target[row + o] = Math.exp(logits[row + o]! - highest);
    sum += target[row + o]!;
  }
  for (let o = 0; o < outFeatures; o++) target[row + o]! /= sum;
  return Math.log(sum) + highest;
}

function weightGradient({ dWeight, dBias, delta, inFeatures, outFeatures }: Layer, input: Float32Array, batchSize: number) {
  dWeight.fill(0);
  dBias.fill(0);
  for (let b = 0; b < batchSize; b++) {
    const row = b * inFeatures;
    for (let o = 0; o < outFeatures; o++) {
      const d = delta[b * outFeatures + o]!;
      const weights = o * inFeatures;
      dBias[o]! += d;
      for (let i = 0; i < inFeatures; i++) dWeight[weights + i]! += d * input[row + i]!;
    }
  }
}

/** ∂loss/∂z of the layer below, through its ReLU. */
function backward({ weight, delta, inFeatures, outFeatures }: Layer, below: Layer, batchSize: number): void {
  for (let b = 0; b < batchSize; b++) {
    const row = b * inFeatures;
    below.delta.fill(0, row, row + inFeatures);
    for (let o = 0; o < outFeatures; o++) {
      const d = delta[b * outFeatures + o]!;
      const weights = o * inFeatures;
      for (let i = 0; i < inFeatures; i++) below.delta[row + i]! += d * weight[weights + i]!;
    }
    for (let i = 0; i < inFeatures; i++) if (below.activation[row + i]! <= 0) below.delta[row + i] = 0;
  }
}

function descend(values: Float32Array, gradients: Float32Array, learningRate: number): void {
  for (let n = 0; n < values.length; n++) values[n]! -= learningRate * gradients[n]!;
}
