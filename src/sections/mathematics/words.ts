import type { Activation, Loss } from '../../domain/network.ts';
import type { Words } from '../../ui/language.ts';
import type { StageId } from './formulas.ts';
import type { SymbolId } from './symbols.ts';

/** What the explanation of a symbol may speak of. */
export interface SymbolFacts {
  /** The layer of the symbol, 0 for the input; null for what belongs to none. */
  readonly layer: number | null;
  readonly isLast: boolean;
  readonly layers: number;
  readonly loss: Loss;
  /** Of the symbol's layer, or of the last one. */
  readonly activation: Activation;
  readonly rate: string;
  readonly meant: number | null;
  /** Shapes as text: of the activations before the layer, of its δ. */
  readonly before: string;
  readonly own: string;
}

const layerName = (n: SymbolFacts) =>
  n.layer === 0 ? 'the input' : n.isLast ? `layer ${n.layer}, the outputs` : `layer ${n.layer}`;

const FUNCTIONS: Readonly<Record<Activation, string>> = {
  relu: 'ReLU: max(0, z), number by number',
  'leaky-relu': 'Leaky ReLU: z above 0, 0.01 z below, number by number',
  sigmoid: 'sigmoid: 1 / (1 + e to the −z), number by number',
  tanh: 'tanh, number by number',
  softmax: 'softmax: e to the z of one output, divided by the sum over all outputs',
};

const SLOPES: Readonly<Record<Activation, string>> = {
  relu: 'For ReLU it is 1 where z > 0, else 0.',
  'leaky-relu': 'For Leaky ReLU it is 1 where z > 0, else 0.01.',
  sigmoid: 'For the sigmoid it is a (1 − a), at most ¼.',
  tanh: 'For tanh it is 1 − a², at most 1.',
  softmax: 'Softmax mixes all outputs: it has no slope of one z.',
};

const en = {
  title: 'The mathematics',
  intro:
    'One step of learning, as formulas and as the numbers of one weight in this network at this moment. Forward to the cost, backward to the error, then every weight moves a little downhill.',
  cost: 'Cost',
  costs: { 'cross-entropy': 'Cross-entropy', quadratic: 'Quadratic' } satisfies Record<Loss, string>,
  costNote: (loss: Loss, isOwn: boolean) =>
    `${loss === 'quadratic' ? 'on sigmoid outputs' : 'on softmax outputs'}, ${isOwn ? 'as this network learned' : 'on weights that were learned with the other cost'}`,
  digit: {
    title: 'The image a⁽⁰⁾',
    meant: 'It was meant to be',
    drawn: (answer: number) => `Your drawing; the network reads ${answer}.`,
    standIn: (digit: number, answer: number) => `The pad is empty: a sample ${digit} stands in; the network reads ${answer}.`,
    guess: (digit: number) => `You have not said: ${digit}, its second guess, is assumed.`,
    text: (inked: number) => `The image that is followed: ink on ${inked} of 784 pixels.`,
    legend: 'paper 0, ink 1',
    save: 'Save as picture',
    saveLabel: 'Save as picture: the image in the formulas',
  },
  weight: {
    title: 'The weight that is followed',
    layer: 'Layer l',
    neuron: 'Neuron j',
    output: 'Output j',
    input: 'Input i',
    pixel: 'Pixel i',
    steepest: 'The steepest',
    steepestOn: 'Follows the largest gradient.',
    heading: (layer: number, from: string, to: string) => `In numbers: a weight of layer ${layer}, from ${from} to ${to}`,
    fromPixel: (number: number, row: number, column: number) => `pixel ${number} (row ${row}, column ${column})`,
    fromNeuron: (number: number) => `neuron ${number}`,
    toNeuron: (number: number) => `neuron ${number}`,
    toOutput: (digit: number) => `output ${digit}`,
    rate: 'Rate η',
  },
  inSymbols: 'In symbols',
  waiting: 'In numbers: as soon as the network is here',
  beyond: 'The numbers of this network have left every scale: there is nothing to follow.',
  stages: {
    forward: 'Forward pass',
    cost: 'Cost',
    outputError: 'Error of the outputs',
    hiddenError: 'Error of hidden layers',
    gradients: 'Gradients',
    update: 'Update',
  } satisfies Record<StageId, string>,
  notes: {
    noHidden: 'This network has no hidden layer.',
    goesFurther: (neuron: number, layer: number) => `What goes back to neuron i = ${neuron} of layer ${layer}`,
    noBias: 'This layer has no biases.',
  },
  parts: {
    pixel: (number: number) => `pixel ${number}`,
    neuron: (number: number) => `neuron ${number}`,
    output: (digit: number) => `output ${digit}`,
    others: (count: number) => `other ${count}`,
    scale: (power: string) => `all ×${power}`,
    none: '–',
  },
  walk: (stage: string) => `Symbols of: ${stage}`,
  explanation: 'What the symbol means',
  hint: 'Point at a symbol, tap it, or walk with Tab and the cursor keys: here stands what it means and its shape in this network. It lights up wherever it occurs.',
  oneNumber: 'one number',
  rows: (rows: number, columns: number) => `[${rows} × ${columns}]`,
  symbols: {
    W: (n) => ({
      name: `Weights of ${layerName(n)}`,
      text: 'A row for each neuron, a column for each of its inputs: w with j i is the weight from input i into neuron j.',
    }),
    b: (n) => ({ name: `Biases of ${layerName(n)}`, text: 'One number for each neuron, added to its sum whatever comes in.' }),
    a: (n) =>
      n.layer === 0
        ? { name: 'The input, layer 0', text: 'The 28 × 28 image as one column: every grey from 0 (paper) to 1 (ink).' }
        : {
            name: `Activations of ${layerName(n)}`,
            text: 'What its neurons answer: f of their sums z. They are the inputs of the next layer.',
          },
    z: (n) => ({
      name: `Weighted sums of ${layerName(n)}`,
      text: 'What comes into f: each neuron’s weights times its inputs, added up, plus its bias.',
    }),
    delta: (n) => ({
      name: `Error of ${layerName(n)}`,
      text: 'δ = ∂C/∂z: how fast the cost would grow if a neuron’s sum grew. It is passed back from layer to layer.',
    }),
    y: (n) => ({
      name: 'What the outputs should be',
      text: `1 at the digit it was meant to be${n.meant === null ? '' : `, ${n.meant}`}; 0 at all others.`,
    }),
    C: (n) => ({
      name: n.loss === 'quadratic' ? 'Quadratic cost' : 'Cross-entropy cost',
      text: 'How wrong the answer is. 0 would be perfect; learning makes it smaller.',
    }),
    eta: (n) => ({
      name: 'Learning rate',
      text: `How far one step goes, now ${n.rate}. Too small: slow. Too large: it overshoots, and may explode.`,
    }),
    f: (n) => ({ name: `Activation function of ${layerName(n)}`, text: `Here ${FUNCTIONS[n.activation]}.` }),
    slope: (n) => ({
      name: `Slope of f in ${layerName(n)}`,
      text: `How fast a follows z. ${SLOPES[n.activation]} Where it is 0, nothing is learned.`,
    }),
    times: () => ({
      name: 'Number by number',
      text: 'Two columns of the same shape, multiplied entry by entry (Hadamard product). The shape stays.',
    }),
    transpose: () => ({
      name: 'Transposed',
      text: 'Rows become columns: [m × n] turns into [n × m]. With Wᵀ errors run backward along the same weights.',
    }),
    weightGradient: (n) => ({
      name: `Gradient for the weights of ${layerName(n)}`,
      text: `How the cost answers to each weight: δ ${n.own} times aᵀ ${n.before} has the shape of W.`,
    }),
    biasGradient: (n) => ({
      name: `Gradient for the biases of ${layerName(n)}`,
      text: 'A bias is added to z as it is, so its gradient is δ itself.',
    }),
    nabla: () => ({
      name: 'How the cost answers to each output',
      text: 'All ∂C/∂a in one column. For the quadratic cost that is a − y.',
    }),
    layer: (n) => ({
      name: `The layer, counted from 1 to ${n.layers}`,
      text: 'Layer 0 is the image. Choose l on the left: all shapes and the worked example follow.',
    }),
    last: (n) => ({ name: 'The last layer', text: `L = ${n.layers} in this network: the outputs, one for each digit.` }),
    index: () => ({
      name: 'Which one',
      text: 'i, j and k count neurons: from input i into neuron j; k runs over all of a layer. Outputs count from 0, as digits do.',
    }),
    sum: () => ({ name: 'Sum', text: 'Add up what follows for every value of the letter below the sign.' }),
    e: () => ({
      name: 'Euler’s number, 2.718…',
      text: 'e to the z is never negative, and grows by the factor 2.718 whenever z grows by 1.',
    }),
    ln: () => ({
      name: 'Natural logarithm',
      text: 'ln 1 = 0: sure and right costs nothing. Toward 0 it falls without end: sure and wrong costs a lot.',
    }),
    half: () => ({
      name: 'One half',
      text: 'It cancels the 2 that comes down when the square is differentiated. It changes nothing else.',
    }),
    becomes: () => ({
      name: 'Becomes',
      text: 'The value on the right is computed first; then it takes the place of the old one.',
    }),
  } satisfies Record<SymbolId, (n: SymbolFacts) => { name: string; text: string }> as Record<
    SymbolId,
    (n: SymbolFacts) => { name: string; text: string }
  >,
};

export type MathematicsWords = typeof en;

export const WORDS: Words<MathematicsWords> = { en };
