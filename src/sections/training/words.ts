import type { Explosion } from '../../domain/explosion.ts';
import type { EngineKind } from '../../engine/engine.ts';
import type { DataProgress } from '../../engine/laboratory-data.ts';
import type { Words } from '../../ui/language.ts';
import { decimal, grouped, percent, roughly } from '../../domain/numbers.ts';

const layerName = (layer: number, layers: number) => (layer === layers - 1 ? 'outputs' : `hidden layer ${layer + 1}`);

const ENGINES: Record<EngineKind, string> = {
  javascript: 'JavaScript',
  'wasm-scalar': 'WebAssembly',
  'wasm-simd': 'WebAssembly with SIMD',
  'wasm-relaxed-simd': 'WebAssembly with relaxed SIMD (fast, not bit-exact)',
};

const en = {
  title: 'Train it yourself',
  intro:
    'Press Start: a network with random weights learns to read digits before your eyes. Change anything while it runs. What it has learned is the page’s network at once: draw, and see.',
  start: 'Start',
  goOn: 'Go on',
  pause: 'Pause',
  step: 'One step',
  epoch: 'One epoch',
  reset: 'Reset',
  cancel: 'Cancel',
  transport: 'Training',
  recipe: 'How it learns',
  network: 'The network',
  networkNote: 'Changing these starts afresh, with new weights.',
  outdated: 'The network has been changed: the next start is a fresh one.',
  startsFrom: 'A fresh start takes',
  starts: { random: 'random weights', page: 'the page’s network' },
  startPageNote: 'Where it has the same layers; else random weights.',
  goal: 'Stop by itself',
  goals: { none: 'never', epochs: 'after epochs', accuracy: 'at accuracy' },
  goalEpochs: 'Epochs',
  goalAccuracy: 'Accuracy, %',
  noWidths: (most: number, mostNeurons: number, found: string) =>
    `Got “${found}”, expected up to ${most} whole numbers from 1 to ${mostNeurons} with commas between them.`,
  parameters: (count: number) => `${grouped(count)} parameters`,
  idle: 'Ready. Nothing has been trained yet.',
  making: {
    writing: (done: string, total: string) => `Writing digits: ${done} of ${total}`,
    unpacking: (done: string, total: string) => `Unpacking: ${done} of ${total} bytes`,
    checking: (done: string, total: string) => `Checking: ${done} of ${total} bytes`,
    reading: (done: string, total: string) => `Reading images: ${done} of ${total}`,
  } satisfies Record<DataProgress['part'], (done: string, total: string) => string>,
  fetching: 'The data are on their way.',
  progress: 'How much of the data is made',
  preparing: 'The engine is being set up.',
  running: 'Training.',
  paused: 'Paused.',
  exploded: 'Training has exploded.',
  failed: (message: string) => `It did not work: ${message}.`,
  accident: (message: string) => `Something was lost and replaced: ${message}.`,
  workforce: (kind: EngineKind, threads: number) => `${ENGINES[kind]}, ${threads === 1 ? 'one thread' : `${threads} threads`}`,
  shortage: (reason: string) => `One thread, for ${reason}.`,
  numbers: {
    epoch: 'Epoch',
    step: 'Step',
    seconds: 'Seconds of learning',
    speed: 'Images a second',
    rate: 'Learning rate',
    loss: 'Training loss',
    accuracy: 'Training accuracy',
    validationLoss: 'Validation loss',
    validation: 'Validation accuracy',
    none: '–',
  },
  plots: {
    step: 'step',
    loss: 'loss',
    accuracy: 'accuracy, %',
    lossTitle: 'Loss: how wrong it is',
    accuracyTitle: 'Accuracy: how often it is right',
    speedTitle: 'Speed: how much it learns from in a second',
    speed: 'images/s',
    speedAxis: 'images a second',
    speedCaption: 'Each point is the mean since the one before; pauses and looks do not count.',
    gradientTitle: 'Gradient, ‖∂C/∂W‖',
    weightTitle: 'Weights, ‖W‖',
    ratioTitle: 'Update, ‖ΔW‖ ÷ ‖W‖',
    deadTitle: 'Dead neurons',
    training: 'training, each batch',
    validation: 'validation, images it never learns from',
    earlier: 'earlier lines',
    here: 'the moment that the page shows',
    logarithmicLoss: 'loss in powers',
    logarithmicSteps: 'steps in powers',
    empty: 'Nothing trained yet.',
    atStep: (step: string) => `step ${step}`,
    /** What a line is, without what explains it. */
    short: (name: string) => name.split(',')[0]!,
    save: (format: string, title: string) => `Save “${title}” as ${format}`,
    table: (title: string) => `Numbers of “${title}” as a table`,
    tableShort: 'Table',
    text: (title: string, count: number, last: string) => `${title}. ${grouped(count)} points; last: ${last}.`,
    layersCaption:
      'Each line is a layer, told apart by its dashes; ‖ ‖ is a length, the root of the sum of squares. Dead neurons answer 0 to 500 images.',
    ratioCaption: 'An update of about 0.001 of the weights is healthy.',
    forget: 'Forget earlier lines',
  },
  travel: {
    title: 'Time travel',
    none: 'No moment yet',
    noLine: 'No line yet',
    moment: (step: string, accuracy: string | null) => (accuracy ? `step ${step}, validation ${accuracy}` : `step ${step}`),
    goOn: 'Go on from here',
    toEnd: 'Back to the end',
    line: 'Line to travel along',
    lineName: (number: number, step: number, isPresent: boolean) =>
      `line ${number}${step > 0 ? `, from step ${grouped(step)}` : ''}${isPresent ? ', the present one' : ''}`,
    note: 'Slide back to any moment that is kept: training halts, and every section shows the network of then.',
    visiting: 'Marked with a triangle in the plots. Go on from here, and another line begins; this one stays.',
  },
  weights: {
    title: 'First layer: the weights, changing',
    caption: 'A tile is a neuron, its 28 × 28 weights where the pixels are. Orange adds, blue takes away.',
    text: (count: number) => `The weights of the ${count} neurons of the first layer as tiles.`,
  },
  histograms: {
    weights: 'Spread: weights',
    activations: 'Spread: activations',
    none: 'Appears with the first step.',
    caption: 'One row a layer; the axis ends where the largest value fits, the highest bar is the fullest bin.',
    columns: { layer: 'layer', from: 'from', to: 'to', count: 'how many' },
    text: (title: string, rows: string) => `${title}. ${rows}.`,
    row: (name: string, reach: string) => `${name}: from −${reach} to ${reach}`,
  },
  explosion: {
    title: (step: number) => `Step ${grouped(step)} has exploded and was not made`,
    what: ({ what, layer, isFinite }: Explosion, layers: number) =>
      `It would have made ${what === 'cost' ? 'the cost' : what === 'bias' ? 'a bias' : 'a weight'} ${
        isFinite ? `larger than ${grouped(1_000_000)}` : 'no number any more'
      }${what === 'cost' ? `; the longest weights are those of ${layerName(layer, layers)}` : ` in ${layerName(layer, layers)}`}.`,
    kept: 'The network stands as it was before that step.',
    slower: (rate: string) => `Go on with a tenth of the rate, ${rate}`,
    norms: 'How the lengths of the weights grew before',
  },
  layerName,
  /** With three digits that say something. */
  rate: (value: number) => (value >= 1000 ? roughly(value) : String(Number(value.toPrecision(3)))),
  percent,
  ratio: (value: number) => decimal(value, 3),
};

export type TrainingWords = typeof en;

export const WORDS: Words<TrainingWords> = { en };
