import { describeNetwork, DIGIT_NETWORK, outFeaturesOf, type NetworkDescription } from '../../src/domain/network.ts';
import { denseImage, sparseFromDense, type SparseImages } from '../../src/domain/sparse-images.ts';
import { Random } from '../../src/domain/random.ts';
import type { ArenaEngine } from '../../src/engine/arena-engine.ts';
import { createEngine, type LoadBinary, type ThreadHost } from '../../src/engine/create.ts';
import type { EngineKind } from '../../src/engine/engine.ts';
import { recipe, type Recipe } from '../../src/engine/recipe.ts';
import { randomImages, randomParameters } from '../fixtures/random-images.ts';
import { sha256 } from './training-runs.ts';

/** One training run that threads share out; its last parameters are to be the same bits for any number of them. */
export interface ThreadRun {
  readonly name: string;
  readonly network: NetworkDescription;
  readonly recipe: Recipe;
  readonly batchSize: number;
  /** Images without a zero, which take the dense kernels. */
  readonly isDense?: boolean;
}

const odd = (loss: 'cross-entropy' | 'quadratic') =>
  describeNetwork({ sizes: [31, 33, 11, 5], activation: 'tanh', loss, bias: [true, false, true] });

/** Batches that give every one of eight threads a share, and batches that do not. */
export const THREAD_RUNS: readonly ThreadRun[] = [
  { name: 'digits, sgd', network: DIGIT_NETWORK, recipe: recipe({ optimizer: 'sgd' }), batchSize: 32 },
  { name: 'digits, adam', network: DIGIT_NETWORK, recipe: recipe({ optimizer: 'adam', weightDecay: 0.01 }), batchSize: 8 },
  { name: 'odd, nesterov', network: odd('quadratic'), recipe: recipe({ optimizer: 'nesterov' }), batchSize: 37 },
  { name: 'odd, adamw', network: odd('cross-entropy'), recipe: recipe({ optimizer: 'adamw' }), batchSize: 20, isDense: true },
  { name: 'odd, rmsprop', network: odd('cross-entropy'), recipe: recipe({ optimizer: 'rmsprop' }), batchSize: 3 },
  // With one thread these come in three micro-batches, with two in two, with more in one.
  { name: 'odd, sgd, large batches', network: odd('cross-entropy'), recipe: recipe({ optimizer: 'sgd' }), batchSize: 300 },
  { name: 'odd, adam, large batches', network: odd('quadratic'), recipe: recipe({ optimizer: 'adam' }), batchSize: 300 },
];

export const STEPS = 1000;
const IMAGES = 240;

/** Where a run takes place. */
export interface ThreadRunPlace {
  readonly kind: EngineKind;
  readonly threads: number;
  readonly loadBinary: LoadBinary;
  readonly host?: ThreadHost;
}

/** What is left of a run. */
export interface ThreadRunResult {
  /** Of the parameters and of what evaluate() makes of all images with them. */
  readonly hash: string;
  /** Threads at the end. */
  readonly threads: number;
  readonly threadShortage: string | null;
  /** How often a thread was lost. */
  readonly losses: number;
  readonly brokenGuards: readonly string[];
}

/** Trains 1,000 steps; `disturb` may do harm before each, from which the run recovers. In Node and in browsers. */
export async function trainOnThreads(
  { network, recipe: settings, batchSize, isDense }: ThreadRun,
  { kind, threads, loadBinary, host }: ThreadRunPlace,
  disturb: (step: number, engine: ArenaEngine, losses: number) => unknown = () => undefined,
): Promise<ThreadRunResult> {
  const classes = outFeaturesOf(network);
  // The last pixel is never lit, unless all are.
  const sparse = { ...randomImages(network.inFeatures - 1, classes, IMAGES, 51), features: network.inFeatures };
  const images = isDense ? withoutZeros(sparse) : sparse;
  const engine = await createEngine(
    kind,
    {
      network,
      maxBatchSize: batchSize,
      maxImages: IMAGES,
      maxEntries: images.pixelIndex.length,
      training: true,
      threads,
    },
    loadBinary,
    host,
  );
  const parameters = randomParameters(network, 52);
  // A step without a gradient leaves even these as they are, whether or not it is taken.
  parameters[0]!.weight.fill(-0, 0, network.inFeatures).fill(1e-35, network.inFeatures, 2 * network.inFeatures);
  engine.loadParameters(parameters);
  engine.loadImages(images);
  const random = new Random(53);
  let losses = 0;
  for (let step = 0; step < STEPS;) {
    // The last batch of an epoch is smaller.
    const size = step % 15 === 14 ? Math.ceil(batchSize / 2) : batchSize;
    const batch = Uint32Array.from({ length: size }, () => random.below(IMAGES));
    for (const before = step; step === before;) {
      await disturb(step, engine, losses);
      try {
        engine.trainStep(batch, settings);
        step++;
      } catch (error) {
        if ((error as { code?: string }).code !== 'thread-lost') throw error;
        losses++;
        await engine.recover();
      }
    }
  }
  const { predictions, loss, correct } = engine.evaluate();
  const answers = { weight: Float32Array.from([loss, correct, ...predictions]), bias: engine.outputs() };
  const result = {
    hash: await sha256([...engine.parameters(), answers]),
    threads: engine.threads,
    threadShortage: engine.threadShortage,
    losses,
    brokenGuards: engine.brokenGuards,
  };
  await engine.close();
  return result;
}

function withoutZeros(images: SparseImages): SparseImages {
  const pixels = Array.from(images.labels.keys(), (n) => denseImage(images, n).map((value) => Math.max(value, 1)));
  return sparseFromDense(Uint8Array.from(pixels.flatMap((row) => [...row])), images.labels, images.features);
}
