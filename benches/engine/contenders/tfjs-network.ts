import * as tf from '@tensorflow/tfjs-core';
import type { LayerParameters, NetworkParameters } from '../../../src/domain/parameters.ts';

/** A layer's numbers in the layout of TensorFlow: weight [inFeatures, outFeatures]. */
export function tensorsOf({ weight, bias }: LayerParameters): { weight: tf.Tensor2D; bias: tf.Tensor1D } {
  const outFeatures = bias!.length;
  return {
    weight: tf.tidy(() => tf.transpose(tf.tensor2d(weight, [outFeatures, weight.length / outFeatures]))),
    bias: tf.tensor1d(bias!),
  };
}

/** One layer's variables and what they were at first. */
interface Layer {
  readonly weight: tf.Variable<tf.Rank.R2>;
  readonly bias: tf.Variable<tf.Rank.R1>;
  readonly firstWeight: tf.Tensor2D;
  readonly firstBias: tf.Tensor1D;
}

/** The network from the core operations of TensorFlow.js, on the backend that is set when it is made. */
export class TfjsNetwork {
  readonly layers: readonly Layer[];

  constructor(parameters: NetworkParameters) {
    this.layers = parameters.map((layer) => {
      const { weight, bias } = tensorsOf(layer);
      return { weight: tf.variable(weight), bias: tf.variable(bias), firstWeight: weight, firstBias: bias };
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
