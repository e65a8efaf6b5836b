/**
 * Sums as they are shown: every number a whole count of units, so that what is shown adds up exactly.
 *
 * A unit is 10^−digits.
 */

/** z = Σ w·a + b with its largest contributions, one number for all the others, and the bias. */
export interface ShownSum {
  readonly digits: number;
  readonly parts: readonly { readonly index: number; readonly units: number }[];
  readonly others: { readonly count: number; readonly units: number };
  readonly bias: number;
  readonly total: number;
  /**
   * By how many units `others` differs from the rounded sum of the others.
   *
   * It takes up what rounding did to every other number shown, each half a unit at most.
   */
  readonly drift: number;
}

/** The difference of two logits with every contribution to it. */
export interface ShownDifference {
  readonly digits: number;
  readonly logits: readonly [number, number];
  readonly total: number;
  /** [inFeatures of the last layer] */
  readonly contributions: readonly number[];
  readonly biases: readonly [number, number];
}

/** Numbers of any size with their sum, all in units of 10^(exponent − digits). */
export interface ShownParts {
  readonly exponent: number;
  readonly digits: number;
  readonly parts: readonly number[];
  readonly total: number;
}

const MOST_DIGITS = 3;
/** Larger numbers lose digits behind the point, so that about six remain. */
const SIGNIFICANT = 6;
/** Beyond this no whole count of units is exact. */
const LARGEST = 1e12;

/** Rounds a sum for show; null where a number is not finite or beyond all scales. */
export function shownSum(sum: {
  readonly contributions: Float64Array;
  /** The contributions to show, by number. */
  readonly largest: readonly number[];
  readonly bias: number;
  /** z as the engine computed it. */
  readonly total: number;
}): ShownSum | null {
  const { contributions, largest } = sum;
  const digits = digitsFor([sum.bias, sum.total, ...contributions]);
  if (digits === null) return null;
  const units = (value: number) => inUnits(value, digits);
  const parts = largest.map((index) => ({ index, units: units(contributions[index]!) }));
  const bias = units(sum.bias);
  const total = units(sum.total);
  const count = contributions.length - parts.length;
  const rest = parts.reduce((left, part) => left - part.units, total - bias);
  const shown = new Set(largest);
  const exact = contributions.reduce((left, value, index) => (shown.has(index) ? left : left + value), 0);
  return { digits, parts, bias, total, others: { count, units: rest }, drift: rest - units(exact) };
}

/** The factors of parts have so many digits behind the point, at least and at most. */
const FACTOR_DIGITS = { least: 3, most: 7 };

/**
 * With so many digits behind the point the factors of every part can be multiplied on paper: the product of what is shown, rounded to
 * the `digits` of the part, is the part.
 */
export function factorDigits(
  parts: readonly { readonly factors: readonly [number, number]; readonly units: number }[],
  digits: number,
): number {
  const isEnough = (shown: number) =>
    parts.every(({ factors: [one, other], units }) => {
      return inUnits(Number(one.toFixed(shown)) * Number(other.toFixed(shown)), digits) === units;
    });
  let shown = FACTOR_DIGITS.least;
  while (shown < FACTOR_DIGITS.most && !isEnough(shown)) shown++;
  return shown;
}

/**
 * Rounds a difference of logits for show; null where a number is not finite or beyond all scales.
 *
 * The total is that of the two logits shown. Every part is rounded down, and the units that are then missing go to the parts that
 * lost most, one each. A part that is exactly zero stays so.
 */
export function shownDifference(difference: {
  readonly contributions: Float64Array;
  readonly biases: readonly [number, number];
  readonly logits: readonly [number, number];
}): ShownDifference | null {
  const exact = [...difference.contributions, ...difference.biases];
  const digits = digitsFor([...exact, ...difference.logits]);
  if (digits === null) return null;
  const [one, other] = difference.logits;
  const logits = [inUnits(one, digits), inUnits(other, digits)] as const;
  const total = logits[0] - logits[1];
  const parts = apportioned(
    exact.map((value) => value * 10 ** digits),
    total,
  );
  const biases = parts.slice(-2) as [number, number];
  return { digits, logits, total, contributions: parts.slice(0, -2), biases };
}

/** Largest numbers from here on are written as they are; smaller ones share a power of ten. */
const PLAIN_FROM = 0.1;
const PLAIN_BELOW = 1e6;
const PLAIN_DIGITS = 4;
const POWER_DIGITS = 3;

/**
 * Rounds parts and their sum for show, however small or large they are; null where a number is not finite.
 *
 * The total is rounded to the nearest unit, the parts up or down so that they add up to it. A part that is exactly zero stays so. Where none
 * is as large as `least`, they share a power of ten.
 */
export function shownParts(parts: readonly number[], total: number, least = PLAIN_FROM): ShownParts | null {
  const largest = Math.max(Math.abs(total), ...parts.map(Math.abs));
  if (!Number.isFinite(largest)) return null;
  const isPlain = largest === 0 || (largest >= least && largest < PLAIN_BELOW);
  const exponent = isPlain ? 0 : Math.floor(Math.log10(largest));
  const before = largest < 1 ? 1 : Math.floor(Math.log10(largest)) + 1;
  const digits = isPlain ? Math.min(PLAIN_DIGITS, Math.max(0, SIGNIFICANT - before)) : POWER_DIGITS;
  const unit = (value: number) => value * 10 ** (digits - exponent);
  const rounded = Math.round(unit(total)) + 0;
  return { exponent, digits, parts: apportioned(parts.map(unit), rounded), total: rounded };
}

/** Whole numbers near `exact` that add up to `total`. */
function apportioned(exact: readonly number[], total: number): number[] {
  const rounded = exact.map((value) => Math.floor(value) + 0);
  const open = exact.map((_, index) => index).filter((index) => exact[index] !== 0);
  open.sort((one, other) => exact[other]! - rounded[other]! - (exact[one]! - rounded[one]!));
  let missing = total - rounded.reduce((sum, value) => sum + value, 0);
  for (let turn = 0; missing > 0 && open.length > 0; turn = (turn + 1) % open.length, missing--) rounded[open[turn]!]!++;
  for (let turn = open.length - 1; missing < 0 && turn >= 0; turn--, missing++) rounded[open[turn]!]!--;
  return rounded;
}

function digitsFor(values: readonly number[]): number | null {
  let largest = 0;
  for (const value of values) {
    if (!(Math.abs(value) <= LARGEST)) return null;
    largest = Math.max(largest, Math.abs(value));
  }
  const before = largest < 1 ? 1 : Math.floor(Math.log10(largest)) + 1;
  return Math.min(MOST_DIGITS, Math.max(0, SIGNIFICANT - before));
}

function inUnits(value: number, digits: number): number {
  // + 0: no minus zero.
  return Math.round(value * 10 ** digits) + 0;
}
