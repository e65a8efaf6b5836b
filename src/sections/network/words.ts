import type { Activation } from '../../domain/network.ts';
import type { Words } from '../../ui/language.ts';

const layer = (index: number, layers: number) => (index === layers - 1 ? 'Outputs' : `Hidden layer ${index + 1}`);

const en = {
  title: 'The whole network, live',
  save: 'Save as picture',
  saveLabel: 'Save as picture: the whole network',
  image: '28 × 28',
  layer,
  layerList: (index: number, layers: number, count: number) =>
    `${layer(index, layers)}, ${count} neurons. Cursor keys walk, Enter selects, Escape clears, Tab goes to the next layer.`,
  connections: 'Connections',
  speed: 'Wave, layers/s',
  replay: 'Replay',
  legend: {
    light: (isNegative: boolean) => `activation${isNegative ? ', without its sign' : ''}`,
    positive: 'w·a > 0, excites',
    negative: 'w·a < 0, calms',
    all: (perLayer: number) => `Lines: the ${perLayer} strongest into each layer, thick and bright within it.`,
    one: (count: number) => `Lines: the ${count} strongest into this neuron.`,
    none: 'No lines.',
    scale: 'Discs: full at the largest of their layer, outputs at 100 %.',
  },
  rest: 'At rest: the pad is empty, only the biases speak',
  loading: 'The network is on its way; these are its places',
  failed: 'Without its numbers the network stays dark',
  summary: {
    input: (count: number) => `Input with ink on ${count} of 784 pixels.`,
    layer: (name: string, active: number, count: number, most: number | null) =>
      most === null ? `${name}: all at 0.` : `${name}: ${active} of ${count} neurons above 0, neuron ${most} the strongest.`,
    answer: (digit: number, share: string) => `Output: ${digit} with ${share}.`,
  },
  neuron: {
    hidden: (index: number, number: number) => `Hidden layer ${index + 1}, neuron ${number}`,
    output: (digit: number) => `Output ${digit}`,
    option: (name: string, a: string, z: string, b: string) => `${name}: activation ${a}, z ${z}, bias ${b}`,
    hint: 'Point at a neuron, tap it, or walk with Tab and the cursor keys: here stands its sum, to be checked by hand.',
    isSelected: 'Selected. Escape clears.',
    explorer: 'What has it learned?',
    select: 'Enter or click selects it.',
    clear: 'Clear selection',
    source: 'from',
    product: 'w × a',
    contribution: 'w·a',
    pixel: (row: number, column: number) => `row ${row}, column ${column}`,
    from: (number: number) => `neuron ${number}`,
    others: (count: number) => `the other ${count}`,
    bias: 'bias b',
    noBias: 'no bias',
    sum: 'z',
    drift: (units: string) => `“The other” is ${units} off its own rounding, so that all the numbers shown add up.`,
    exact: 'These numbers add up exactly as shown.',
    beyond: 'The numbers of this neuron have left every scale: it cannot be summed up any more.',
    activations: {
      relu: 'max(0, z)',
      'leaky-relu': 'z, or 0.01·z below 0',
      sigmoid: 'σ(z)',
      tanh: 'tanh z',
      softmax: 'softmax(z), over all ten z',
    } satisfies Record<Activation, string>,
  },
  why: {
    title: (one: number, other: number) => `Why ${one} and not ${other}?`,
    one: 'Why this digit',
    other: 'and not this one',
    why: 'Why',
    and: 'and not',
    follow: 'Follow the drawing',
    empty: 'Draw a digit: then the last 32 hidden neurons and the two biases say who spoke for it and who against it.',
    sum: (one: number, other: number, z1: string, z2: string, d: string) =>
      `z of ${one} is ${z1}, z of ${other} is ${z2}: a lead of ${d}.`,
    list: 'Contributions to the lead, the largest first',
    neuron: (number: number) => `neuron ${number}`,
    biasOne: (digit: number) => `bias of ${digit}`,
    biasOther: (digit: number) => `− bias of ${digit}`,
    silent: (count: number) => `${count} ${count === 1 ? 'neuron is' : 'neurons are'} silent and add 0.`,
    rounding: 'Each is (w of the one − w of the other) × a, rounded up or down so that all of them add up to the lead.',
    beyond: 'These numbers have left every scale.',
  },
};

export type NetworkWords = typeof en;

export const WORDS: Words<NetworkWords> = { en };
