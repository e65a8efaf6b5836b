import type { HiddenActivation } from './network.ts';

/** An activation function of one number, with its slope, in float64. */
export interface ActivationFunction {
  /** f(z). `alpha` is the slope of Leaky ReLU left of zero; the others do without. */
  readonly value: (z: number, alpha: number) => number;
  /** f′(z); at a kink the slope from the left, as PyTorch takes it. */
  readonly slope: (z: number, alpha: number) => number;
  /** The steepest that the function gets. */
  readonly steepest: number;
}

export const ACTIVATION_FUNCTIONS: Readonly<Record<HiddenActivation, ActivationFunction>> = {
  relu: { value: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0), steepest: 1 },
  'leaky-relu': {
    // Adding zero makes −0 a plain 0.
    value: (z, alpha) => (z > 0 ? z : alpha * z + 0),
    slope: (z, alpha) => (z > 0 ? 1 : alpha),
    steepest: 1,
  },
  sigmoid: { value: sigmoid, slope: (z) => sigmoid(z) * sigmoid(-z), steepest: 0.25 },
  tanh: { value: Math.tanh, slope: (z) => 4 * sigmoid(2 * z) * sigmoid(-2 * z), steepest: 1 },
};

/** What the slope of a function makes of learning at some z. */
export type Region =
  /** f′ = 0: nothing is learned here. */
  | 'dead'
  /** Leaky ReLU left of zero: it learns, slowly. */
  | 'leaking'
  /** f′ is next to nothing beside what it is elsewhere. */
  | 'saturated'
  /** The slope is as large as it gets, or near. */
  | 'learning';

/** A curve counts as saturated where it is less steep than this share of its steepest. */
export const SATURATED_BELOW = 0.05;

export function regionOf(activation: HiddenActivation, z: number, alpha: number): Region {
  const { slope, steepest } = ACTIVATION_FUNCTIONS[activation];
  const here = slope(z, alpha);
  if (activation === 'sigmoid' || activation === 'tanh') return here < SATURATED_BELOW * steepest ? 'saturated' : 'learning';
  if (here === 0) return 'dead';
  return z > 0 ? 'learning' : 'leaking';
}

/** exp(z/T) / Σ exp(z/T), safe for any logits and any temperature above zero. */
export function softmaxAt(logits: readonly number[], temperature: number): number[] {
  const largest = Math.max(...logits);
  const powers = logits.map((z) => Math.exp((z - largest) / temperature));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** How each share of softmax answers to logit `of`: ∂aᵢ/∂z = aᵢ (δ − a_of) / T. The slopes sum to zero. */
export function softmaxSlopes(shares: readonly number[], of: number, temperature: number): number[] {
  // 1 − a as the sum of the others keeps its digits where a is next to 1.
  const others = shares.reduce((sum, share, index) => (index === of ? sum : sum + share), 0);
  return shares.map((share, index) =>
    index === of ? (share * others) / temperature : -(share * shares[of]!) / temperature + 0,
  );
}

/** Both tails keep their digits: nothing is subtracted from 1. */
function sigmoid(z: number): number {
  const power = Math.exp(-Math.abs(z));
  return z >= 0 ? 1 / (1 + power) : power / (1 + power);
}
