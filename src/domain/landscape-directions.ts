import { inFeaturesOf, type NetworkDescription } from './network.ts';
import { dot, lengthOf } from './parameter-vector.ts';
import type { Random } from './random.ts';

/** A direction shorter than this share of what it came from is nothing but rounding. */
const TINY = 1e-5;

/**
 * A random direction in the space of all parameters, each neuron's part as long as the neuron's own weights; biases stay.
 *
 * Without this, a network whose weights are small would look steep and one whose weights are large would look flat.
 * `parameters` and the result are vectors (parameter-vector.ts).
 * Source   Li et al., "Visualizing the Loss Landscape of Neural Nets", 2018, section 4; a filter is a neuron here.
 */
export function filterNormalised(network: NetworkDescription, parameters: Float32Array, random: Random): Float32Array {
  const direction = new Float32Array(parameters.length);
  let at = 0;
  for (const [layer, { outFeatures, bias }] of network.layers.entries()) {
    const inFeatures = inFeaturesOf(network, layer);
    for (let neuron = 0; neuron < outFeatures; neuron++, at += inFeatures) {
      const own = direction.subarray(at, at + inFeatures);
      for (let i = 0; i < inFeatures; i++) own[i] = random.normal();
      const scale = lengthOf(parameters.subarray(at, at + inFeatures)) / (lengthOf(own) || 1);
      for (let i = 0; i < inFeatures; i++) own[i]! *= scale;
    }
    if (bias) at += outFeatures;
  }
  return direction;
}

/** The direction with length 1; null where it has none, or one that is no number. */
export function unit(direction: Float32Array): Float32Array | null {
  const length = lengthOf(direction);
  return length > 0 && Number.isFinite(length) ? direction.map((value) => value / length) : null;
}

/** What is left of a direction that is square to `first`, which has length 1, with length 1; null where nothing is left. */
export function squareTo(first: Float32Array, direction: Float32Array): Float32Array | null {
  const before = unit(direction);
  if (!before) return null;
  // Twice: what rounding leaves of the first time is taken away, too.
  let left = before;
  for (let round = 0; round < 2; round++) {
    const along = dot(left, first);
    left = left.map((value, n) => value - along * first[n]!);
    if (lengthOf(left) < TINY) return null;
  }
  return unit(left);
}
