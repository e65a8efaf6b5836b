import type { Activation, Loss } from '../../domain/network.ts';
import type { SlotTexts } from '../../ui/formula-numbers.ts';
import { spelled, type Spelled } from '../../ui/spelled.ts';
import type { StageId } from './formulas.ts';
import { mark } from './symbols.ts';

/** What the form of the worked example depends on; its numbers come into the slots. */
export interface ExampleForm {
  readonly loss: Loss;
  /** f of the layer whose weight is followed. */
  readonly activation: Activation;
  readonly isOutput: boolean;
  readonly hasBias: boolean;
  readonly hasHidden: boolean;
}

const index = (letters: string) => mark('index', letters);
const WEIGHT = `${mark('W', 'w')}_{${index('ji')}}`;
const BIAS = `${mark('b', 'b')}_{${index('j')}}`;
const INPUT = `${mark('a', 'a', 'before')}_{${index('i')}}`;
const DELTA = `${mark('delta', '\\delta')}_{${index('j')}}`;
const ETA = mark('eta', '\\slot{eta}');
const C = mark('C', 'C');
const BECOMES = `\\mathrel{${mark('becomes', '\\leftarrow')}}`;
/** A number of a sum with its name beneath. */
const named = (number: string, name: string) => `\\underset{${name}}{\\slot{${number}}}`;
/** What a line comes to: its sign and number stay together where the line is broken. */
const result = (sign: string, number: string) => `{{}${sign}\\slot{${number}}}`;
const sumTo = (number: string, scale: string) => `{{}=\\slot{${number}}\\;\\ \\slot{${scale}}}`;

/** The worked example in slots: the same stages as the formulas, for one weight. */
export function numbersOf(form: ExampleForm): Readonly<Record<StageId, readonly Spelled[]>> {
  return {
    forward: [
      spelled(
        `${WEIGHT}\\, ${INPUT} \\approx \\slot{w} \\times \\slot{x}${result('\\mathrel{\\slot{wxEquals}}', 'wx')}`,
        'wji ai ≈ {w} × {x} {wxEquals} {wx}',
      ),
      spelled(
        `${mark('z', 'z')}_{${index('j')}} \\approx ${[
          named('p0', `${WEIGHT} ${INPUT}`),
          named('p1', '\\slot{n1}'),
          named('p2', '\\slot{n2}'),
          named('pr', '\\slot{nr}'),
          ...(form.hasBias ? [named('pb', BIAS)] : []),
        ].join(' + ')}${sumTo('zs', 'zScale')}`,
        `zj ≈ {p0} + {p1} ({n1}) + {p2} ({n2}) + {pr} ({nr})${form.hasBias ? ' + {pb} (bj)' : ''} = {zs} {zScale}`,
      ),
      ACTIVATION_LINES[form.activation],
    ],
    cost: [costLine(form.loss)],
    outputError: [outputErrorLine(form.loss)],
    hiddenError: form.hasHidden ? hiddenErrorLines(form.isOutput ? 'i' : 'j') : [],
    gradients: [
      spelled(
        `\\frac{\\partial ${C}}{\\partial ${WEIGHT}} = ${DELTA}\\, ${INPUT} \\approx \\slot{d} \\times \\slot{x}${result('\\mathrel{\\slot{gEquals}}', 'g')}`,
        '∂C/∂wji = δj ai ≈ {d} × {x} {gEquals} {g}',
      ),
      ...(form.hasBias
        ? [spelled(`\\frac{\\partial ${C}}{\\partial ${BIAS}} = ${DELTA} \\approx \\slot{d}`, '∂C/∂bj = δj ≈ {d}')]
        : []),
    ],
    update: [
      spelled(
        `${WEIGHT} ${BECOMES} \\slot{w6} - ${ETA} \\times \\slot{gb}${result('\\approx', 'w6new')}`,
        'wji becomes {w6} − {eta} × {gb} ≈ {w6new}',
      ),
      ...(form.hasBias
        ? [
            spelled(
              `${BIAS} ${BECOMES} \\slot{b6} - ${ETA} \\times \\slot{db}${result('\\approx', 'b6new')}`,
              'bj becomes {b6} − {eta} × {db} ≈ {b6new}',
            ),
          ]
        : []),
    ],
  };
}

const E = mark('e', 'e');
const ACTIVATION = `${mark('a', 'a')}_{${index('j')}}`;
const SUM_OF = (letter: string) => `${mark('z', 'z')}_{${index(letter)}}`;
const F_OF_Z = `${ACTIVATION} = ${mark('f', 'f')}(${SUM_OF('j')})`;

const ACTIVATION_LINES: Readonly<Record<Activation, Spelled>> = {
  relu: spelled(`${F_OF_Z} \\approx \\max(0, \\slot{z})${result('=', 'aj')}`, 'aj = f(zj) ≈ max(0, {z}) = {aj}'),
  'leaky-relu': spelled(
    `${F_OF_Z} \\approx \\slot{above} + 0.01 \\times \\slot{below}${result('\\approx', 'aj')}`,
    'aj = f(zj) ≈ {above} + 0.01 × {below} ≈ {aj}',
  ),
  sigmoid: spelled(
    `${F_OF_Z} \\approx \\dfrac{1}{1 + ${E}^{-\\slot{zb}}}${result('\\approx', 'aj')}`,
    'aj = f(zj) ≈ 1 / (1 + e^(−{zb})) ≈ {aj}',
  ),
  tanh: spelled(`${F_OF_Z} \\approx \\tanh(\\slot{z})${result('\\approx', 'aj')}`, 'aj = f(zj) ≈ tanh({z}) ≈ {aj}'),
  softmax: spelled(
    `${ACTIVATION} = \\dfrac{${E}^{${SUM_OF('j')}}}{${mark('sum', '\\sum')}_{${index('k')}} ${E}^{${SUM_OF('k')}}} \\approx \\dfrac{${E}^{\\slot{z}}}{\\slot{powers}}${result('\\approx', 'aj')}`,
    'aj = e^zj / Σ e^zk ≈ e^({z}) / {powers} ≈ {aj}',
  ),
};

function costLine(loss: Loss): Spelled {
  const a = mark('a', 'a', 'last');
  if (loss === 'quadratic') {
    const half = mark('half', '\\frac{1}{2}');
    return spelled(
      `${C} \\approx ${named('c0', `${half}(1 - ${a}_{\\slot{y}})^2`)} + ${named('c1', `${half} ${a}_{\\slot{m}}^{\\,2}`)} + ${named('cr', '\\slot{mr}')}${sumTo('cs', 'cScale')}`,
      'C ≈ {c0} (½(1 − a{y})²) + {c1} (½ a{m}²) + {cr} ({mr}) = {cs} {cScale}',
    );
  }
  return spelled(
    `${C} = -${mark('ln', '\\ln')} ${a}_{\\slot{y}} \\approx -${mark('ln', '\\ln')}(\\slot{ay})${result('\\approx', 'cost')}`,
    'C = −ln a{y} ≈ −ln({ay}) ≈ {cost}',
  );
}

function outputErrorLine(loss: Loss): Spelled {
  const k = '_{\\slot{k}}';
  const delta = `${mark('delta', '\\delta', 'last')}${k}`;
  const difference = `${mark('a', 'a', 'last')}${k} - ${mark('y', 'y')}${k}`;
  if (loss === 'quadratic') {
    return spelled(
      `${delta} = (${difference})\\, ${mark('slope', "f'", 'last')}(${mark('z', 'z', 'last')}${k}) \\approx (\\slot{ak} - \\slot{yk}) \\times \\slot{fk}${result('\\approx', 'dk')}`,
      'δ{k} = (a{k} − y{k}) f′(z{k}) ≈ ({ak} − {yk}) × {fk} ≈ {dk}',
    );
  }
  return spelled(
    `${delta} = ${difference} \\approx \\slot{ak} - \\slot{yk}${result('\\mathrel{\\slot{dkEquals}}', 'dk')}`,
    'δ{k} = a{k} − y{k} ≈ {ak} − {yk} {dkEquals} {dk}',
  );
}

/** `of`: the index of the hidden neuron: j where the weight ends in it, i where it begins there. */
function hiddenErrorLines(of: 'i' | 'j'): Spelled[] {
  const sum = `${mark('sum', '\\textstyle\\sum')}_{${index('k')}}\\, ${mark('W', 'w', 'after')}_{${index(`k${of}`)}}\\, ${mark('delta', '\\delta', 'after')}_{${index('k')}}`;
  const delta = `${mark('delta', '\\delta', 'hidden')}_{${index(of)}}`;
  return [
    spelled(
      `${sum} \\approx ${named('h0', '\\slot{k0}')} + ${named('h1', '\\slot{k1}')} + ${named('hr', '\\slot{kr}')}${sumTo('hs', 'hScale')}`,
      `Σ wk${of} δk ≈ {h0} ({k0}) + {h1} ({k1}) + {hr} ({kr}) = {hs} {hScale}`,
    ),
    spelled(
      `${delta} \\approx \\slot{h} \\times ${mark('slope', "f'", 'hidden')}(${mark('z', 'z', 'hidden')}_{${index(of)}}) \\approx \\slot{h} \\times \\slot{fp}${result('\\mathrel{\\slot{hdEquals}}', 'hd')}`,
      `δ${of} ≈ {h} × f′(z${of}) ≈ {h} × {fp} {hdEquals} {hd}`,
    ),
  ];
}

const NUMBER = '−0.00000';
const BRACKETED = `(${NUMBER})`;
const PART = '−0.000';
const BRACKETED_PART = `(${PART})`;
const NAME = 'neuron 128';
const OTHERS = 'other 783';
const SCALE = 'all ×10⁻⁰';
const FINE = '−0.000000';

/** The widest text that each slot usually holds; longer ones reach a little into the room between numbers. */
export const WIDEST: SlotTexts = {
  w: NUMBER,
  x: NUMBER,
  wx: NUMBER,
  wxEquals: '≈',
  p0: PART,
  p1: BRACKETED_PART,
  p2: BRACKETED_PART,
  pr: BRACKETED_PART,
  pb: BRACKETED_PART,
  n1: NAME,
  n2: NAME,
  nr: OTHERS,
  zs: PART,
  zScale: SCALE,
  z: PART,
  zb: BRACKETED_PART,
  above: PART,
  below: BRACKETED_PART,
  aj: NUMBER,
  powers: NUMBER,
  y: '0',
  ay: NUMBER,
  cost: NUMBER,
  c0: PART,
  c1: PART,
  cr: BRACKETED_PART,
  m: '0',
  mr: OTHERS,
  cs: PART,
  cScale: SCALE,
  k: '0',
  ak: NUMBER,
  yk: '0',
  fk: NUMBER,
  dk: NUMBER,
  dkEquals: '≈',
  h0: PART,
  h1: BRACKETED_PART,
  hr: BRACKETED_PART,
  k0: NAME,
  k1: NAME,
  kr: OTHERS,
  hs: PART,
  hScale: SCALE,
  h: NUMBER,
  fp: NUMBER,
  hd: NUMBER,
  hdEquals: '≈',
  d: NUMBER,
  db: BRACKETED,
  g: NUMBER,
  gb: BRACKETED,
  gEquals: '≈',
  eta: '0.000',
  w6: FINE,
  w6new: FINE,
  b6: FINE,
  b6new: FINE,
};
