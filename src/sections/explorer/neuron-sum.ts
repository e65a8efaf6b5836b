import { contributionsTo, farthestFromZero } from '../../domain/contributions.ts';
import type { NetworkParameters } from '../../domain/parameters.ts';
import { shownSum, type ShownSum } from '../../domain/shown-sums.ts';
import type { Activity } from '../../state/recognition.ts';
import type { NeuronId } from '../../state/selection.ts';

/** The contributions that are listed one by one. */
const LISTED = 6;

/** z = Σ w·a + b of one neuron as it is shown, and the sum's positive and negative part. */
export interface NeuronSum {
  readonly sum: ShownSum;
  /** Σ w·a in units: what is shown of z less what is shown of b. */
  readonly products: number;
  /** The products above zero, in units, and those below: they add up to `products`. */
  readonly positive: number;
  readonly negative: number;
}

/** null where a number is not finite. */
export function neuronSum(activity: Activity, parameters: NetworkParameters, id: NeuronId): NeuronSum | null {
  const { layer, neuron } = id;
  const contributions = contributionsTo(activity, parameters, id);
  const sum = shownSum({
    contributions,
    largest: layer === 0 ? [] : farthestFromZero(contributions, LISTED),
    bias: parameters[layer]!.bias?.[neuron] ?? 0,
    total: activity.preActivations[layer]![neuron]!,
  });
  if (!sum) return null;
  const products = sum.total - sum.bias;
  const above = contributions.reduce((total, value) => total + Math.max(0, value), 0);
  const positive = Math.round(above * 10 ** sum.digits) + 0;
  return { sum, products, positive, negative: products - positive };
}
