import { contributionsTo } from '../../domain/contributions.ts';
import { inFeaturesOf, type NetworkDescription } from '../../domain/network.ts';
import type { NetworkParameters } from '../../domain/parameters.ts';
import type { PreferredInput } from '../../domain/preferred-input.ts';
import type { Pattern } from '../../scenes/color-ramps.ts';
import type { Activity } from '../../state/recognition.ts';
import type { NeuronId } from '../../state/selection.ts';

/** The weights into one neuron, [inFeatures], a view. */
export function weightsInto(
  network: NetworkDescription,
  parameters: NetworkParameters,
  { layer, neuron }: NeuronId,
): Float32Array {
  const inFeatures = inFeaturesOf(network, layer);
  return parameters[layer]!.weight.subarray(neuron * inFeatures, (neuron + 1) * inFeatures);
}

/** The weights of a neuron of the first layer, where its input has them. */
export function weightPattern(weights: Float32Array): Pattern {
  return { values: weights, scale: 'signed', reach: largestSize(weights) };
}

const preferredPatterns = new WeakMap<PreferredInput, Pattern>();

/** The same object for the same input, so that a tile is painted once. */
export function preferredPattern(preferred: PreferredInput): Pattern {
  const known = preferredPatterns.get(preferred);
  if (known) return known;
  const pattern: Pattern = { values: preferred.input, scale: 'grey', reach: 1 };
  preferredPatterns.set(preferred, pattern);
  return pattern;
}

/** Weight × input of a neuron of the first layer, pixel by pixel; all 0 for an empty field. */
export function contributionPattern(activity: Activity, parameters: NetworkParameters, neuron: NeuronId): Pattern {
  const values = Float32Array.from(contributionsTo(activity, parameters, neuron));
  return { values, scale: 'signed', reach: largestSize(values) };
}

/** The largest distance from zero; 1 where there is none, so that it can be divided by. */
function largestSize(values: Float32Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest || 1;
}
