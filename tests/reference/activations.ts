import { LEAKY_RELU_SLOPE, type HiddenActivation } from '../../src/domain/network.ts';

/** One function of one number, with its slope. */
export interface ScalarFunction {
  readonly value: (z: number) => number;
  readonly slope: (z: number) => number;
}

const sigmoid = (z: number) => 1 / (1 + Math.exp(-z));

/** The slope of ReLU at its kink is taken from the left, as PyTorch does. */
export const ACTIVATIONS: Readonly<Record<HiddenActivation, ScalarFunction>> = {
  relu: { value: (z) => Math.max(0, z), slope: (z) => (z > 0 ? 1 : 0) },
  'leaky-relu': { value: (z) => (z > 0 ? z : LEAKY_RELU_SLOPE * z), slope: (z) => (z > 0 ? 1 : LEAKY_RELU_SLOPE) },
  sigmoid: { value: sigmoid, slope: (z) => sigmoid(z) * (1 - sigmoid(z)) },
  tanh: { value: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
};

/** log Σ exp(z), safe for large z. */
export function logSumExp(z: Float64Array): number {
  const largest = z.reduce((a, b) => Math.max(a, b));
  return largest + Math.log(z.reduce((sum, value) => sum + Math.exp(value - largest), 0));
}

export function softmax(z: Float64Array): Float64Array {
  const total = logSumExp(z);
  return z.map((value) => Math.exp(value - total));
}
