import type { Region } from '../../domain/activation-functions.ts';
import type { Activation } from '../../domain/network.ts';
import type { NeuronNumber } from '../../state/neuron-bench.ts';
import type { Words } from '../../ui/language.ts';

const en = {
  save: 'Save as picture',
  saveLabel: (what: string) => `Save as picture: ${what}`,
  title: 'Inside one neuron',
  intro:
    'A neuron weighs its inputs, adds a bias, and sends the sum z through a function f. Change any number: formulas and pictures follow. Where f is flat, nothing can be learned.',
  numbers: {
    x1: 'Input x₁',
    x2: 'Input x₂',
    w1: 'Weight w₁',
    w2: 'Weight w₂',
    b: 'Bias b',
    alpha: 'Slope α',
    z2: 'Logit z₂',
    z3: 'Logit z₃',
    temperature: 'Temp. T',
  } satisfies Record<NeuronNumber, string>,
  controls: 'Numbers of the neuron',
  extras: (name: string) => (name === 'Softmax' ? 'The rest of the Softmax layer' : `${name} below 0`),
  function: 'Activation function f',
  names: {
    relu: 'ReLU',
    'leaky-relu': 'Leaky ReLU',
    sigmoid: 'Sigmoid',
    tanh: 'Tanh',
    softmax: 'Softmax',
  } satisfies Record<Activation, string>,
  // The pad alone has the names Undo and Redo.
  undo: 'Step back',
  redo: 'Step again',
  reset: 'Reset',
  wasReset: 'The neuron is as at the start.',
  tries: 'Try',
  tryDying: 'a ReLU that dies',
  trySaturated: 'a sigmoid that saturates',
  computation: 'The same in symbols and in numbers',
  symbols: 'Symbols',
  numeric: 'Numbers',
  region: (kind: Region, name: string, slope: string, share: string) =>
    ({
      dead: `${name} = 0: this neuron cannot learn from this input. Neither its weights nor its bias would move.`,
      leaking: `${name} = ${slope}: z is below 0, so it learns, but only ${share} as fast as above 0.`,
      saturated: `Saturated: ${name} = ${slope}, ${share} of its steepest. It learns next to nothing from this input.`,
      learning: `${name} = ${slope}: this neuron learns from this input.`,
    })[kind],
  neuron: {
    title: 'What the neuron does',
    caption: 'Line width: size of the weight. Orange solid is positive, blue dashed negative.',
    text: (n: { x1: string; x2: string; w1: string; w2: string; b: string; z: string; a: string; name: string }) =>
      `Input x₁ ${n.x1} with weight ${n.w1} and input x₂ ${n.x2} with weight ${n.w2} meet bias ${n.b} in the sum z = ${n.z}; ${n.name} makes a = ${n.a} of it.`,
  },
  curves: {
    title: 'Every f at this z, and its slope f′',
    caption:
      'Upright line: this z. Filled dot and tangent: the chosen f. Softmax is no curve of one z: it shares out 1 among all logits of a layer, here z, z₂, z₃.',
    shares: 'Softmax $a$',
    shareSlopes: 'Softmax $∂a/∂z$',
    text: (z: string, values: string, shares: string) => `At z = ${z}: ${values}. Softmax shares: ${shares}.`,
    value: (name: string, value: string, slope: string) => `${name} ${value} with slope ${slope}`,
    share: (name: string, share: string) => `${name} ${share}`,
  },
  plane: {
    title: 'Which inputs it says yes to',
    caption: 'Drag x (inputs), the square (line z = 0: bias) or w (weights; always square to the line).',
    offPlane: (sign: string) => `The line z = 0 is beyond this plane: z ${sign} 0 everywhere here.`,
    noLine: (b: string) => `Both weights are 0, so there is no line: z = b = ${b} for every input.`,
    input: 'Input point (x₁, x₂)',
    inputValue: (x1: string, x2: string) => `x₁ ${x1}, x₂ ${x2}`,
    line: 'Decision line, bias b',
    lineValue: (b: string) => `b ${b}`,
    weights: 'Weight arrow (w₁, w₂)',
    weightsValue: (w1: string, w2: string) => `w₁ ${w1}, w₂ ${w2}`,
    keys: 'Cursor keys move it by 0.05, with Shift by 0.01.',
    text: (w1: string, w2: string, b: string, x1: string, x2: string, sign: string) =>
      `The plane of the two inputs with the line ${w1} × x₁ + ${w2} × x₂ + ${b} = 0. The input (${x1}, ${x2}) lies where z ${sign} 0.`,
  },
  table: {
    title: 'Five functions, side by side',
    function: 'Function',
    value: 'f(z)',
    slope: 'f′(z)',
    range: 'Range',
    cost: 'Cost',
    learns: 'Learns',
    stalls: 'Hardly learns',
    valueNow: 'f(z) now',
    slopeNow: 'f′(z) now',
    here: 'here now',
    rows: {
      relu: { range: '0 to ∞', cost: 'a comparison', learns: 'z > 0: f′ = 1', stalls: 'z ≤ 0: dead, f′ = 0' },
      'leaky-relu': { range: '−∞ to ∞', cost: 'also a product', learns: 'z > 0: f′ = 1', stalls: 'z ≤ 0: slow, f′ = α' },
      sigmoid: { range: '0 to 1', cost: 'an exponential', learns: 'near 0: f′ ≤ ¼', stalls: '|z| > 4.4: saturated' },
      tanh: { range: '−1 to 1', cost: 'an exponential', learns: 'near 0: f′ ≤ 1', stalls: '|z| > 2.2: saturated' },
      softmax: { range: '0 to 1', cost: '3 exponentials', learns: 'tied: f′ ≤ 1/(4T)', stalls: 'decided: saturated' },
    } satisfies Record<Activation, { range: string; cost: string; learns: string; stalls: string }>,
  },
};

export type NeuronWords = typeof en;

export const WORDS: Words<NeuronWords> = { en };
