import { farthestFromZero } from '../../domain/contributions.ts';
import { shownSum } from '../../domain/shown-sums.ts';
import { bracketed, measured, shownNumber } from '../../domain/decimals.ts';
import type { SlotTexts } from '../../ui/formula-numbers.ts';
import { decimal, unitsText } from '../../domain/numbers.ts';
import type { Example } from './example.ts';

/** The names that a sum's parts have in the formulas. */
export interface PartNames {
  /** Of an input to a layer, or of what a neuron of a layer sends its error to; layers from 0. */
  readonly source: (example: Example, layer: number, index: number) => string;
  readonly others: (count: number) => string;
  /** All parts of a sum are so many times larger than they are. */
  readonly scale: (power: string) => string;
  /** There is no such part: all there are is shown. */
  readonly none: string;
}

/** What fills every slot of the worked example. */
export function slotTexts(example: Example, learningRate: number, names: PartNames): SlotTexts {
  const { network, trace, layer, neuron, output, meant, weightGradient, biasGradient } = example;
  const last = network.layers.length - 1;
  const outputs = trace.activations[last]!;
  const z = trace.preActivations[layer]![neuron]!;
  const weight = compact(example.weight);
  const input = compact(example.activation);
  const product = compact(example.weight * example.activation);
  const error = compact(outputs[output]!);
  const target = output === meant ? '1' : '0';
  const outputDelta = compact(trace.deltas[last]![output]!);
  const gradient = compact(weightGradient);
  const delta = compact(biasGradient);
  const rate = decimal(learningRate, 3);
  const sum = forwardTexts(example, names);
  return {
    w: weight,
    x: bracketed(input),
    wx: product,
    wxEquals: relation(shownNumber(weight) * shownNumber(input), product),
    ...sum,
    ...activationTexts(example, z, sum.z!),
    y: String(meant),
    ay: compact(outputs[meant]!),
    cost: compact(trace.cost),
    ...costTexts(example, names),
    k: String(output),
    ak: error,
    yk: target,
    fk: network.loss === 'quadratic' ? compact(trace.slopes[last]![output]!) : '',
    dk: outputDelta,
    dkEquals: relation(shownNumber(error) - Number(target), outputDelta),
    ...hiddenTexts(example, names),
    d: delta,
    db: bracketed(delta),
    g: gradient,
    gb: bracketed(gradient),
    gEquals: relation(shownNumber(delta) * shownNumber(input), gradient),
    eta: rate,
    w6: fine(example.weight),
    w6new: fine(example.newWeight),
    b6: example.bias === null ? '' : fine(example.bias),
    b6new: example.newBias === null ? '' : fine(example.newBias),
  };
}

/** z as a sum: the weight's own part, the two largest others, all the rest, and the bias. */
function forwardTexts(example: Example, names: PartNames): SlotTexts {
  const { contributions, input, layer, neuron, bias, trace } = example;
  const largest = farthestFromZero(contributions, 3).filter((index) => index !== input);
  const sum = scaledSum(contributions, [input, ...largest.slice(0, 2)], bias ?? 0, trace.preActivations[layer]![neuron]!);
  const name = (place: number) => {
    const part = sum.parts[place];
    return part ? names.source(example, layer - 1, part.index) : names.none;
  };
  return {
    p0: sum.text(0),
    p1: bracketed(sum.text(1)),
    p2: bracketed(sum.text(2)),
    pr: bracketed(sum.rest),
    pb: bracketed(sum.bias),
    n1: name(1),
    n2: name(2),
    nr: sum.others === 0 ? names.none : names.others(sum.others),
    zs: sum.total,
    zScale: sum.power === null ? '' : names.scale(sum.power),
    z: sum.power === null ? sum.total : compact(trace.preActivations[layer]![neuron]!),
  };
}

/** a = f(z) with as many digits as z has. */
function activationTexts({ network, trace, layer, neuron }: Example, z: number, shown: string): SlotTexts {
  const { activation } = network.layers[layer]!;
  const a = trace.activations[layer]![neuron]!;
  const none = shown.includes('·') ? decimal(0, 4) : decimal(0, shown.split('.')[1]?.length ?? 0);
  const above = z > 0 ? shown : none;
  const below = z > 0 ? none : shown;
  return {
    zb: bracketed(shown),
    above,
    below: bracketed(below),
    aj: activation === 'relu' ? above : compact(a),
    powers: activation === 'softmax' ? compact(trace.preActivations[layer]!.reduce((sum, one) => sum + Math.exp(one), 0)) : '',
  };
}

/** The quadratic cost as a sum: the meant digit's part, the largest other, all the rest. */
function costTexts({ network, trace, meant }: Example, names: PartNames): SlotTexts {
  if (network.loss !== 'quadratic') return {};
  const parts = trace.activations[network.layers.length - 1]!.map((a, digit) => (a - trace.target[digit]!) ** 2 / 2);
  const [other] = farthestFromZero(
    parts.map((part, digit) => (digit === meant ? 0 : part)),
    1,
  );
  const sum = scaledSum(parts, other === undefined ? [meant] : [meant, other], 0, trace.cost);
  return {
    c0: sum.text(0),
    c1: sum.text(1),
    cr: bracketed(sum.rest),
    m: other === undefined ? names.none : String(other),
    mr: sum.others === 0 ? names.none : names.others(sum.others),
    cs: sum.total,
    cScale: sum.power === null ? '' : names.scale(sum.power),
  };
}

/** The error that comes back, as a sum: the two largest parts and all the rest. */
function hiddenTexts(example: Example, names: PartNames): SlotTexts {
  const { hidden } = example;
  if (!hidden) return {};
  const sum = scaledSum(hidden.parts, farthestFromZero(hidden.parts, 2), 0, hidden.total);
  const name = (place: number) => {
    const part = sum.parts[place];
    return part ? names.source(example, hidden.layer + 1, part.index) : names.none;
  };
  const total = compact(hidden.total);
  const slope = compact(hidden.slope);
  const delta = compact(hidden.delta);
  return {
    h0: sum.text(0),
    h1: bracketed(sum.text(1)),
    hr: bracketed(sum.rest),
    k0: name(0),
    k1: name(1),
    kr: sum.others === 0 ? names.none : names.others(sum.others),
    hs: sum.total,
    hScale: sum.power === null ? '' : names.scale(sum.power),
    h: total,
    fp: slope,
    hd: delta,
    hdEquals: relation(shownNumber(total) * shownNumber(slope), delta),
  };
}

/** Below this the numbers of a sum with three digits after the point would say too little: they are shown as multiples of a power of ten. */
const SMALL_SUM = 0.1;

/** A sum as it is shown, whose parts add up exactly; where all are small, all are multiples of the same power of ten. */
function scaledSum(contributions: Float64Array, largest: readonly number[], bias: number, total: number) {
  const size = contributions.reduce(
    (most, value) => Math.max(most, Math.abs(value)),
    Math.max(Math.abs(bias), Math.abs(total)),
  );
  const exponent = size === 0 || size >= SMALL_SUM ? 0 : Math.floor(Math.log10(size));
  const scale = 10 ** -exponent;
  // What left every scale has no example; a scaled sum has numbers below ten.
  const sum = shownSum({
    contributions: contributions.map((value) => value * scale),
    largest,
    bias: bias * scale,
    total: total * scale,
  })!;
  const zero = unitsText(0, sum.digits);
  return {
    parts: sum.parts,
    text: (place: number) => (sum.parts[place] ? unitsText(sum.parts[place].units, sum.digits) : zero),
    rest: unitsText(sum.others.units, sum.digits),
    others: sum.others.count,
    bias: unitsText(sum.bias, sum.digits),
    total: unitsText(sum.total, sum.digits),
    power: exponent === 0 ? null : powerOfTen(exponent),
  };
}

/** '=' where a result is exactly what the numbers shown make, '≈' where rounding is between them. */
function relation(made: number, shown: string): '=' | '≈' {
  return Math.abs(made - shownNumber(shown)) <= 1e-14 * Math.abs(made) ? '=' : '≈';
}

/** A number of any size in few signs: about five digits, large and small ones with a power of ten. */
export function compact(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size > 1e99) return `${sign}10⁹⁹`;
  if (size < 1e-99 && size > 0) return `${sign}10⁻⁹⁹`;
  if (size < 9.99995) return measured(value);
  if (size >= 99_999.5) {
    const [digits, exponent] = size.toExponential(2).split('e') as [string, string];
    return `${sign}${digits}·${powerOfTen(Number(exponent))}`;
  }
  return decimal(value, Math.max(0, 4 - Math.floor(Math.log10(size))));
}

function powerOfTen(exponent: number): string {
  const raised = String(Math.abs(exponent)).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]!);
  return `10${exponent < 0 ? '⁻' : ''}${raised}`;
}

/** Parameters before and after a step, which differ in late digits. */
function fine(value: number): string {
  return Math.abs(value) < 100 ? decimal(value, 6) : compact(value);
}
