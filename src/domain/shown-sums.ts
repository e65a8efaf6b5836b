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
