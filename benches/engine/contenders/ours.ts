import { loadBinary } from '../../../src/app/engine-binaries.ts';
import { PIXEL_AUGMENTATION } from '../../../src/domain/augment/pixels.ts';
import { DIGIT_NETWORK } from '../../../src/domain/network.ts';
import { imageCount, type SparseImages } from '../../../src/domain/sparse-images.ts';
import { createEngine } from '../../../src/engine/create.ts';
import type { Engine, EngineKind } from '../../../src/engine/engine.ts';
import { recipe } from '../../../src/engine/recipe.ts';
import { browserThreads } from '../../../src/engine/worker-client.ts';
import type { BenchData } from '../data.ts';
import type { Workload } from '../results.ts';
import { type Contender, learningRateOf, oneByOne, PREDICT_IMAGES, type Step } from './contender.ts';
import { ourProduct } from './our-product.ts';

/** The largest batch of a training engine; predictions run in passes of their own size. */
const MAX_BATCH = 4096;
const PREDICT_PASS = 256;

/** Threads of the engine whose memory is told. */
const MEMORY_THREADS = 4;

const ENTRANTS: readonly { readonly kind: EngineKind; readonly threads: number }[] = [
  { kind: 'javascript', threads: 1 },
  { kind: 'wasm-scalar', threads: 1 },
  { kind: 'wasm-simd', threads: 1 },
  { kind: 'wasm-simd', threads: 2 },
  { kind: 'wasm-relaxed-simd', threads: 1 },
];

export function ourContenders(): Contender[] {
  return ENTRANTS.map(({ kind, threads }) => new OurEngine(kind, threads));
}

/** What the SIMD engine with four threads takes with all of the data set, ready for the largest batch. */
export async function engineBytes(data: BenchData): Promise<number> {
  const engine = await makeEngine('wasm-simd', MEMORY_THREADS, data.images, MAX_BATCH, true, true);
  await engine.close();
  return engine.memoryBytes;
}

/** One kind of our engine, through the interface that the page uses. */
class OurEngine implements Contender {
  readonly engine: EngineKind;
  readonly threads: number;
  /** One engine a data set, shared by all batch sizes. */
  readonly #engines = new Map<string, Promise<Engine>>();

  constructor(engine: EngineKind, threads: number) {
    this.engine = engine;
    this.threads = threads;
  }

  async prepare(workload: Workload, batchSize: number, data: BenchData): Promise<Step | null> {
    if (workload === 'matmul') return this.threads === 1 ? ourProduct(this.engine, batchSize) : null;
    if (workload === 'predict') return this.#predict(data);
    if (workload === 'train-augmented') return this.#trainVaried(batchSize, data);
    const isDense = workload === 'train-dense';
    const engine = await this.#engineWith(isDense ? 'filled' : 'images', isDense ? data.filled : data.images, MAX_BATCH, true);
    return this.#train(engine, workload, batchSize, isDense ? data.filled.labels.keys() : data.order, data);
  }

  #train(engine: Engine, workload: Workload, batchSize: number, order: Iterable<number>, data: BenchData): Step {
    const images = Uint32Array.from(order);
    const batches = Array.from({ length: Math.floor(images.length / batchSize) }, (_, n) =>
      images.subarray(n * batchSize, (n + 1) * batchSize),
    );
    const optimizer = workload === 'train-adam' ? 'adam' : 'sgd';
    const settings = recipe({ optimizer, learningRate: learningRateOf(workload, batchSize) });
    let next = 0;
    return {
      images: batchSize,
      enter() {
        engine.loadParameters(data.parameters);
        next = 0;
      },
      run: oneByOne(() => {
        const { loss } = engine.trainStep(batches[next]!, settings);
        next = next + 1 < batches.length ? next + 1 : 0;
        return loss;
      }),
    };
  }

  /** Epochs as the page trains them: shuffled, every image varied. */
  async #trainVaried(batchSize: number, data: BenchData): Promise<Step> {
    const engine = await this.#engineWith('varied', data.images, batchSize, true, true);
    const settings = recipe({ optimizer: 'sgd', learningRate: learningRateOf('train', batchSize) });
    const startEpoch = (number: number) =>
      engine.startEpoch({ batchSize, seed: 1, number, shuffle: true, augmentation: PIXEL_AUGMENTATION });
    let number = 0;
    const next = () => {
      const result = engine.trainNext(settings);
      if (result && result.count === batchSize) return result.loss;
      startEpoch(++number);
      return engine.trainNext(settings)!.loss;
    };
    return {
      images: batchSize,
      enter() {
        engine.loadParameters(data.parameters);
        startEpoch((number = 0));
      },
      run: oneByOne(next),
    };
  }

  async #predict(data: BenchData): Promise<Step> {
    const engine = await this.#engineWith('predict', data.images, PREDICT_PASS, false);
    return {
      images: PREDICT_IMAGES,
      enter: () => engine.loadParameters(data.parameters),
      run: oneByOne(() => engine.evaluate(0, PREDICT_IMAGES).loss),
    };
  }

  #engineWith(name: string, images: SparseImages, maxBatchSize: number, training: boolean, augments = false): Promise<Engine> {
    const present = this.#engines.get(name);
    if (present) return present;
    const made = makeEngine(this.engine, this.threads, images, maxBatchSize, training, augments);
    this.#engines.set(name, made);
    return made;
  }
}

/** Throws Error where there are fewer threads than were asked for. */
async function makeEngine(
  kind: EngineKind,
  threads: number,
  images: SparseImages,
  maxBatchSize: number,
  training: boolean,
  augments = false,
): Promise<Engine> {
  const capacity = {
    network: DIGIT_NETWORK,
    maxBatchSize,
    maxImages: imageCount(images),
    maxEntries: images.pixelIndex.length,
    training,
    augments,
    threads,
  };
  const engine = await createEngine(kind, capacity, loadBinary, browserThreads);
  if (engine.threads < threads) {
    throw new Error(`got ${engine.threads} of ${threads} threads, ${engine.threadShortage}`);
  }
  engine.loadImages(images);
  return engine;
}
