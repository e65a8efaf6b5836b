import * as tf from '@tensorflow/tfjs-core';
import type { NetworkParameters } from '../../../src/domain/parameters.ts';

/** One layer's variables in the layout of TensorFlow: weight [inFeatures, outFeatures]. */
interface Layer {
  readonly weight: tf.Variable<tf.Rank.R2>;
  readonly bias: tf.Variable<tf.Rank.R1>;
  readonly firstWeight: tf.Tensor2D;
  readonly firstBias: tf.Tensor1D;
}

/** The network in TensorFlow.js, on the backend that is set when it is made. */
export class TfjsNetwork {
  readonly layers: readonly Layer[];

  constructor(parameters: NetworkParameters) {
    this.layers = parameters.map(({ weight, bias }) => {
      const outFeatures = bias!.length;
      const firstWeight = tf.tidy(() => tf.transpose(tf.tensor2d(weight, [outFeatures, weight.length / outFeatures])));
      const firstBias = tf.tensor1d(bias!);
      return { weight: tf.variable(firstWeight), bias: tf.variable(firstBias), firstWeight, firstBias };
    });
  }

  /** What an optimizer updates. */
  get variables(): tf.Variable[] {
    return this.layers.flatMap(({ weight, bias }) => [weight, bias]);
  }

  /** Back to the parameters that it was made of. */
  reset(): void {
    for (const { weight, bias, firstWeight, firstBias } of this.layers) {
      weight.assign(firstWeight);
      bias.assign(firstBias);
    }
  }

  /** The input and the activation of every layer, the last one being the logits: product, bias and ReLU in one kernel. */
  activations(x: tf.Tensor2D): tf.Tensor2D[] {
    const all = [x];
    for (const [n, { weight, bias }] of this.layers.entries()) {
      const activation = n === this.layers.length - 1 ? 'linear' : 'relu';
      all.push(tf.fused.matMul({ a: all[n]!, b: weight, bias, activation }) as tf.Tensor2D);
    }
    return all;
  }

  /** [batch, 10] */
  logits(x: tf.Tensor2D): tf.Tensor2D {
    const all = this.activations(x);
    return all[all.length - 1]!;
  }
}
