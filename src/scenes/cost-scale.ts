import { levelText } from './axis-texts.ts';
import { mixed, type Palette } from './palette.ts';

/** How costs become heights and shades: by themselves, or by their logarithms. */
export type ScaleKind = 'linear' | 'log';

/** From costs to 0 … 1, with the round costs between which the bands of one shade lie. */
export interface CostScale {
  readonly kind: ScaleKind;
  readonly from: number;
  readonly to: number;
  /** Are there costs below `from`, which count as `from`? */
  readonly isCut: boolean;
  /** Ascending, between `from` and `to`. */
  readonly levels: readonly number[];
}

/** About so many bands. */
const BANDS = 10;
/** A logarithmic scale goes no deeper than this share of its top. */
const DEEPEST = 1e-6;

/** The scale of some costs; null where none of them is a finite number. */
export function costScale(costs: ArrayLike<number>, kind: ScaleKind): CostScale | null {
  let least = Infinity;
  let most = -Infinity;
  for (let n = 0; n < costs.length; n++) {
    const cost = costs[n]!;
    if (!Number.isFinite(cost)) continue;
    least = Math.min(least, cost);
    most = Math.max(most, cost);
  }
  if (least > most) return null;
  // A cost that is the same everywhere still has a scale.
  if (most - least <= 1e-12 * Math.abs(most) || most === 0) most = least === 0 ? 1 : least * 1.1;
  const isLog = kind === 'log' && most > 0;
  const deepest = 10 ** Math.ceil(Math.log10(most * DEEPEST));
  const isCut = isLog && least < deepest;
  const from = isCut ? deepest : least;
  return {
    kind: isLog ? 'log' : 'linear',
    from,
    to: most,
    isCut,
    levels: isLog ? logLevels(from, most) : linearLevels(from, most),
  };
}

/** 0 at the bottom of the scale, 1 at its top; what is beyond stays there, and what is no number is NaN. */
export function shareOf({ kind, from, to }: CostScale, cost: number): number {
  const share = kind === 'log' ? Math.log(Math.max(cost, from) / from) / Math.log(to / from) : (cost - from) / (to - from);
  return Math.max(0, Math.min(1, share));
}

/** Where the bands of one shade end, as shares of the scale: one less than there are bands. */
export function bandEnds(scale: CostScale): Float64Array {
  return Float64Array.from(scale.levels, (level) => shareOf(scale, level));
}

function linearLevels(from: number, to: number): number[] {
  const step = roundStep((to - from) / BANDS);
  const first = Math.floor(from / step) + 1;
  const levels: number[] = [];
  for (let n = first; n * step < to; n++) levels.push(Number((n * step).toPrecision(12)));
  return levels;
}

function roundStep(atLeast: number): number {
  const power = 10 ** Math.floor(Math.log10(atLeast));
  return [1, 2, 5, 10].map((times) => times * power).find((step) => step >= atLeast * 0.999)!;
}

/** 1, 2, 5 of each decade where there are few of them; else 1, or 1 of every other. */
function logLevels(from: number, to: number): number[] {
  const decades = Math.log10(to / from);
  if (decades < 0.7) return linearLevels(from, to);
  const digits = decades < BANDS / 3 ? [1, 2, 5] : decades < BANDS / 2 ? [1, 3] : [1];
  const levels: number[] = [];
  for (let power = Math.floor(Math.log10(from)); power <= Math.ceil(Math.log10(to)); power++) {
    for (const digit of digits) {
      const level = Number(`${digit}e${power}`);
      if (level > from && level < to) levels.push(level);
    }
  }
  return levels;
}

/** The darkest and the brightest band, in shares of the way from the field to the ink: lines of ink stand out from both. */
const FAINTEST = 0.06;
const STRONGEST = 0.52;

/** One colour a band as 0xrrggbb, from the lowest cost to the highest. */
export function bandColors(scale: CostScale, palette: Palette): number[] {
  const bands = scale.levels.length + 1;
  return Array.from({ length: bands }, (_, band) =>
    mixed(palette.field, palette.ink, FAINTEST + ((STRONGEST - FAINTEST) * band) / Math.max(1, bands - 1)),
  );
}

/** The end of the scale in words: everything that is less is drawn there, too. */
export function bottomText({ from, isCut }: CostScale): string {
  return isCut ? `≤ ${levelText(from)}` : levelText(from);
}
