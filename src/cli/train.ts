import { SimulatorError } from '../domain/errors.ts';
import { initialParameters } from '../domain/initialization.ts';
import { describeNetwork, HIDDEN_ACTIVATIONS, layerSizes, type Loss } from '../domain/network.ts';
import type { Model } from '../domain/parameters.ts';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import { imageCount } from '../domain/sparse-images.ts';
import { createEngine } from '../engine/create.ts';
import type { Engine } from '../engine/engine.ts';
import { OPTIMIZER_KINDS, recipe, type Recipe } from '../engine/recipe.ts';
import { writeModel } from '../formats/model.ts';
import { DATA_OPTIONS, readDigits } from './data-files.ts';
import { loadBinary } from './engine-binaries.ts';
import { ENGINE_OPTION, tellShortage, THREADS_OPTION } from './engine-options.ts';
import { nodeThreads } from './engine-threads.ts';
import { checkWritable, CLASSES, readModelFile, writeFileAtomically } from './model-files.ts';
import {
  choice,
  flag,
  helpText,
  parseOptions,
  realNumber,
  required,
  text,
  wholeNumber,
  wholeNumbers,
  type OptionValues,
} from './options.ts';
import { EXIT_INTERRUPTED, Failure, interruptSignal, runProgram } from './program.ts';
import { duration, Progress } from './progress.ts';
import { runTraining, type TrainingPlan, type TrainingState } from './training-run.ts';

const USAGE = `Trains a network on labelled digits and writes it as a safetensors file.

  npm run train -- --images FILE --labels FILE --out MODEL
  npm run train -- --strokes FILE --out MODEL

A progress line runs on stderr; the last line on stdout is one line of JSON: images, steps, seconds, imagesPerSecond, loss (the mean
of the last epoch), engine, threads, and validationAccuracy with --validate. Ctrl-C stops after the present step, writes what has been
learned so far and adds "interrupted": true.`;

const LOSSES: readonly Loss[] = ['cross-entropy', 'quadratic'];

const OPTIONS = {
  ...DATA_OPTIONS,
  out: text('MODEL', 'where the trained network goes'),
  init: text('MODEL', 'go on from this network (default: start from random weights)'),
  epochs: wholeNumber('passes over the data (default 10)', 1, 1_000_000),
  'batch-size': wholeNumber('images an update (default 64)', 1, 1_000_000),
  optimizer: choice('default adam', OPTIMIZER_KINDS),
  'learning-rate': realNumber('default 0.1 for sgd, 0.05 for momentum and nesterov, 0.001 for the others', 0, 1e9),
  momentum: realNumber('for momentum and nesterov (default 0.9)', 0, 1),
  'weight-decay': realNumber('default 0.01 for adamw, 0 for the others', 0, 1e9),
  loss: choice('default cross-entropy, or that of --init', LOSSES),
  activation: choice('of the hidden layers (default relu, or those of --init)', HIDDEN_ACTIVATIONS),
  hidden: wholeNumbers('neurons of the hidden layers (default 128,64,32, or those of --init)', 1, 1_000_000),
  seed: wholeNumber('of the random weights, the order of the images and their variation (default 1)', 0, 2 ** 32 - 1),
  'no-shuffle': flag('take the images in the order of the files'),
  augment: flag('vary every image anew in each epoch: turned, moved, bent, with another pen'),
  validate: wholeNumber('hold back the last N images and say how many of them are right', 0, 2 ** 32 - 1),
  engine: ENGINE_OPTION,
  threads: THREADS_OPTION,
  help: flag('show this'),
};

type TrainOptions = OptionValues<typeof OPTIONS>;

await runProgram('train', async (args) => {
  const options = parseOptions(OPTIONS, args);
  if (options.help) {
    process.stdout.write(helpText(USAGE, OPTIONS));
    return 0;
  }
  const out = required(options.out, '--out MODEL');
  await checkWritable(out);
  const model = options.init === undefined ? newModel(options) : continuedModel(await readModelFile(options.init), options);
  const plan = await planFor(options);
  const engine = await engineFor(model, plan, options);
  tellShortage('train', engine);
  const signal = interruptSignal();
  const state = await trainWithProgress(engine, plan, signal);
  const { threads } = engine;
  await engine.close();
  if (state.steps > 0) await writeFileAtomically(out, trainedBytes(engine));
  process.stdout.write(`${JSON.stringify(summaryOf(state, engine, threads, signal.aborted))}\n`);
  return signal.aborted ? EXIT_INTERRUPTED : 0;
});

function newModel({ hidden = [128, 64, 32], activation = 'relu', loss = 'cross-entropy', seed = 1 }: TrainOptions): Model {
  const network = describeNetwork({ sizes: [IMAGE_PIXELS, ...hidden, CLASSES], activation, loss });
  // Each family of activations has the scale of weights that keeps signals alive through its layers.
  const initialization = activation === 'sigmoid' || activation === 'tanh' ? 'xavier' : 'he';
  return { network, parameters: initialParameters(network, initialization, seed) };
}

/** The network of the file, with another activation or loss where the options say so. */
function continuedModel(
  { network, parameters }: Model,
  { init, hidden, activation, loss = network.loss }: TrainOptions,
): Model {
  const sizes = layerSizes(network);
  const found = sizes.slice(1, -1).join();
  if (hidden && hidden.join() !== found) {
    throw new SimulatorError('mismatch', `got --hidden ${hidden.join()}, expected ${found} as in --init ${init}`);
  }
  const outputs = describeNetwork({ sizes, loss }).layers.at(-1)!.activation;
  const layers = network.layers.map((layer, index) => ({
    ...layer,
    activation: index === network.layers.length - 1 ? outputs : (activation ?? layer.activation),
  }));
  return { network: { ...network, layers, loss }, parameters };
}

async function planFor(options: TrainOptions): Promise<TrainingPlan> {
  const { epochs = 10, 'batch-size': batchSize = 64, validate: validationCount = 0, seed = 1, augment = false } = options;
  const settings = recipeFor(options);
  const images = await readDigits(options);
  if (validationCount >= imageCount(images)) {
    throw new SimulatorError(
      'out-of-range',
      `got --validate ${validationCount}, expected less than the ${imageCount(images)} images`,
    );
  }
  return { images, validationCount, epochs, batchSize, recipe: settings, seed, shuffle: !options['no-shuffle'], augment };
}

function recipeFor({
  optimizer = 'adam',
  momentum,
  'learning-rate': learningRate,
  'weight-decay': weightDecay,
}: TrainOptions): Recipe {
  if (momentum !== undefined && optimizer !== 'momentum' && optimizer !== 'nesterov') {
    process.stderr.write(`train: --momentum has no effect with --optimizer ${optimizer}\n`);
  }
  return recipe({
    optimizer,
    ...(momentum !== undefined && { momentum }),
    ...(learningRate !== undefined && { learningRate }),
    ...(weightDecay !== undefined && { weightDecay }),
  });
}

async function engineFor(model: Model, plan: TrainingPlan, { engine: kind, threads = 1 }: TrainOptions): Promise<Engine> {
  const count = imageCount(plan.images);
  const capacity = {
    network: model.network,
    maxBatchSize: Math.min(plan.batchSize, count),
    maxImages: count,
    maxEntries: plan.images.pixelIndex.length,
    training: true,
    augments: plan.augment,
    threads,
  };
  const engine = await createEngine(kind ?? 'auto', capacity, loadBinary, nodeThreads());
  engine.loadParameters(model.parameters);
  return engine;
}

async function trainWithProgress(engine: Engine, plan: TrainingPlan, signal: AbortSignal): Promise<TrainingState> {
  const progress = new Progress();
  const epochImages = imageCount(plan.images) - plan.validationCount;
  const total = epochImages * plan.epochs;
  const describe = ({ epoch, images, seconds, loss, validationAccuracy }: TrainingState) => {
    const parts = [`epoch ${epoch} of ${plan.epochs}`, `loss ${loss.toFixed(4)}`];
    if (validationAccuracy !== null) parts.push(`validation ${(100 * validationAccuracy).toFixed(2)} %`);
    // The first steps of a program are its slowest.
    if (images >= epochImages / 20) {
      const pace = images / seconds;
      parts.push(`${Math.round(pace).toLocaleString('en')} images/s`);
      parts.push(images < total ? `${duration((total - images) / pace)} left` : duration(seconds));
    }
    return parts.join(', ');
  };
  try {
    const state = await runTraining(engine, plan, signal, {
      progress: (now) => progress.update(() => describe(now)),
      accident: (what) => progress.say(`train: ${what}`),
    });
    if (state.steps > 0) progress.say(describe(state));
    return state;
  } finally {
    progress.close();
  }
}

/** The file of the trained network; the last update may have left numbers that no file may hold. */
function trainedBytes(engine: Engine): Uint8Array {
  try {
    return writeModel({ network: engine.network, parameters: engine.parameters() });
  } catch (error) {
    if (!(error instanceof SimulatorError)) throw error;
    throw new Failure(`training has diverged and nothing was written: ${error.message}; try a smaller --learning-rate`);
  }
}

function summaryOf(
  { images, steps, seconds, loss, validationAccuracy }: TrainingState,
  engine: Engine,
  threads: number,
  interrupted: boolean,
) {
  return {
    images,
    steps,
    seconds,
    imagesPerSecond: images / seconds,
    loss,
    engine: engine.kind,
    threads,
    ...(validationAccuracy !== null && { validationAccuracy }),
    ...(interrupted && { interrupted }),
  };
}
