import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import type { BenchData, DenseImages } from '../data.ts';
import type { EngineName, Workload } from '../results.ts';
import { type Contender, learningRateOf, PREDICT_IMAGES, type Step } from './contender.ts';
import { matmulData } from './matmul.ts';
import { type TrainStep, trainByHand, trainWithOptimizer } from './tfjs-training.ts';
import { TfjsNetwork } from './tfjs-network.ts';

/**
 * TensorFlow.js as its documentation teaches it, on its WebAssembly (SIMD) and its plain JavaScript backend; and, outside of the
 * comparison, with the gradients written by hand around what is slow in the WebAssembly backend.
 */
export function tfjsContenders(): Contender[] {
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    'tfjs-backend-wasm-threaded-simd.wasm': threadedUrl,
  });
  // With one thread its threaded binary gives the same figures, but cannot be bundled.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  return [
    new Tfjs('tfjs-wasm', 'wasm', trainWithOptimizer),
    new Tfjs('tfjs-cpu', 'cpu', trainWithOptimizer),
    new Tfjs('tfjs-wasm-by-hand', 'wasm', trainByHand, true),
  ];
}

class Tfjs implements Contender {
  readonly engine: EngineName;
  readonly threads = 1;
  readonly isBesides: boolean;
  readonly #backend: string;
  readonly #train: TrainStep;

  constructor(engine: EngineName, backend: string, train: TrainStep, isBesides = false) {
    this.engine = engine;
    this.isBesides = isBesides;
    this.#backend = backend;
    this.#train = train;
  }

  async prepare(workload: Workload, batchSize: number, data: BenchData): Promise<Step | null> {
    if (this.isBesides && !(workload === 'train' || workload === 'train-dense')) return null;
    await tf.setBackend(this.#backend);
    if (workload === 'matmul') return this.#matmul(batchSize);
    const network = new TfjsNetwork(data.parameters);
    if (workload === 'predict') return this.#predict(network, data.dense);
    const images = workload === 'train-dense' ? data.filledDense : data.dense;
    return this.#training(network, workload, batchSize, images);
  }

  /** Each step uploads its batch: slicing one big tensor would copy as much. */
  #training(network: TfjsNetwork, workload: Workload, batchSize: number, { pixels, oneHot, count }: DenseImages): Step {
    const learningRate = learningRateOf(workload, batchSize);
    const makeOptimizer = () => (workload === 'train-adam' ? tf.train.adam(learningRate) : tf.train.sgd(learningRate));
    let optimizer = makeOptimizer();
    let next = 0;
    return {
      images: batchSize,
      enter: async () => {
        await tf.setBackend(this.#backend);
        optimizer.dispose();
        optimizer = makeOptimizer();
        network.reset();
        next = 0;
      },
      run: () => {
        if (next + batchSize > count) next = 0;
        const first = next;
        next += batchSize;
        return tf.tidy(() => {
          const x = tf.tensor2d(pixels.subarray(first * 784, next * 784), [batchSize, 784]);
          const target = tf.tensor2d(oneHot.subarray(first * 10, next * 10), [batchSize, 10]);
          return this.#train(network, x, target, optimizer, learningRate).dataSync()[0]!;
        });
      },
    };
  }

  #predict(network: TfjsNetwork, { pixels }: DenseImages): Step {
    const x = tf.tensor2d(pixels.subarray(0, PREDICT_IMAGES * 784), [PREDICT_IMAGES, 784]);
    return {
      images: PREDICT_IMAGES,
      enter: () => this.#enter(),
      run: () => tf.tidy(() => tf.argMax(network.logits(x), 1).dataSync()[0]!),
    };
  }

  #matmul(rows: number): Step {
    const { a, b, inner, columns } = matmulData(rows);
    const left = tf.tensor2d(a, [rows, inner]);
    const right = tf.tensor2d(b, [inner, columns]);
    return {
      images: rows,
      enter: () => this.#enter(),
      run() {
        const product = tf.matMul(left, right);
        product.dispose();
        return 0;
      },
    };
  }

  async #enter(): Promise<void> {
    await tf.setBackend(this.#backend);
  }
}
