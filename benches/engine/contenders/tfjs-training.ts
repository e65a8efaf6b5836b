import * as tf from '@tensorflow/tfjs-core';
import type { TfjsNetwork } from './tfjs-network.ts';

/** One update from images [batch, 784] and targets [batch, 10]; the mean loss before it. */
export type TrainStep = (
  network: TfjsNetwork,
  x: tf.Tensor2D,
  target: tf.Tensor2D,
  optimizer: tf.Optimizer,
  learningRate: number,
) => tf.Scalar;

/** As everybody writes it: the library finds the gradients and its optimizer applies them. */
export const trainWithOptimizer: TrainStep = (network, x, target, optimizer) =>
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(target, network.logits(x)) as tf.Scalar, true, network.variables)!;

/**
 * As fast as the WebAssembly backend can be made to run.
 *
 * Its product with a transposed factor, which every gradient of `matMul` needs, is a plain loop, several times slower than to
 * transpose first; and what it broadcasts (learning rate × gradient) it does number by number, so the rate goes into the error.
 */
export const trainByHand: TrainStep = (network, x, target, _optimizer, learningRate) => {
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
