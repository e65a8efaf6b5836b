import {
  ACTIVATION_FUNCTIONS,
  regionOf,
  SATURATED_BELOW,
  softmaxAt,
  softmaxSlopes,
  type Region,
} from './activation-functions.ts';
import type { Activation } from './network.ts';

/** One neuron with two inputs, every number a multiple of a hundredth. */
export interface NeuronSettings {
  readonly x1: number;
  readonly x2: number;
  readonly w1: number;
  readonly w2: number;
  readonly b: number;
  readonly activation: Activation;
  /** The slope of Leaky ReLU left of zero. */
  readonly alpha: number;
  /** Softmax: the logits of the two other neurons of the layer, and the temperature. */
  readonly z2: number;
  readonly z3: number;
  readonly temperature: number;
}

/** Everything that a neuron computes, in float64. */
export interface NeuronResult {
  /** w₁x₁ and w₂x₂. */
  readonly terms: readonly [number, number];
  readonly z: number;
  readonly a: number;
  /** f′(z); for softmax ∂a₁/∂z₁ with the other logits held. */
  readonly slope: number;
  /** ∂a/∂w₁, ∂a/∂w₂, ∂a/∂b. */
  readonly gradient: readonly [number, number, number];
  readonly region: Region;
  /** Softmax: the shares of the three neurons, and how each answers to this neuron's z. */
  readonly shares: readonly number[];
  readonly shareSlopes: readonly number[];
}

/** Products of hundredths are whole ten-thousandths; the rounding takes away what float64 leaves behind, so that 0 is 0. */
function exact(value: number): number {
  return Math.round(value * 1e4) / 1e4 + 0;
}

/** z = w₁x₁ + w₂x₂ + b, exact to the ten-thousandth. */
export function preActivationOf({ x1, x2, w1, w2, b }: Pick<NeuronSettings, 'x1' | 'x2' | 'w1' | 'w2' | 'b'>): number {
  return exact(w1 * x1 + w2 * x2 + b);
}

export function computeNeuron(settings: NeuronSettings): NeuronResult {
  const { x1, x2, w1, w2, activation, alpha, z2, z3, temperature } = settings;
  const z = preActivationOf(settings);
  const shares = softmaxAt([z, z2, z3], temperature);
  const shareSlopes = softmaxSlopes(shares, 0, temperature);
  const isSoftmax = activation === 'softmax';
  const slope = isSoftmax ? shareSlopes[0]! : ACTIVATION_FUNCTIONS[activation].slope(z, alpha);
  return {
    terms: [exact(w1 * x1), exact(w2 * x2)],
    z,
    a: isSoftmax ? shares[0]! : ACTIVATION_FUNCTIONS[activation].value(z, alpha),
    slope,
    gradient: [slope * x1 + 0, slope * x2 + 0, slope],
    region: isSoftmax ? softmaxRegion(slope, temperature) : regionOf(activation, z, alpha),
    shares,
    shareSlopes,
  };
}

/** A share is steepest at one half, where its slope is 1/(4T). */
export function softmaxRegion(slope: number, temperature: number): Region {
  return slope * temperature < SATURATED_BELOW / 4 ? 'saturated' : 'learning';
}

/** a of the same neuron for other inputs. */
export function activationAt(settings: NeuronSettings, x1: number, x2: number): number {
  const { w1, w2, b, activation, alpha, z2, z3, temperature } = settings;
  const z = w1 * x1 + w2 * x2 + b;
  if (activation === 'softmax') return softmaxAt([z, z2, z3], temperature)[0]!;
  return ACTIVATION_FUNCTIONS[activation].value(z, alpha);
}
