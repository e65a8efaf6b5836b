import type { BenchmarkSettings, ComputePath, Task } from '../../domain/benchmark/report.ts';
import { SimulatorError } from '../../domain/errors.ts';
import { DIGIT_NETWORK, layerSizes, outFeaturesOf } from '../../domain/network.ts';
import { vectorOf } from '../../domain/parameter-vector.ts';
import { TextbookNetwork } from '../../domain/textbook-network.ts';
import { multiplyPlainly } from '../../domain/textbook-product.ts';
import { createEngine } from '../create.ts';
import type { Engine, EngineKind } from '../engine.ts';
import { KernelProduct } from '../product.ts';
import { recipe } from '../recipe.ts';
import type { ThreadHost } from '../team.ts';
import type { LoadBinary } from '../wasm.ts';
import { factorsOf, FORWARD_IMAGES, type BenchmarkData } from './data.ts';

/** One path at one task, to be repeated and timed. */
export interface Work {
  /** As the engine says. */
  readonly path: ComputePath;
  /** Products or images of one run. */
  readonly units: number;
  /** Starts anew; called before each sample, outside of its time. */
  readonly enter: () => void;
  readonly run: (times: number) => void;
  /** Everything that the runs since `enter` have computed. */
  readonly output: () => Float32Array;
}

/** A task has nothing that this path could share out: no figures, and no failure. */
export const NOT_SHARED = 'not-shared';

/** Makes the works of one run; engines are made once for a path and serve all tasks. */
export class Workshop {
  readonly #settings: BenchmarkSettings;
  readonly #data: BenchmarkData;
  readonly #loadBinary: LoadBinary;
  readonly #threads: ThreadHost | undefined;
  readonly #engines = new Map<string, Engine>();

  constructor(settings: BenchmarkSettings, data: BenchmarkData, loadBinary: LoadBinary, threads: ThreadHost | undefined) {
    this.#settings = settings;
    this.#data = data;
    this.#loadBinary = loadBinary;
    this.#threads = threads;
  }

  /** Throws SimulatorError 'unsupported' where the path cannot run. */
  async make(task: Task, path: ComputePath): Promise<Work | typeof NOT_SHARED> {
    if (path.threads > 1 && task.workload !== 'training') return NOT_SHARED;
    const { kind } = path;
    if (kind === 'javascript-textbook') return this.#textbook(task);
    if (task.workload === 'product') return this.#product(kind, task.size);
    const engine = await this.#engineOf(kind, path.threads);
    return task.workload === 'forward' ? this.#forward(engine) : this.#training(engine, task.size);
  }

  /** Ends all threads. */
  async close(): Promise<void> {
    await Promise.all([...this.#engines.values()].map((engine) => engine.close()));
  }

  #textbook({ workload, size }: Task): Work {
    const path: ComputePath = { kind: 'javascript-textbook', threads: 1 };
    if (workload === 'product') {
      const { a, b } = factorsOf(size);
      const shape = { rows: size, inner: size, columns: size };
      const product = new Float32Array(size * size);
      return {
        path,
        units: 1,
        enter: () => undefined,
        run: repeated(() => multiplyPlainly(shape, a, b, product)),
        output: () => product.slice(),
      };
    }
    const network = new TextbookNetwork(layerSizes(DIGIT_NETWORK), size);
    const { inFeatures } = DIGIT_NETWORK;
    const { dense, labels } = this.#data;
    let next = 0;
    const enter = () => {
      network.load(this.#data.parameters);
      next = 0;
    };
    const rows = (first: number, count: number) => dense.subarray(first * inFeatures, (first + count) * inFeatures);
    if (workload === 'training') {
      const learningRate = learningRateAt(size);
      const batches = Math.floor(labels.length / size);
      const run = repeated(() => {
        const first = next * size;
        network.trainStep(rows(first, size), labels.subarray(first, first + size), learningRate);
        next = next + 1 < batches ? next + 1 : 0;
      });
      return { path, units: size, enter, run, output: () => vectorOf(network.parameters()) };
    }
    const outputs = new Float32Array(outFeaturesOf(DIGIT_NETWORK));
    const look = () => {
      network.probabilities(rows(next, 1), 1, outputs);
      next = (next + 1) % FORWARD_IMAGES;
      return outputs;
    };
    return { path, units: 1, enter, run: repeated(look), output: () => looks(enter, look) };
  }

  async #product(kind: EngineKind, size: number): Promise<Work> {
    const { a, b } = factorsOf(size);
    const product = new Float32Array(size * size);
    const kernel = await KernelProduct.make(kind, { rows: size, inner: size, columns: size }, this.#loadBinary);
    const copyIn = () => {
      kernel.setLeft(a);
      kernel.setRight(b);
    };
    copyIn();
    const run = this.#settings.copies
      ? () => {
          copyIn();
          kernel.multiply();
          kernel.readProduct(product);
        }
      : () => kernel.multiply();
    const output = () => {
      kernel.readProduct(product);
      return product.slice();
    };
    return { path: { kind: kernel.kind, threads: 1 }, units: 1, enter: () => undefined, run: repeated(run), output };
  }

  #training(engine: Engine, size: number): Work {
    const { order, parameters } = this.#data;
    const batches = Array.from({ length: Math.floor(order.length / size) }, (_, n) => order.subarray(n * size, (n + 1) * size));
    const settings = recipe({ optimizer: 'sgd', learningRate: learningRateAt(size) });
    let next = 0;
    return {
      path: { kind: engine.kind, threads: engine.threads },
      units: size,
      enter() {
        engine.loadParameters(parameters);
        next = 0;
      },
      run: repeated(() => {
        engine.trainStep(batches[next]!, settings);
        next = next + 1 < batches.length ? next + 1 : 0;
      }),
      output: () => vectorOf(engine.parameters()),
    };
  }

  #forward(engine: Engine): Work {
    const { bytes, parameters } = this.#data;
    const { inFeatures } = DIGIT_NETWORK;
    const images = Array.from({ length: FORWARD_IMAGES }, (_, n) => bytes.subarray(n * inFeatures, (n + 1) * inFeatures));
    let next = 0;
    const enter = () => {
      engine.loadParameters(parameters);
      next = 0;
    };
    const look = () => {
      const { outputs } = engine.predict(images[next]!);
      next = (next + 1) % FORWARD_IMAGES;
      return outputs;
    };
    const path = { kind: engine.kind, threads: engine.threads };
    return { path, units: 1, enter, run: repeated(look), output: () => looks(enter, look) };
  }

  async #engineOf(kind: EngineKind, threads: number): Promise<Engine> {
    const name = `${kind} ${threads}`;
    const present = this.#engines.get(name);
    if (present) return present;
    const { images } = this.#data;
    const capacity = {
      network: DIGIT_NETWORK,
      maxBatchSize: Math.max(1, this.#settings.largestBatch),
      maxImages: images.labels.length,
      maxEntries: images.pixelIndex.length,
      training: true,
      threads,
    };
    const engine = await createEngine(kind, capacity, this.#loadBinary, this.#threads);
    if (engine.threads < threads) {
      await engine.close();
      throw new SimulatorError('unsupported', engine.threadShortage ?? `got ${engine.threads} threads, expected ${threads}`);
    }
    engine.loadImages(images);
    this.#engines.set(name, engine);
    return engine;
  }
}

/** Descent is safe at these; everybody takes the same. */
function learningRateAt(batchSize: number): number {
  return batchSize < 32 ? 0.01 : 0.1;
}

function repeated(once: () => unknown): Work['run'] {
  return (times) => {
    for (let n = 0; n < times; n++) once();
  };
}

/** The outputs of all images of the forward pass. */
function looks(enter: () => void, look: () => Float32Array): Float32Array {
  enter();
  const count = outFeaturesOf(DIGIT_NETWORK);
  const all = new Float32Array(FORWARD_IMAGES * count);
  for (let n = 0; n < FORWARD_IMAGES; n++) all.set(look(), n * count);
  return all;
}
