import type { Activation } from '../../domain/network.ts';
import type { SlotTexts } from '../../ui/formula-numbers.ts';
import { spelled, type Spelled } from '../../ui/spelled.ts';

/** What is computed, in symbols and with the numbers of the moment. */
export interface ComputationRow {
  readonly symbolic: Spelled;
  readonly numeric: readonly Spelled[];
}

/** In the order in which they are shown. */
export const ACTIVATIONS: readonly Activation[] = ['relu', 'leaky-relu', 'sigmoid', 'tanh', 'softmax'];

/** A function and its slope. */
interface FunctionFormulas {
  readonly value: Spelled;
  readonly slope: Spelled;
}

/** Each function and its slope in symbols, as they are computed, and on one line for the table. */
export const FUNCTION_FORMULAS: Readonly<Record<Activation, FunctionFormulas & { readonly inTable: FunctionFormulas }>> = {
  relu: inSymbols(
    { value: spelled('\\max(0, z)', 'max(0, z)'), slope: spelled(cases('1', '0'), '1 where z > 0, else 0') },
    { slope: spelled('1 \\text{ or } 0', '1 or 0') },
  ),
  'leaky-relu': inSymbols(
    {
      value: spelled('\\max(0, z) + \\alpha \\min(0, z)', 'max(0, z) + α · min(0, z)'),
      slope: spelled(cases('1', '\\alpha'), '1 where z > 0, else α'),
    },
    { slope: spelled('1 \\text{ or } \\alpha', '1 or α') },
  ),
  sigmoid: inSymbols(
    { value: spelled('\\dfrac{1}{1 + e^{-z}}', '1 / (1 + e^(−z))'), slope: spelled('a\\,(1 - a)', 'a (1 − a)') },
    { value: spelled('1 / (1 + e^{-z})', '1 / (1 + e^(−z))') },
  ),
  tanh: inSymbols({ value: spelled('\\tanh z', 'tanh z'), slope: spelled('(1 - a)(1 + a)', '(1 − a)(1 + a)') }),
  softmax: inSymbols(
    {
      value: spelled('\\dfrac{e^{z/T}}{e^{z/T} + e^{z_2/T} + e^{z_3/T}}', 'e^(z/T) / (e^(z/T) + e^(z₂/T) + e^(z₃/T))'),
      slope: spelled('\\dfrac{a\\,(1 - a)}{T}', 'a (1 − a) / T'),
    },
    {
      value: spelled('e^{z/T} / \\textstyle\\sum_i e^{z_i/T}', 'e^(z/T) / sum of all e^(zᵢ/T)'),
      slope: spelled('a\\,(1 - a) / T', 'a (1 − a) / T'),
    },
  ),
};

function inSymbols(formulas: FunctionFormulas, inTable: Partial<FunctionFormulas> = {}) {
  return { ...formulas, inTable: { ...formulas, ...inTable } };
}

/** Digits as exponents are higher than the letters that denominators leave room for. */
const ROOM_FOR_POWERS = '\\rule{0em}{1em}';

const VALUE_NUMBERS: Readonly<Record<Activation, Spelled>> = {
  relu: spelled('\\max(0, \\slotr{z})', 'max(0, {z})'),
  'leaky-relu': spelled('\\slotr{above} + \\slotr{alpha} \\times \\slot{below}', '{above} + {alpha} × {below}'),
  sigmoid: spelled(`\\dfrac{1}{${ROOM_FOR_POWERS} 1 + e^{-\\slot{zb}}}`, '1 / (1 + e^(−{zb}))'),
  tanh: spelled('\\tanh(\\slotr{z})', 'tanh({z})'),
  softmax: spelled(
    `\\dfrac{e^{\\slot{p1}}}{${ROOM_FOR_POWERS} e^{\\slot{p1}} + e^{\\slot{p2}} + e^{\\slot{p3}}}`,
    'e^({p1}) / (e^({p1}) + e^({p2}) + e^({p3}))',
  ),
};

const SLOPE_NUMBERS: Readonly<Record<Activation, Spelled | null>> = {
  relu: null,
  'leaky-relu': null,
  sigmoid: spelled('\\slotr{a} \\times \\slot{minus}', '{a} × {minus}'),
  tanh: spelled('\\slotr{minus} \\times \\slot{plus}', '{minus} × {plus}'),
  softmax: spelled('\\dfrac{\\slotr{a} \\times \\slot{minus}}{\\slot{temperature}}', '{a} × {minus} / {temperature}'),
};

/** The way from the inputs to the answer, and back to what a weight would learn. */
export function computationOf(activation: Activation): readonly ComputationRow[] {
  const { value, slope } = FUNCTION_FORMULAS[activation];
  const numbers = VALUE_NUMBERS[activation];
  const slopeNumbers = SLOPE_NUMBERS[activation];
  const slopeName =
    activation === 'softmax' ? spelled('\\tfrac{\\partial a}{\\partial z}', '∂a/∂z') : spelled("f'(z)", 'f′(z)');
  return [
    {
      symbolic: spelled('z = w_1 x_1 + w_2 x_2 + b', 'z = w₁ × x₁ + w₂ × x₂ + b'),
      numeric: [
        spelled(
          'z = \\slotr{w} \\times \\slot{x} + \\slotr{v} \\times \\slot{y} + \\slot{b}',
          'z = {w} × {x} + {v} × {y} + {b}',
        ),
        spelled('\\phantom{z} = \\slot{t} + \\slot{u} + \\slot{b} = \\slot{z}', 'z = {t} + {u} + {b} = {z}'),
      ],
    },
    {
      // Softmax is no function of z alone; and Leaky ReLU is long enough without the name.
      symbolic:
        activation === 'softmax' || activation === 'leaky-relu'
          ? spelled(`a = ${value.tex}`, `a = ${value.plain}`)
          : spelled(`a = f(z) = ${value.tex}`, `a = f(z) = ${value.plain}`),
      numeric: [spelled(`a = ${numbers.tex} \\mathrel{\\slot{aEquals}} \\slot{a}`, `a = ${numbers.plain} {aEquals} {a}`)],
    },
    {
      symbolic: spelled(`${slopeName.tex} = ${slope.tex}`, `${slopeName.plain} = ${slope.plain}`),
      numeric: [
        slopeNumbers
          ? spelled(
              `${slopeName.tex} \\approx ${slopeNumbers.tex} \\mathrel{\\slot{sEquals}} \\slot{s}`,
              `${slopeName.plain} ≈ ${slopeNumbers.plain} {sEquals} {s}`,
            )
          : spelled(
              `\\slot{z} \\mathrel{\\slot{zSide}} 0 \\;\\Rightarrow\\; f'(z) = \\slot{s}`,
              'z = {z} {zSide} 0, so f′(z) = {s}',
            ),
      ],
    },
    ...(['1', '2'] as const).map((index): ComputationRow => {
      const x = index === '1' ? 'x' : 'y';
      return {
        symbolic: spelled(
          `\\partial a / \\partial w_${index} = ${slopeName.tex}\\, x_${index}`,
          `∂a/∂w${index} = ${slopeName.plain} × x${index}`,
        ),
        numeric: [
          spelled(
            `\\partial a / \\partial w_${index} = \\slotr{s} \\times \\slot{${x}} \\mathrel{\\slot{g${index}Equals}} \\slot{g${index}}`,
            `∂a/∂w${index} = {s} × {${x}} {g${index}Equals} {g${index}}`,
          ),
        ],
      };
    }),
    {
      symbolic: spelled(`\\partial a / \\partial b = ${slopeName.tex}`, `∂a/∂b = ${slopeName.plain}`),
      numeric: [spelled(`\\partial a / \\partial b \\mathrel{\\slot{gbEquals}} \\slot{gb}`, '∂a/∂b {gbEquals} {gb}')],
    },
  ];
}

/** The widest text that each slot will hold. */
export const WIDEST_TEXTS: Readonly<Record<Activation, SlotTexts>> = {
  relu: widestTexts('relu'),
  'leaky-relu': widestTexts('leaky-relu'),
  sigmoid: widestTexts('sigmoid'),
  tanh: widestTexts('tanh'),
  softmax: widestTexts('softmax'),
};

function widestTexts(activation: Activation): SlotTexts {
  const tiny =
    activation === 'softmax' ? '1.00·10⁻¹⁷⁴' : activation === 'sigmoid' || activation === 'tanh' ? '1.00·10⁻⁵' : '0.0000';
  // α z and tanh z have more digits behind the point than the four of z.
  const small = activation === 'relu' ? '−10.0000' : '−1.00·10⁻⁵';
  const answer = activation === 'softmax' || activation === 'sigmoid' ? tiny : small;
  const gradient = tiny === '0.0000' ? '−2.0000' : `−${tiny}`;
  return {
    w: '−2.00',
    x: '(−2.00)',
    v: '(−2.00)',
    y: '(−2.00)',
    b: '(−2.00)',
    t: '−4.0000',
    u: '(−4.0000)',
    z: '−10.0000',
    zSide: '≤',
    zb: '(−10.0000)',
    p1: '−200.000',
    p2: '−200.000',
    p3: '−200.000',
    temperature: '10.00',
    alpha: '0.00',
    above: '10.0000',
    below: '(−10.0000)',
    a: answer,
    aEquals: '≈',
    minus: tiny,
    plus: tiny,
    s: tiny,
    sEquals: '≈',
    g1: gradient,
    g2: gradient,
    gb: gradient,
    g1Equals: '≈',
    g2Equals: '≈',
    gbEquals: '≈',
  };
}

function cases(above: string, below: string): string {
  return `\\begin{cases} ${above} & z > 0 \\\\ ${below} & z \\le 0 \\end{cases}`;
}
