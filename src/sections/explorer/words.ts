import type { Activation } from '../../domain/network.ts';
import type { DataSource } from '../../state/data-sets.ts';
import type { Words } from '../../ui/language.ts';

const en = {
  title: 'What has each neuron learned?',
  intro:
    'Every tile is a neuron. In layer 1 it shows the neuron’s 784 weights, farther on an image that excites it. Choose one to see what it looks for and what it makes of your drawing. Then silence it.',
  layer: 'Layer',
  layers: (layer: number, isLast: boolean, count: number) => `${isLast ? 'Output' : `Layer ${layer + 1}`}, ${count}`,
  save: 'Save as picture',
  saveLabel: (what: string) => `Save as picture: ${what}`,
  noNetwork: 'The network is on its way.',
  tiles: {
    weights: (count: number) => `The weights of ${count} neurons`,
    preferred: (count: number) => `What excites ${count} neurons`,
    list: (layer: string, count: number) => `${layer}: ${count} neurons`,
    hint: 'Cursor keys go from neuron to neuron.',
    weightLegend: { least: '− calms', most: 'excites +' },
    inkLegend: { least: 'no ink', most: 'full ink' },
    weightsCaption: 'Orange: ink here excites the neuron. Blue: it calms it. Each tile has its own scale.',
    preferredCaption:
      'Gradient ascent: from the average written digit, step by step, to the strongest answer – changing only as digits do. Freed of that, it would end in noise.',
    found: (found: number, count: number) => `${found} of ${count} found`,
    dead: (count: number, digits: string, isSure: boolean) =>
      count === 0
        ? isSure
          ? `None is dead (silent over ${digits}).`
          : `None is silent over ${digits}.`
        : `Struck out: ${count}${isSure ? ' dead,' : ''} silent over ${digits}.`,
    unknown: 'Not known yet.',
    answers: (isBlank: boolean, names: readonly number[]) =>
      isBlank
        ? 'Bars: activation a, once you draw.'
        : `Bars: activation a now. ${names.length === 0 ? 'None is above 0.' : `Largest: ${names.join(', ')}.`}`,
  },
  neuron: {
    name: (layer: number, neuron: number, isOutput: boolean) =>
      isOutput ? `Output ${neuron}, the digit ${neuron}` : `Neuron ${neuron + 1} of layer ${layer + 1}`,
    option: (neuron: number, isOutput: boolean) => (isOutput ? `Digit ${neuron}` : `Neuron ${neuron + 1}`),
    isDead: (isSure: boolean) => (isSure ? 'dead' : 'silent'),
    notFound: 'silent wherever the search began',
    heldSum: 'without the hold',
    heldAt: (value: string) => `held at ${value}`,
    pattern: 'Its weights',
    preferred: (isDead: boolean) => (isDead ? 'Comes closest' : 'Excites it'),
    preferredZ: (z: string) => `z = ${z}`,
    searching: 'Being looked for.',
    contributions: 'Weight × input now',
    contributionList: (layer: number) => `Weight × layer ${layer} now`,
    bias: 'Bias b',
    others: (count: number) => `the other ${count}`,
    source: (index: number) => `neuron ${index + 1}`,
    empty: 'Nothing is drawn.',
    weights: (count: number) => `Its ${count} weights: count by size`,
    mean: 'Mean',
    deviation: 'Std. dev.',
    least: 'Smallest',
    most: 'Largest',
    norm: 'Norm',
    noBias: 'none',
    histogram: (count: number, from: string, to: string, tallest: number) =>
      `Histogram of ${count} weights from ${from} to ${to}, at most ${tallest} in a bar.`,
    fires: (isOutput: boolean) => (isOutput ? 'Mean share a, by digit' : 'Mean a, by digit'),
    firesText: (title: string, digits: string, bars: string) => `${title}, over ${digits}. ${bars}.`,
    firesBar: (digit: number, value: string) => `${digit}: ${value}`,
    noneOf: (digit: number) => `${digit}: –, there is none`,
    activeShare: (share: string, digits: string, isOutput: boolean) =>
      isOutput ? `It is the answer to ${share} of ${digits}.` : `Active (z > 0) for ${share} of ${digits}.`,
    favourites: (isDead: boolean, digits: string) =>
      isDead ? `None of ${digits} excites it; these nine come closest` : `Its nine favourites of ${digits}, in order`,
    favourite: (digits: string, labels: string) => `The nine of ${digits} that excite it most, strongest first: ${labels}.`,
    looking: (digits: string, share: string) => `Looking at ${digits}: ${share}`,
    activations: {
      relu: 'ReLU',
      'leaky-relu': 'LeakyReLU',
      sigmoid: 'σ',
      tanh: 'tanh',
      softmax: 'softmax',
    } satisfies Record<Activation, string>,
    patternText: (least: string, most: string) => `28 × 28 weights from ${least} to ${most}.`,
    preferredText: (z: string) => `An image of 28 × 28 greys for which z is ${z}.`,
    contributionText: (sum: string, positive: string, negative: string) =>
      `28 × 28 products that add up to ${sum}: ${positive} and ${negative}.`,
  },
  hold: {
    title: 'What if it did not work?',
    value: (isOutput: boolean) => (isOutput ? 'Hold its logit z at' : 'Hold its activation a at'),
    silence: 'Silence it',
    reset: 'Let it go',
    held: (name: string, value: string) => `${name} is held at ${value}, on the whole page.`,
    impossible: 'Without a bias it cannot be held at this value.',
    accuracy: (digits: string) => `Recognised, of ${digits}`,
    normal: 'as learned',
    now: 'held',
    worst: 'Read wrongly more often',
    confusion: (digit: number, read: number, more: number) => `${digit} as ${read}: +${more}`,
    unchanged: 'No digit is confused more often.',
    answer: (digit: number, share: string) => `Your drawing is read as ${digit}, ${share}.`,
    noAnswer: 'Nothing is drawn, so nothing is read.',
    said: (correct: string, digits: string) => `${correct} of ${digits} are recognised.`,
  },
  shown: {
    title: 'The digits it is shown',
    sources: { procedural: 'Written', mnist: 'MNIST', own: 'Your own' } satisfies Record<DataSource, string>,
    digits: {
      procedural: (count) => `${count} written digits`,
      mnist: (count, isTest) => `${count} MNIST ${isTest ? 'test' : 'training'} digits`,
      own: (count) => `${count} digits of your own`,
    } satisfies Record<DataSource, (count: string, isTest: boolean) => string>,
    missing: {
      mnist: 'Written ones again: MNIST is not loaded any more.',
      own: 'Written ones again: too few of your own are left.',
    } satisfies Record<Exclude<DataSource, 'procedural'>, string>,
    others: { before: 'Written by this page. Load MNIST, or draw twenty of your own, in ', link: 'Training', after: '.' },
    now: (digits: string) => `Neurons are shown ${digits}.`,
  },
  failed: (message: string) => `The analysis stopped: ${message}.`,
  retry: 'Try again',
};

export type ExplorerWords = typeof en;

export const WORDS: Words<ExplorerWords> = { en };
