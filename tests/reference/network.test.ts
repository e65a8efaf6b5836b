import { expect, test } from 'vitest';
import { initialParameters } from '../../src/domain/initialization.ts';
import { describeNetwork, HIDDEN_ACTIVATIONS, type Loss, type NetworkDescription } from '../../src/domain/network.ts';
import { Random } from '../../src/domain/random.ts';
import { slopeOf } from './finite-differences.ts';
import { gradients, referenceParameters, targetOf, type Example, type ReferenceLayer } from './network.ts';

const LOSSES: readonly Loss[] = ['cross-entropy', 'quadratic'];

const CASES = HIDDEN_ACTIVATIONS.flatMap((activation) => LOSSES.map((loss) => ({ activation, loss })));

/** Found here at most 2e-7, by Leaky ReLU, whose kinks force a smaller step. */
const TOLERANCE = 1e-6;

/** Errors are relative to the larger of the two, but never to less than this: there float64 rounds the slope of the cost away. */
const SMALLEST = 1e-6;

const relativeError = (a: number, b: number) => Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), SMALLEST);

/** Parameters whose biases are not zero, as they would be at the start. */
function parametersOf(network: NetworkDescription, seed: number): ReferenceLayer[] {
  const random = new Random(seed, 99);
  const parameters = referenceParameters(initialParameters(network, 'xavier', seed));
  for (const { bias } of parameters) bias?.forEach((_, o) => (bias[o] = random.between(-0.3, 0.3)));
  return parameters;
}

/** Images with a fifth of their pixels lit; targets by label, smoothed, or any distribution. */
function batchOf(features: number, classes: number, size: number, seed: number): Example[] {
  const random = new Random(seed, 7);
  return Array.from({ length: size }, (_, n) => {
    const input = Float64Array.from({ length: features }, () => (random.chance(0.2) ? random.below(256) / 255 : 0));
    if (n % 3 < 2) return { input, target: targetOf(random.below(classes), classes, n % 3 === 0 ? 0 : 0.1) };
    const shares = Float64Array.from({ length: classes }, () => random.unit());
    const sum = shares.reduce((a, b) => a + b);
    return { input, target: shares.map((share) => share / sum) };
  });
}

/** All tensors of a network, each with its gradient. */
function tensorsOf(parameters: readonly ReferenceLayer[], found: readonly ReferenceLayer[]): [Float64Array, Float64Array][] {
  return parameters.flatMap(({ weight, bias }, index): [Float64Array, Float64Array][] => {
    const gradient = found[index]!;
    return bias && gradient.bias
      ? [
          [weight, gradient.weight],
          [bias, gradient.bias],
        ]
      : [[weight, gradient.weight]];
  });
}

/** Asserts that the gradients of the parameters that `choose` names are slopes of the cost, none of them on a kink. */
function expectSlopes(
  network: NetworkDescription,
  batch: readonly Example[],
  choose: (tensors: readonly [Float64Array, Float64Array][]) => Iterable<[Float64Array, Float64Array, number]>,
): void {
  const parameters = parametersOf(network, 5);
  let largest = 0;
  for (const [values, gradient, n] of choose(tensorsOf(parameters, gradients(network, parameters, batch)))) {
    const slope = slopeOf(network, parameters, batch, values, n);
    expect(slope).not.toBeNull();
    largest = Math.max(largest, relativeError(gradient[n]!, slope!));
  }
  expect(largest).toBeLessThanOrEqual(TOLERANCE);
}

test.each(CASES)('every gradient of a small network is the slope of its cost: $activation, $loss', ({ activation, loss }) => {
  const network = describeNetwork({ sizes: [9, 7, 6, 5, 4], activation, loss, bias: [true, false, true, true] });
  expectSlopes(network, batchOf(9, 4, 6, 11), function* (tensors) {
    for (const [values, gradient] of tensors) for (const n of values.keys()) yield [values, gradient, n];
  });
});

/** Most for the network of this project; the others share its code. */
const countFor = ({ activation, loss }: (typeof CASES)[number]) =>
  activation === 'relu' && loss === 'cross-entropy' ? 800 : 150;

test.each(CASES.map((entry) => ({ ...entry, count: countFor(entry) })))(
  '$count gradients of 784 → 128 → 64 → 32 → 10 are slopes of its cost: $activation, $loss',
  ({ activation, loss, count }) => {
    const network = describeNetwork({ sizes: [784, 128, 64, 32, 10], activation, loss });
    const random = new Random(31);
    expectSlopes(network, batchOf(784, 10, 1, 23), function* (tensors) {
      for (let chosen = 0; chosen < count; chosen++) {
        const [values, gradient] = random.pick(tensors);
        yield [values, gradient, random.below(values.length)];
      }
    });
  },
);
