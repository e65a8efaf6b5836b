import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import type { NetworkParameters } from '../../../src/domain/parameters.ts';
import type { DenseImages } from '../data.ts';
import { oneByOne, type Step } from './contender.ts';
import { tensorsOf } from './tfjs-network.ts';

const ACTIVATIONS = ['relu', 'relu', 'relu', 'softmax'] as const;

/** The network as a model of tf.layers, on the backend that is set when it is made. */
class LayersModel {
  readonly #model = sequential();
  readonly #first: readonly tf.Tensor[];
  #optimizer: tf.Optimizer | null = null;

  constructor(parameters: NetworkParameters) {
    const all = parameters.map(tensorsOf);
    for (const [n, { weight }] of all.entries()) {
      const [inFeatures, units] = weight.shape;
      this.#model.add(layers.dense({ inputShape: [inFeatures], units, activation: ACTIVATIONS[n]! }));
    }
    this.#first = all.flatMap(({ weight, bias }) => [weight, bias]);
    this.#model.setWeights([...this.#first]);
  }

  /** Back to the parameters that it was made of, with an optimizer that has seen nothing. */
  reset(optimizer: tf.Optimizer): void {
    this.#optimizer?.dispose();
    this.#optimizer = optimizer;
    this.#model.setWeights([...this.#first]);
    this.#model.compile({ optimizer, loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  }

  /** One epoch; returns the mean loss of its batches. */
  async fit(x: tf.Tensor, target: tf.Tensor, batchSize: number): Promise<number> {
    const { history } = await this.#model.fit(x, target, { batchSize, epochs: 1, shuffle: false });
    return Number(history.loss![0]);
  }

  /** [images, 10] probabilities. */
  predict(x: tf.Tensor): tf.Tensor {
    return this.#model.predictOnBatch(x) as tf.Tensor;
  }
}

/**
 * Training as the guide to models and layers teaches it: sequential, compile, fit, with its defaults but for the order of the
 * images. One sample is one fit over as many batches as it takes; their images lie in a tensor before it.
 *
 * Source https://www.tensorflow.org/js/guide/train_models
 */
export function fitting(
  parameters: NetworkParameters,
  images: DenseImages,
  batchSize: number,
  makeOptimizer: () => tf.Optimizer,
): Step {
  const model = new LayersModel(parameters);
  const batches = Math.floor(images.count / batchSize);
  let next = 0;
  let present = { first: -1, last: -1, tensors: [] as tf.Tensor[] };
  const tensorsOfBatches = (first: number, last: number) => {
    if (present.first === first && present.last === last) return present.tensors;
    tf.dispose(present.tensors);
    const [from, to] = [first * batchSize, last * batchSize];
    const x = tf.tensor2d(images.pixels.subarray(from * 784, to * 784), [to - from, 784]);
    const target = tf.tensor2d(images.oneHot.subarray(from * 10, to * 10), [to - from, 10]);
    present = { first, last, tensors: [x, target] };
    return present.tensors;
  };
  return {
    images: batchSize,
    enter() {
      model.reset(makeOptimizer());
      next = 0;
    },
    async run(times) {
      let loss = NaN;
      for (let left = times; left > 0;) {
        const last = Math.min(next + left, batches);
        const [x, target] = tensorsOfBatches(next, last);
        loss = await model.fit(x!, target!, batchSize);
        left -= last - next;
        next = last % batches;
      }
      return loss;
    },
  };
}

/** The likeliest class of the first images, all at once. */
export function predicting(parameters: NetworkParameters, { pixels }: DenseImages, images: number): Step['run'] {
  const model = new LayersModel(parameters);
  const x = tf.tensor2d(pixels.subarray(0, images * 784), [images, 784]);
  return oneByOne(() => tf.tidy(() => tf.argMax(model.predict(x), 1).dataSync()[0]!));
}
