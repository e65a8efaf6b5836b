/** What can be said of many numbers in a few. */
export interface WeightStatistics {
  readonly count: number;
  readonly mean: number;
  /** Of the population: √(Σ(w − mean)² / count). */
  readonly standardDeviation: number;
  readonly least: number;
  readonly most: number;
  /** √Σw² */
  readonly norm: number;
}

export function weightStatistics(weights: Float32Array): WeightStatistics {
  let sum = 0;
  let squares = 0;
  let least = Infinity;
  let most = -Infinity;
  for (const weight of weights) {
    sum += weight;
    squares += weight * weight;
    if (weight < least) least = weight;
    if (weight > most) most = weight;
  }
  const mean = sum / weights.length;
  let spread = 0;
  for (const weight of weights) spread += (weight - mean) ** 2;
  const standardDeviation = Math.sqrt(spread / weights.length);
  return { count: weights.length, mean, standardDeviation, least, most, norm: Math.sqrt(squares) };
}

/** How many numbers fall into each of equal bins from −reach to reach. */
export interface Histogram {
  /** A round number that no value exceeds, more than 0. */
  readonly reach: number;
  readonly counts: readonly number[];
}

/** `bins` is even, so that one edge lies at 0; a value on an edge counts to its right, −reach and reach to the last bins. */
export function weightHistogram(weights: Float32Array, bins: number): Histogram {
  let largest = 0;
  for (const weight of weights) largest = Math.max(largest, Math.abs(weight));
  const reach = roundReach(largest);
  const counts = Array.from({ length: bins }, () => 0);
  for (const weight of weights) {
    const bin = Math.floor(((weight / reach + 1) / 2) * bins);
    counts[Math.min(bins - 1, Math.max(0, bin))]!++;
  }
  return { reach, counts };
}

/** The next of 1, 2, 5, 10 … times a power of ten. */
function roundReach(largest: number): number {
  if (!(largest > 0 && largest < Infinity)) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  return ([1, 2, 5].find((factor) => factor * power >= largest) ?? 10) * power;
}
