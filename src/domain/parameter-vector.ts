import { inFeaturesOf, type NetworkDescription } from './network.ts';
import type { NetworkParameters } from './parameters.ts';

// A network's numbers as one point of a space with a dimension for each: fc1.weight, fc1.bias, fc2.weight, …

/** All numbers in one row; [parameterCount]. */
export function vectorOf(parameters: NetworkParameters): Float32Array {
  const parts = parameters.flatMap(({ weight, bias }) => (bias ? [weight, bias] : [weight]));
  const vector = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    vector.set(part, at);
    at += part.length;
  }
  return vector;
}

/** The same numbers in the shapes of the network; views on the vector. */
export function parametersOf(network: NetworkDescription, vector: Float32Array): NetworkParameters {
  let at = 0;
  const next = (length: number) => vector.subarray(at, (at += length));
  return network.layers.map(({ outFeatures, bias }, layer) => ({
    weight: next(outFeatures * inFeaturesOf(network, layer)),
    bias: bias ? next(outFeatures) : null,
  }));
}

/** Σ aᵢ bᵢ in float64. */
export function dot(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let n = 0; n < one.length; n++) sum += one[n]! * other[n]!;
  return sum;
}

/** ‖a‖ */
export function lengthOf(vector: Float32Array): number {
  return Math.sqrt(dot(vector, vector));
}

/** a − b */
export function difference(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((value, n) => value - other[n]!);
}
