import { contributionsTo, farthestFromZero } from '../../domain/contributions.ts';
import type { NetworkParameters } from '../../domain/parameters.ts';
import { shownSum, type ShownSum } from '../../domain/shown-sums.ts';
import type { Readable } from '../../state/readable.ts';
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

/**
 * null where a number is not finite.
 *
 * `parameters` are the network's own; `isHeld` says that the neuron's z is not the network's, and is added up here instead.
 */
export function neuronSum(activity: Activity, parameters: NetworkParameters, id: NeuronId, isHeld: boolean): NeuronSum | null {
  const { layer, neuron } = id;
  const contributions = contributionsTo(activity, parameters, id);
  const bias = parameters[layer]!.bias?.[neuron] ?? 0;
  const sum = shownSum({
    contributions,
    largest: layer === 0 ? [] : farthestFromZero(contributions, LISTED),
    bias,
    total: isHeld ? contributions.reduce((total, value) => total + value, bias) : activity.preActivations[layer]![neuron]!,
  });
  if (!sum) return null;
  const products = sum.total - sum.bias;
  const above = contributions.reduce((total, value) => total + Math.max(0, value), 0);
  const positive = Math.round(above * 10 ** sum.digits) + 0;
  return { sum, products, positive, negative: products - positive };
}

/** The sum of the neuron that is looked at: of a held one what it would be, of any other what the network computes. */
export function presentSum({ activity, clamp, learned, parameters }: Readable, id: NeuronId): NeuronSum | null {
  const isHeld = clamp?.layer === id.layer && clamp.neuron === id.neuron;
  const numbers = isHeld ? learned : parameters;
  return activity && numbers ? neuronSum(activity, numbers, id, isHeld) : null;
}
