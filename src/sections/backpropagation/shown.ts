import { shownParts, type ShownParts } from '../../domain/shown-sums.ts';
import type { Stage } from '../../domain/step-stages.ts';
import { bracketed, equality, measuredAnySize, powerOfTen } from '../../domain/decimals.ts';
import type { SlotTexts } from '../../ui/formula-numbers.ts';
import { decimal, unitsText } from '../../domain/numbers.ts';
import {
  backwardSum,
  followedNumbers,
  foretold,
  forwardSum,
  squaredError,
  type Followed,
  type FollowedNumbers,
  type SplitSum,
} from './followed.ts';

/** Stands where there is no number. */
export const NO_NUMBER = '–';

/** The numbers of the followed parameter as they are shown, whatever the stage. */
export interface FollowedTexts {
  readonly input: string;
  readonly weight: string;
  readonly z: string;
  readonly a: string;
  readonly slope: string;
  readonly delta: string;
  readonly product: string;
  readonly gradient: string;
  readonly learningRate: string;
  readonly move: string;
  readonly next: string;
}

/** Digits of a weight: enough that three digits of its change are seen, as many as float32 has. */
const WEIGHT_DIGITS = { least: 4, most: 9, all: 9 };
const MOVE_DIGITS = 3;

export function followedTexts(numbers: FollowedNumbers, learningRate: number): FollowedTexts {
  const digits = weightDigits(numbers);
  return {
    input: measuredAnySize(numbers.input),
    weight: decimal(numbers.weight, digits),
    z: measuredAnySize(numbers.z),
    a: measuredAnySize(numbers.a),
    slope: numbers.slope === null ? NO_NUMBER : measuredAnySize(numbers.slope),
    delta: measuredAnySize(numbers.delta),
    product: measuredAnySize(numbers.product),
    gradient: measuredAnySize(numbers.gradient),
    learningRate: rateText(learningRate),
    move: Math.abs(numbers.move) < 0.5 * 10 ** -digits ? measuredAnySize(numbers.move) : decimal(numbers.move, digits),
    next: numbers.next === null ? NO_NUMBER : decimal(numbers.next, digits),
  };
}

/** A learning rate as it was set: at most four digits that say something. */
export function rateText(rate: number): string {
  return String(Number(rate.toPrecision(4)));
}

/** Everything that stands in the formulas of a stage. */
export function stageTexts(followed: Followed, stage: Stage): SlotTexts {
  const numbers = followedNumbers(followed);
  const texts = followedTexts(numbers, followed.learningRate);
  const { trace, example, route } = followed;
  const own = trace.examples[example]!;
  const size = String(trace.examples.length);
  switch (stage.kind) {
    case 'batch':
      return { size, label: String(own.label), grey: greyText(followed), pixel: pixelText(followed) };
    case 'forward': {
      const { layer } = stage;
      const neuron = route[layer]!;
      const z = own.preActivations[layer]![neuron]!;
      const a = own.activations[layer]![neuron]!;
      return {
        ...sumTexts(forwardSum(followed, layer), 0),
        zb: bracketed(measuredAnySize(z)),
        z: measuredAnySize(z),
        a: measuredAnySize(a),
        aEquals: equality(a, measuredAnySize(a)),
      };
    }
    case 'cost': {
      const cost = measuredAnySize(own.cost);
      const share = own.activations[own.activations.length - 1]![own.label]!;
      return {
        share: measuredAnySize(share),
        squares: measuredAnySize(squaredError(own)),
        cost,
        size,
        ...meanTexts(
          trace.examples.map((one) => one.cost),
          trace.cost,
        ),
      };
    }
    case 'delta':
      return stage.layer === route.length - 1 ? outputErrorTexts(followed) : hiddenErrorTexts(followed, stage.layer);
    case 'gradient':
      return {
        delta: bracketed(texts.delta),
        input: bracketed(texts.input),
        product: texts.product,
        productEquals: equality(numbers.product, texts.product),
        size,
        ...meanTexts(numbers.products, numbers.gradient),
      };
    case 'update':
      return { ...texts, moveBracketed: bracketed(texts.move), gradient: bracketed(texts.gradient), ...updateTexts(texts) };
    default:
      return againTexts(followed);
  }
}

/** The parts of the batch's mean at a stage, as they are shown under the images; null where the stage has no mean. */
export function partsOf(followed: Followed, stage: Stage): ShownParts | null {
  if (stage.kind === 'cost') return partsOfMean(followed.trace.examples.map(({ cost }) => cost));
  if (stage.kind === 'gradient') return partsOfMean(followedNumbers(followed).products);
  return null;
}

function partsOfMean(parts: readonly number[]): ShownParts | null {
  return shownParts(
    parts,
    parts.reduce((sum, part) => sum + part, 0),
  );
}

/** Σ of the parts, and the mean. */
function meanTexts(parts: readonly number[], mean: number): SlotTexts {
  const shown = partsOfMean(parts);
  const text = measuredAnySize(mean);
  return {
    sum: shown ? unitsText(shown.total, shown.digits) : '∞',
    power: shown ? powerOfTen(shown.exponent) : '',
    mean: text,
  };
}

/** A sum with its parts in one unit, so that they add up as shown; written plainly from `least` on. */
function sumTexts(sum: SplitSum, least?: number): SlotTexts {
  const shown = shownParts([sum.product, sum.others, sum.bias], sum.total, least);
  const part = (units: number) => (shown ? unitsText(units, shown.digits) : '∞');
  return {
    from: String(sum.from),
    weight: bracketed(measuredAnySize(sum.weight)),
    input: bracketed(measuredAnySize(sum.input)),
    product: measuredAnySize(sum.product),
    productEquals: equality(sum.product, measuredAnySize(sum.product)),
    part: part(shown?.parts[0] ?? 0),
    others: bracketed(part(shown?.parts[1] ?? 0)),
    bias: bracketed(part(shown?.parts[2] ?? 0)),
    total: part(shown?.total ?? 0),
    power: shown ? powerOfTen(shown.exponent) : '',
  };
}

function outputErrorTexts({ trace, example, route }: Followed): SlotTexts {
  const own = trace.examples[example]!;
  const last = route.length - 1;
  const output = route[last]!;
  const a = own.activations[last]![output]!;
  const delta = own.deltas[last]![output]!;
  const slope = own.slopes[last]![output]!;
  return {
    output: String(output),
    a: measuredAnySize(a),
    y: String(own.target[output]!),
    slope: Number.isNaN(slope) ? NO_NUMBER : measuredAnySize(slope),
    delta: measuredAnySize(delta),
  };
}

function hiddenErrorTexts(followed: Followed, layer: number): SlotTexts {
  const { trace, example, route } = followed;
  const own = trace.examples[example]!;
  const neuron = route[layer]!;
  const sum = backwardSum(followed, layer);
  const delta = own.deltas[layer]![neuron]!;
  return {
    ...sumTexts(sum),
    slope: measuredAnySize(own.slopes[layer]![neuron]!),
    sum: bracketed(measuredAnySize(sum.total)),
    delta: measuredAnySize(delta),
    deltaEquals: equality(delta, measuredAnySize(delta)),
  };
}

function updateTexts({ weight, move, next }: FollowedTexts): SlotTexts {
  const units = (text: string) => Math.round(Number(text.replace('−', '-')) * 1e9);
  const isExact = !move.includes('·') && units(weight) - units(move) === units(next);
  return { nextEquals: isExact ? '=' : '≈' };
}

function againTexts(followed: Followed): SlotTexts {
  const { trace, updated } = followed;
  const before = trace.cost;
  const after = updated?.trace.cost ?? null;
  const told = foretold(followed);
  return {
    before: measuredAnySize(before),
    after: after === null ? NO_NUMBER : measuredAnySize(after),
    change: after === null ? NO_NUMBER : measuredAnySize(after - before),
    foretold: measuredAnySize(told),
  };
}

/** The pixel that the route's first sum takes out. */
function greyText(followed: Followed): string {
  return String(Math.round(forwardSum(followed, 0).input * 255));
}

function pixelText(followed: Followed): string {
  return measuredAnySize(forwardSum(followed, 0).input);
}

function weightDigits({ weight, move }: FollowedNumbers): number {
  const wanted = move === 0 ? WEIGHT_DIGITS.least : MOVE_DIGITS - 1 - Math.floor(Math.log10(Math.abs(move)));
  const before = Math.abs(weight) < 10 ? 1 : Math.floor(Math.log10(Math.abs(weight))) + 1;
  const most = Math.max(0, Math.min(WEIGHT_DIGITS.most, WEIGHT_DIGITS.all - before));
  return Math.min(most, Math.max(WEIGHT_DIGITS.least, wanted));
}
