import { computed, type ReadonlySignal } from '@preact/signals';
import { ACTIVATION_FUNCTIONS } from '../../domain/activation-functions.ts';
import type { NeuronResult, NeuronSettings } from '../../domain/neuron.ts';
import type { NeuronBench } from '../../state/neuron-bench.ts';
import { bracketed, equality, measured } from '../../domain/decimals.ts';
import { decimal } from '../../domain/numbers.ts';
import type { SlotTexts } from '../../ui/formula-numbers.ts';

/** Every number of the neuron as the page shows it: what is set with two digits, products and z with four, which is all they have. */
export function shownNumbers(settings: NeuronSettings, result: NeuronResult) {
  const { x1, x2, w1, w2, b, alpha, z2, z3, temperature, activation } = settings;
  const { z, a, slope, gradient, terms, shares, shareSlopes } = result;
  const set = (value: number) => decimal(value, 2);
  const slopeText = measured(slope);
  const [minus, plus] = complements(settings, result);
  return {
    x1: set(x1),
    x2: set(x2),
    w1: set(w1),
    w2: set(w2),
    b: set(b),
    alpha: set(alpha),
    z2: set(z2),
    z3: set(z3),
    temperature: set(temperature),
    /** Softmax: the exponents z/T. */
    powers: [decimal(z / temperature, 3), decimal(z2 / temperature, 3), decimal(z3 / temperature, 3)] as const,
    terms: [decimal(terms[0], 4), decimal(terms[1], 4)] as const,
    z: decimal(z, 4),
    zSide: z > 0 ? '>' : '≤',
    above: decimal(Math.max(0, z), 4),
    below: decimal(Math.min(0, z), 4),
    a: measured(a),
    aEquals: activation === 'softmax' ? '≈' : equality(a, measured(a)),
    minus: measured(minus),
    plus: measured(plus),
    slope: slopeText,
    // A slope that is computed from rounded numbers is not the product of what is shown.
    slopeEquals: activation === 'relu' || activation === 'leaky-relu' ? '=' : '≈',
    gradient: gradient.map(measured),
    gradientEquals: gradient.map((value) => (equality(slope, slopeText) === '=' ? equality(value, measured(value)) : '≈')),
    shares: shares.map((share) => decimal(share, 3)),
    shareSlopes: shareSlopes.map((value) => decimal(value, 2)),
  };
}

type ShownNumbers = ReturnType<typeof shownNumbers>;

const shownByBench = new WeakMap<NeuronBench, ReadonlySignal<ShownNumbers>>();

/** The numbers of a workbench as shown, computed once a change for all who show them. */
export function shownOf(bench: NeuronBench): ReadonlySignal<ShownNumbers> {
  const known = shownByBench.get(bench);
  if (known) return known;
  const shown = computed(() => shownNumbers(bench.settings.value, bench.result.value));
  shownByBench.set(bench, shown);
  return shown;
}

/** What fills the slots of the formulas. */
export function slotTexts(shown: ShownNumbers): SlotTexts {
  const [g1, g2, gb] = shown.gradient as [string, string, string];
  const [g1r, g2r, gbr] = shown.gradientEquals as [string, string, string];
  return {
    w: shown.w1,
    x: bracketed(shown.x1),
    v: bracketed(shown.w2),
    y: bracketed(shown.x2),
    b: bracketed(shown.b),
    t: shown.terms[0],
    u: bracketed(shown.terms[1]),
    z: shown.z,
    zSide: shown.zSide,
    zb: bracketed(shown.z),
    p1: shown.powers[0],
    p2: shown.powers[1],
    p3: shown.powers[2],
    temperature: shown.temperature,
    alpha: shown.alpha,
    above: shown.above,
    below: bracketed(shown.below),
    a: shown.a,
    aEquals: shown.aEquals,
    minus: shown.minus,
    plus: shown.plus,
    s: shown.slope,
    sEquals: shown.slopeEquals,
    g1,
    g2,
    gb,
    g1Equals: g1r,
    g2Equals: g2r,
    gbEquals: gbr,
  };
}

/** 1 − a, and 1 + a for tanh, computed so that they keep their digits where a is next to 1 or −1. */
function complements({ activation }: NeuronSettings, { z, a, shares }: NeuronResult): [number, number] {
  const sigmoid = (value: number) => ACTIVATION_FUNCTIONS.sigmoid.value(value, 0);
  if (activation === 'sigmoid') return [sigmoid(-z), 1 + a];
  if (activation === 'tanh') return [2 * sigmoid(-2 * z), 2 * sigmoid(2 * z)];
  if (activation === 'softmax') return [shares.slice(1).reduce((sum, share) => sum + share, 0), 1 + a];
  return [1 - a, 1 + a];
}
