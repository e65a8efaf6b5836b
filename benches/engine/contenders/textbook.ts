import { TextbookNetwork } from '../../../src/domain/textbook-network.ts';
import { multiplyPlainly } from '../../../src/domain/textbook-product.ts';
import type { BenchData, DenseImages } from '../data.ts';
import type { Workload } from '../results.ts';
import { type Contender, learningRateOf, oneByOne, PREDICT_IMAGES, type Step } from './contender.ts';
import { matmulData } from './matmul.ts';

/** The network as a good programmer writes it in plain JavaScript, with typed arrays and every pixel. */
export const textbook: Contender = {
  engine: 'javascript-textbook',
  threads: 1,
  prepare(workload, batchSize, data): Promise<Step | null> {
    if (workload === 'train-adam' || workload === 'train-augmented') return Promise.resolve(null);
    if (workload === 'matmul') return Promise.resolve(multiply(batchSize));
    return Promise.resolve(workload === 'predict' ? predict(data) : train(workload, batchSize, data));
  },
};

function train(workload: Workload, batchSize: number, data: BenchData): Step {
  const { pixels, labels, count }: DenseImages = workload === 'train-dense' ? data.filledDense : data.dense;
  const network = new TextbookNetwork([784, 128, 64, 32, 10], batchSize);
  const learningRate = learningRateOf(workload, batchSize);
  let next = 0;
  return {
    images: batchSize,
    enter() {
      network.load(data.parameters);
      next = 0;
    },
    run: oneByOne(() => {
      if (next + batchSize > count) next = 0;
      const x = pixels.subarray(next * 784, (next + batchSize) * 784);
      const loss = network.trainStep(x, labels.subarray(next, next + batchSize), learningRate);
      next += batchSize;
      return loss;
    }),
  };
}

function predict(data: BenchData): Step {
  const network = new TextbookNetwork([784, 128, 64, 32, 10], PREDICT_IMAGES);
  const predictions = new Uint8Array(PREDICT_IMAGES);
  return {
    images: PREDICT_IMAGES,
    enter: () => network.load(data.parameters),
    run: oneByOne(() => {
      network.predict(data.dense.pixels.subarray(0, PREDICT_IMAGES * 784), predictions);
      return predictions[0]!;
    }),
  };
}

function multiply(rows: number): Step {
  const data = matmulData(rows);
  const product = new Float32Array(rows * data.columns);
  return {
    images: rows,
    enter: () => undefined,
    run: oneByOne(() => {
      multiplyPlainly(data, data.a, data.b, product);
      return product[0]!;
    }),
  };
}
