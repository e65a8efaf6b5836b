import * as tf from '@tensorflow/tfjs-core';
import type { NetworkParameters } from '../../../src/domain/parameters.ts';
import type { DenseImages } from '../data.ts';
import { oneByOne, type Step } from './contender.ts';
import { TfjsNetwork } from './tfjs-network.ts';

/** Training in a loop of one's own over core operations. */
export interface CoreLoop {
  readonly update: Update;
  /** How a batch becomes a tensor: uploaded, or cut out of one tensor that holds all images. */
  readonly batches: 'uploaded' | 'sliced';
}

/** One update from images [batch, 784] and targets [batch, 10]; the mean loss before it. */
type Update = (
  network: TfjsNetwork,
  x: tf.Tensor2D,
  target: tf.Tensor2D,
  optimizer: tf.Optimizer,
  learningRate: number,
) => tf.Scalar;

/** The library finds the gradients and its optimizer applies them. */
export const withOptimizer: Update = (network, x, target, optimizer) =>
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(target, network.logits(x)) as tf.Scalar, true, network.variables)!;

/**
 * As fast as the WebAssembly backend can be made to run.
 *
 * Its product with a transposed factor, which every gradient of `matMul` needs, is a plain loop, several times slower than to
 * transpose first; and what it broadcasts (learning rate × gradient) it does number by number, so the rate goes into the error.
 */
export const byHand: Update = (network, x, target, _optimizer, learningRate) => {
  const activations = network.activations(x);
  const logits = activations[activations.length - 1]!;
  const logProbabilities = tf.logSoftmax(logits);
  const loss = tf.neg(tf.mean(tf.sum(tf.mul(target, logProbabilities), 1))) as tf.Scalar;
  let delta = tf.mul(tf.sub(tf.exp(logProbabilities), target), learningRate / x.shape[0]) as tf.Tensor2D;
  for (let n = network.layers.length - 1; n >= 0; n--) {
    const { weight, bias } = network.layers[n]!;
    const input = activations[n]!;
    const weightStep = tf.matMul(tf.transpose(input), delta);
    const biasStep = tf.sum<tf.Tensor1D>(delta, 0);
    if (n > 0) delta = tf.mul(tf.matMul(delta, tf.transpose(weight)), tf.step(input)) as tf.Tensor2D;
    weight.assign(tf.sub(weight, weightStep));
    bias.assign(tf.sub(bias, biasStep));
  }
  return loss;
};

/** Steps of such a loop; each waits for its loss. */
export function looping(
  { update, batches }: CoreLoop,
  parameters: NetworkParameters,
  { pixels, oneHot, count }: DenseImages,
  batchSize: number,
  learningRate: number,
): Step {
  const network = new TfjsNetwork(parameters);
  const optimizer = tf.train.sgd(learningRate);
  const batchOf = batches === 'sliced' ? slicesOf(pixels, oneHot, count) : uploadsOf(pixels, oneHot);
  let next = 0;
  return {
    images: batchSize,
    enter() {
      network.reset();
      next = 0;
    },
    run: oneByOne(() => {
      if (next + batchSize > count) next = 0;
      const first = next;
      next += batchSize;
      return tf.tidy(() => {
        const { x, target } = batchOf(first, batchSize);
        return update(network, x, target, optimizer, learningRate).dataSync()[0]!;
      });
    }),
  };
}

type BatchOf = (first: number, batchSize: number) => { x: tf.Tensor2D; target: tf.Tensor2D };

function uploadsOf(pixels: Float32Array, oneHot: Float32Array): BatchOf {
  return (first, batchSize) => ({
    x: tf.tensor2d(pixels.subarray(first * 784, (first + batchSize) * 784), [batchSize, 784]),
    target: tf.tensor2d(oneHot.subarray(first * 10, (first + batchSize) * 10), [batchSize, 10]),
  });
}

function slicesOf(pixels: Float32Array, oneHot: Float32Array, count: number): BatchOf {
  const all = { x: tf.tensor2d(pixels, [count, 784]), target: tf.tensor2d(oneHot, [count, 10]) };
  return (first, batchSize) => ({
    x: tf.slice(all.x, [first, 0], [batchSize, 784]),
    target: tf.slice(all.target, [first, 0], [batchSize, 10]),
  });
}
