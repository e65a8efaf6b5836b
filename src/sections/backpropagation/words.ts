import type { Explosion } from '../../domain/explosion.ts';
import type { Loss } from '../../domain/network.ts';
import type { ParameterId } from '../../domain/parameter-id.ts';
import type { Stage } from '../../domain/step-stages.ts';
import type { Words } from '../../ui/language.ts';

const IMAGE_SIDE = 28;

const layerName = (layer: number, layers: number) => (layer === layers - 1 ? 'the outputs' : `hidden layer ${layer + 1}`);

/** "output 3", "hidden layer 2, neuron 17"; neurons are counted from 1, digits from 0. */
const neuronName = (layer: number, neuron: number, layers: number) =>
  layer === layers - 1 ? `output ${neuron}` : `hidden layer ${layer + 1}, neuron ${neuron + 1}`;

const sourceName = (layer: number, input: number) =>
  layer === 0
    ? `pixel row ${Math.floor(input / IMAGE_SIDE) + 1}, column ${(input % IMAGE_SIDE) + 1}`
    : `hidden layer ${layer}, neuron ${input + 1}`;

const en = {
  title: 'Backpropagation, step by step',
  intro:
    'A batch goes forward; its error comes back, layer by layer; every weight moves a little downhill. Follow one weight through all of it, and check each number by hand.',
  loading: 'The network is on its way.',
  failed: 'Without a network there is nothing to teach.',
  source: 'Images',
  sources: { written: 'Written digits', drawn: 'My drawing', loaded: 'Data of the training section' },
  loaded: (count: string) => `Drawn by lot from the ${count} images that training learns from.`,
  digit: 'Digit',
  label: 'It is a',
  allDigits: 'all ten',
  empty: 'The pad is empty: until you draw, written digits stand in.',
  batchSize: 'Batch size',
  another: 'Another batch',
  fresh: 'In training, new images at every step',
  learningRate: 'Learning rate η',
  cost: 'Cost',
  costs: { 'cross-entropy': 'Cross-entropy', quadratic: 'Quadratic' } satisfies Record<Loss, string>,
  step: 'Step',
  back: 'Back',
  play: 'Play',
  pause: 'Pause',
  reset: 'Reset',
  speed: 'Stages/s',
  train: 'Train on this batch',
  trainFresh: 'Train on new images',
  stop: 'Pause training',
  untrained: 'Random weights',
  steps: 'Many steps',
  transport: 'Stage by stage',
  layerName,
  neuronName,
  sourceName,
  stages: 'Stages of the step',
  stageShort: (stage: Stage): string => {
    switch (stage.kind) {
      case 'batch':
        return 'Batch';
      case 'forward':
        return `→ ${stage.layer + 1}`;
      case 'cost':
        return 'Cost';
      case 'delta':
        return `δ ${stage.layer + 1}`;
      case 'gradient':
        return 'Gradients';
      case 'update':
        return 'Update';
      default:
        return 'Again';
    }
  },
  stageLong: (stage: Stage, layers: number): string => {
    switch (stage.kind) {
      case 'batch':
        return 'Choose the batch';
      case 'forward':
        return `Forward: ${layerName(stage.layer, layers)}`;
      case 'cost':
        return 'The cost: how wrong is the answer?';
      case 'delta':
        return `Backward: the error δ of ${layerName(stage.layer, layers)}`;
      case 'gradient':
        return 'The gradient: ∂C/∂w of every weight';
      case 'update':
        return 'The update: every weight and bias has moved';
      default:
        return 'The same batch again';
    }
  },
  network: {
    title: 'The network with this image’s values',
    save: 'Save as picture',
    saveLabel: 'Save as picture: the network at this stage of the step',
    light: 'activation',
    positive: (what: string) => `${what} > 0`,
    negative: (what: string) => `${what} < 0`,
    followed: 'followed',
    place: 'in the formulas',
    caption: (stage: Stage): string => {
      switch (stage.kind) {
        case 'batch':
          return 'Only the image is lit: nothing has been computed yet.';
        case 'forward':
          return 'Lines: what the strongest connections carry forward, w·a.';
        case 'cost':
          return 'The ring marks the output that should have been 1.';
        case 'delta':
          return 'Discs: δ, largest of its layer full. Lines: what is sent back, w·δ.';
        case 'gradient':
          return 'Discs: δ. Lines: the steepest ∂C/∂w into each layer, mean over the batch.';
        case 'update':
          return 'Discs: δ. Lines: the weights that moved most, −η ∂C/∂w.';
        default:
          return 'Activations after the update. Lines: w·a, the strongest into each layer.';
      }
    },
    hint: 'Click a neuron or a line to follow its weight.',
    text: (image: number, label: number, stage: string, place: string) =>
      `Image ${image}, a ${label}. ${stage}.${place === '' ? '' : ` Marked: ${place}.`}`,
  },
  batch: {
    title: 'The batch',
    image: (number: number, label: number) => `Image ${number}, a ${label}`,
    part: (what: string, number: string) => `, ${what} ${number}`,
    share: 'share of its label',
    cost: 'cost',
    product: 'δ·a',
    caption: {
      share: 'Below each image: the share of its label.',
      cost: (power: string) => `Below each image: its cost${power}. They add up to the sum in the formula.`,
      product: (power: string) => `Below each image: its δ·a${power}. They add up to the sum in the formula.`,
    },
    unit: (power: string) => (power === '' ? '' : `, in ${power.replace('·', '')}`),
  },
  parameter: {
    title: 'Followed',
    weight: (id: ParameterId, layers: number) =>
      id.input === null
        ? `bias of ${neuronName(id.layer, id.neuron, layers)}`
        : `weight from ${sourceName(id.layer, id.input)} to ${neuronName(id.layer, id.neuron, layers)}`,
    mostMoved: 'The one that moves most',
    layer: 'Into',
    neuron: 'neuron',
    output: 'output',
    from: 'from neuron',
    row: 'pixel row',
    column: 'column',
    kind: 'Kind',
    kinds: { weight: 'Weight', bias: 'Bias' },
    names: {
      input: ['a', 'what comes in'],
      weight: ['w', 'weight'],
      z: ['z', 'its neuron’s sum'],
      a: ['f(z)', 'its neuron’s answer'],
      slope: ['f′(z)', 'slope there'],
      delta: ['δ', 'its neuron’s error'],
      product: ['δ·a', 'this image'],
      gradient: ['∂C/∂w', 'batch mean'],
      learningRate: ['η', 'learning rate'],
      next: ['w new', 'updated'],
    } as const,
    noSlope: 'none for softmax',
  },
  formulas: 'In symbols and in numbers',
  place: (image: number, place: string) => `Image ${image}, ${place}`,
  forwardFrom: (source: string) => `; w·a from ${source}`,
  backwardFrom: (source: string) => `; w·δ from ${source}`,
  progress: {
    status: 'Status',
    cost: 'Cost',
    gradientNorm: 'Gradient norm',
    iteration: 'Iteration',
    accuracy: 'Accuracy',
    ready: 'Ready',
    training: 'Training',
    exploded: 'Stopped: it explodes',
  },
  plots: {
    iteration: 'iteration',
    cost: 'cost C',
    gradientNorm: '‖∇C‖',
    accuracy: 'accuracy, %',
    costTitle: 'Cost of the batch',
    gradientTitle: 'Gradient norm',
    accuracyTitle: 'Accuracy',
    text: (name: string, count: number, first: string, last: string) =>
      `${name} over ${count} ${count === 1 ? 'measurement' : 'measurements'}: first ${first}, now ${last}.`,
    none: (name: string) => `${name}: nothing measured yet.`,
    save: 'Save',
    saveLabel: (title: string) => `Save as picture: ${title}`,
    caption: 'Measured before each update, and after the last. Cost and gradient norm on a scale of powers of ten.',
  },
  nudge: {
    title: 'Nudge it: is the gradient the slope?',
    nudge: 'Nudge ε',
    range: 'Range of ε',
    cost: 'C(w + ε)',
    change: 'C(w + ε) − C(w)',
    gradient: '∂C/∂w from backpropagation',
    slope: 'slope measured at 0',
    difference: 'difference',
    symbolic: 'ΔC/Δw = (C(w + h) − C(w − h)) / 2h, with h = 10⁻⁵',
    equal: 'To every digit shown, the gradient is the slope.',
    differs: 'Beyond the digits of a measured slope they differ.',
    kink: 'A ReLU has its kink right here: the cost has no one slope, and backpropagation takes that from the left.',
    flat: 'The cost does not answer at all: the gradient is 0.',
    caption: 'The true cost of the batch along this one number, all others held. The network itself stays as it is.',
    text: (name: string, from: string, to: string, cost: string) =>
      `The cost along the ${name}, ε from ${from} to ${to}. At the nudge it is ${cost}.`,
    legend: { curve: 'cost', tangent: 'tangent, from the gradient', kink: 'a ReLU switches', here: 'at the nudge' },
  },
  exploded: {
    norms: 'How long each layer’s weights have been, ‖W‖',
    step: 'iteration',
    cost: 'cost',
    gradientNorm: '‖∇C‖',
    layer: (layer: number) => `‖W‖ ${layer + 1}`,
    line: (layer: number) => `layer ${layer + 1}`,
    title: (iteration: number) => `Step ${iteration} explodes`,
    what: ({ what, layer, isFinite }: Explosion, layers: number) => {
      const name = layerName(layer, layers);
      if (what === 'cost')
        return `The cost ${isFinite ? 'passes 10⁶' : 'is no number any more'}; on average the largest weights are those of ${name}.`;
      return `A ${what} of ${name} ${isFinite ? 'passes 10⁶' : 'is no number any more'}.`;
    },
    notMade: 'not made',
    kept: 'The update was not made: the network is still that of the step before.',
    before: 'The step before',
    tenth: (rate: string) => `Try η = ${rate}`,
  },
};

export type BackpropagationWords = typeof en;

export const WORDS: Words<BackpropagationWords> = { en };
