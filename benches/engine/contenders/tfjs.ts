import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import threadedUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import type { BenchData } from '../data.ts';
import type { EngineName, Workload } from '../results.ts';
import { type Contender, learningRateOf, oneByOne, PREDICT_IMAGES, type Step } from './contender.ts';
import { checkProduct, matmulData } from './matmul.ts';
import { byHand, type CoreLoop, looping, withOptimizer } from './tfjs-core.ts';
import { fitting, predicting } from './tfjs-layers.ts';

/**
 * TensorFlow.js as its documentation teaches it, on its WebAssembly (SIMD) and its plain JavaScript backend; and, beside the
 * comparison, other ways to train with the WebAssembly backend.
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
    new Tfjs('tfjs-wasm', 'wasm'),
    new Tfjs('tfjs-cpu', 'cpu'),
    new Tfjs('tfjs-wasm-core', 'wasm', { update: withOptimizer, batches: 'uploaded' }),
    new Tfjs('tfjs-wasm-slices', 'wasm', { update: withOptimizer, batches: 'sliced' }),
    new Tfjs('tfjs-wasm-by-hand', 'wasm', { update: byHand, batches: 'uploaded' }),
  ];
}

class Tfjs implements Contender {
  readonly engine: EngineName;
  readonly threads = 1;
  readonly #backend: string;
  /** null for tf.layers. */
  readonly #loop: CoreLoop | null;

  constructor(engine: EngineName, backend: string, loop: CoreLoop | null = null) {
    this.engine = engine;
    this.#backend = backend;
    this.#loop = loop;
  }

  get isBesides(): boolean {
    return this.#loop !== null;
  }

  async prepare(workload: Workload, batchSize: number, data: BenchData): Promise<Step | null> {
    if (workload === 'train-augmented') return null;
    if (this.#loop && !(workload === 'train' || workload === 'train-dense')) return null;
    await tf.setBackend(this.#backend);
    const step = this.#prepared(workload, batchSize, data);
    return {
      ...step,
      enter: async () => {
        await tf.setBackend(this.#backend);
        await step.enter();
      },
    };
  }

  #prepared(workload: Workload, batchSize: number, data: BenchData): Step {
    const { parameters, dense } = data;
    if (workload === 'matmul') return this.#product(batchSize);
    if (workload === 'predict') {
      return { images: batchSize, enter: () => undefined, run: predicting(parameters, dense, PREDICT_IMAGES) };
    }
    const images = workload === 'train-dense' ? data.filledDense : dense;
    const learningRate = learningRateOf(workload, batchSize);
    if (this.#loop) return looping(this.#loop, parameters, images, batchSize, learningRate);
    const optimizer = () => (workload === 'train-adam' ? tf.train.adam(learningRate) : tf.train.sgd(learningRate));
    return fitting(parameters, images, batchSize, optimizer);
  }

  #product(rows: number): Step {
    const { a, b, inner, columns } = matmulData(rows);
    const left = tf.tensor2d(a, [rows, inner]);
    const right = tf.tensor2d(b, [inner, columns]);
    checkProduct(
      rows,
      tf.tidy(() => tf.matMul(left, right).dataSync<'float32'>()),
      this.engine,
    );
    return {
      images: rows,
      enter: () => undefined,
      run: oneByOne(() => {
        tf.matMul(left, right).dispose();
        return 0;
      }),
    };
  }
}
