import { loadBinary } from '../../../src/app/engine-binaries.ts';
import { DIGIT_NETWORK } from '../../../src/domain/network.ts';
import { imageCount, type SparseImages } from '../../../src/domain/sparse-images.ts';
import { createEngine } from '../../../src/engine/create.ts';
import { ENGINE_KINDS, type Engine, type EngineKind } from '../../../src/engine/engine.ts';
import { recipe } from '../../../src/engine/recipe.ts';
import type { BenchData } from '../data.ts';
import type { Workload } from '../results.ts';
import { type Contender, learningRateOf, PREDICT_IMAGES, type Step } from './contender.ts';

/** The largest batch of a training engine; predictions run in passes of their own size. */
const MAX_BATCH = 4096;
const PREDICT_PASS = 256;

/** Who takes part, as far as this build knows the kind. */
const ENTRANTS: readonly { readonly kind: string; readonly threads: number }[] = [
  { kind: 'javascript', threads: 1 },
  { kind: 'wasm-scalar', threads: 1 },
  { kind: 'wasm-simd', threads: 1 },
  { kind: 'wasm-relaxed-simd', threads: 1 },
];

export function ourContenders(): Contender[] {
  return ENTRANTS.flatMap(({ kind, threads }) => {
    const known = ENGINE_KINDS.find((one) => one === kind);
    return known ? [new OurEngine(known, threads)] : [];
  });
}

/** What the SIMD engine takes with all of the data set, ready for the largest batch. */
export async function engineBytes(data: BenchData): Promise<number> {
  return (await makeEngine('wasm-simd', 1, data.images, MAX_BATCH, true)).memoryBytes;
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
    if (workload === 'matmul') return null;
    if (workload === 'predict') return this.#predict(data);
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
      run() {
        const { loss } = engine.trainStep(batches[next]!, settings);
        next = next + 1 < batches.length ? next + 1 : 0;
        return loss;
      },
    };
  }

  async #predict(data: BenchData): Promise<Step> {
    const engine = await this.#engineWith('predict', data.images, PREDICT_PASS, false);
    return {
      images: PREDICT_IMAGES,
      enter: () => engine.loadParameters(data.parameters),
      run: () => engine.evaluate(0, PREDICT_IMAGES).loss,
    };
  }

  #engineWith(name: string, images: SparseImages, maxBatchSize: number, training: boolean): Promise<Engine> {
    const present = this.#engines.get(name);
    if (present) return present;
    const made = makeEngine(this.engine, this.threads, images, maxBatchSize, training);
    this.#engines.set(name, made);
    return made;
  }
}

async function makeEngine(
  kind: EngineKind,
  threads: number,
  images: SparseImages,
  maxBatchSize: number,
  training: boolean,
): Promise<Engine> {
  const capacity = {
    network: DIGIT_NETWORK,
    maxBatchSize,
    maxImages: imageCount(images),
    maxEntries: images.pixelIndex.length,
    training,
    ...(threads > 1 && { threads }),
  };
  const engine = await createEngine(kind, capacity, loadBinary);
  engine.loadImages(images);
  return engine;
}
