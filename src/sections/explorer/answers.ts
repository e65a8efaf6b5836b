/** How strongly the neurons of a layer answer, to be compared with one another. */
export interface Answers {
  /** [outFeatures], 0 to 1: activation over the largest of the layer; 0 for those that say nothing or less. */
  readonly shares: readonly number[];
  /** The neurons that answer most, the first most of all. */
  readonly strongest: readonly number[];
}

const NAMED = 3;

export function answersOf(activations: Float32Array): Answers {
  const values = [...activations];
  const largest = Math.max(0, ...values.filter(Number.isFinite));
  const shares = values.map((a) => (largest > 0 && a > 0 ? Math.min(1, a / largest) : 0));
  const strongest = shares
    .map((_, neuron) => neuron)
    .filter((neuron) => shares[neuron]! > 0)
    .sort((one, other) => values[other]! - values[one]! || one - other)
    .slice(0, NAMED);
  return { shares, strongest };
}
