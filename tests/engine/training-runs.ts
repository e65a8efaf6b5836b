import { PIXEL_AUGMENTATION } from '../../src/domain/augment/pixels.ts';
import { describeNetwork, DIGIT_NETWORK, type NetworkDescription } from '../../src/domain/network.ts';
import type { NetworkParameters } from '../../src/domain/parameters.ts';
import { Random } from '../../src/domain/random.ts';
import { createEngine, type LoadBinary } from '../../src/engine/create.ts';
import type { Engine, EngineKind } from '../../src/engine/engine.ts';
import { OPTIMIZER_KINDS, recipe, type Recipe } from '../../src/engine/recipe.ts';
import { randomImages, randomParameters } from '../fixtures/random-images.ts';

/** One training run whose last parameters are to be the same bits everywhere. */
interface TrainingRun {
  readonly name: string;
  readonly network: NetworkDescription;
  readonly recipe: Recipe;
  /** Share of pixels that are not zero; most take the dense kernels. */
  readonly lit?: number;
  /** BATCH_SIZE if missing; large ones come in micro-batches. */
  readonly batchSize?: number;
  /** Shuffled epochs of varied images, as the engine makes them, instead of batches from outside. */
  readonly isVaried?: boolean;
}

const STEPS = 200;
const BATCH_SIZE = 8;
const IMAGES = 240;

/** A network whose every width misses the lanes and panels, with all that the digit network leaves out. */
const ODD_NETWORKS = (['leaky-relu', 'sigmoid', 'tanh'] as const).map((activation, n) =>
  describeNetwork({
    sizes: [784, 33, 11, 5, 10],
    activation,
    loss: n === 1 ? 'quadratic' : 'cross-entropy',
    bias: [n !== 0, n !== 1, true, n !== 2],
  }),
);

const EXPLODING_NETWORK = describeNetwork({ sizes: [784, 33, 11, 10] });

/** All optimizers with and without weight decay, all activations and costs, and an explosion. */
export const TRAINING_RUNS: readonly TrainingRun[] = [
  ...OPTIMIZER_KINDS.flatMap((optimizer) =>
    [0, 0.01].map((weightDecay): TrainingRun => ({
      name: `${optimizer}, weight decay ${weightDecay}`,
      network: DIGIT_NETWORK,
      recipe: recipe({ optimizer, weightDecay, labelSmoothing: 0.02 }),
    })),
  ),
  ...ODD_NETWORKS.flatMap((network) =>
    (['momentum', 'adam'] as const).map((optimizer): TrainingRun => ({
      name: `${network.layers[0]!.activation}, ${network.loss}, ${optimizer}`,
      network,
      recipe: recipe({ optimizer }),
    })),
  ),
  {
    name: 'epochs of varied images',
    network: DIGIT_NETWORK,
    recipe: recipe({ optimizer: 'sgd' }),
    isVaried: true,
  },
  ...[0.9, 1].map((lit): TrainingRun => ({
    name: `dense, ${lit} of the pixels lit`,
    network: lit === 1 ? DIGIT_NETWORK : ODD_NETWORKS[0]!,
    recipe: recipe({ optimizer: 'momentum' }),
    lit,
  })),
  ...[0.2, 0.9].map((lit): TrainingRun => ({
    name: `large batches, ${lit} of the pixels lit`,
    network: EXPLODING_NETWORK,
    recipe: recipe({ optimizer: lit === 0.2 ? 'sgd' : 'adam' }),
    lit,
    batchSize: 150,
  })),
  ...OPTIMIZER_KINDS.map((optimizer): TrainingRun => ({
    name: `explosion, ${optimizer}`,
    network: EXPLODING_NETWORK,
    recipe: recipe({ optimizer, learningRate: 1e6 }),
  })),
];

/** The parameters after 200 steps of a run, as SHA-256 in hexadecimal; in Node and in browsers. */
export async function hashOfRun(
  { network, recipe: settings, lit, batchSize = BATCH_SIZE, isVaried = false }: TrainingRun,
  kind: EngineKind,
  loadBinary: LoadBinary,
): Promise<string> {
  const images = randomImages(784, 10, IMAGES, 41, lit);
  const capacity = {
    network,
    maxBatchSize: batchSize,
    maxImages: IMAGES,
    maxEntries: images.pixelIndex.length,
    training: true,
    augments: isVaried,
  };
  const engine = await createEngine(kind, capacity, loadBinary);
  engine.loadParameters(randomParameters(network, 42));
  engine.loadImages(images);
  if (isVaried) trainOnEpochs(engine, settings);
  else trainOnRandomBatches(engine, settings, batchSize);
  return sha256(engine.parameters());
}

/** As many steps as all runs take, in epochs of which each ends with a smaller batch. */
function trainOnEpochs(engine: Engine, settings: Recipe): void {
  const epoch = { batchSize: BATCH_SIZE, to: IMAGES - 3, seed: 44, shuffle: true, augmentation: PIXEL_AUGMENTATION };
  let number = -1;
  for (let step = 0; step < STEPS; step++) {
    if (number >= 0 && engine.trainNext(settings)) continue;
    engine.startEpoch({ ...epoch, number: ++number });
    engine.trainNext(settings);
  }
}

function trainOnRandomBatches(engine: Engine, settings: Recipe, batchSize: number): void {
  const random = new Random(43);
  for (let step = 0; step < STEPS; step++) {
    // The last batch of an epoch is smaller.
    const size = step % 15 === 14 ? 5 : batchSize;
    engine.trainStep(
      Uint32Array.from({ length: size }, () => random.below(IMAGES)),
      settings,
    );
  }
}

/** Parameters as SHA-256 in hexadecimal; in Node and in browsers. */
export async function sha256(parameters: NetworkParameters): Promise<string> {
  const arrays = parameters.flatMap(({ weight, bias }) => (bias ? [weight, bias] : [weight]));
  const all = new Float32Array(arrays.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const array of arrays) {
    all.set(array, at);
    at += array.length;
  }
  const digest = await crypto.subtle.digest('SHA-256', all);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
