import { describe, expect, test } from 'vitest';
import { initialParameters } from '../../src/domain/initialization.ts';
import { describeNetwork, DIGIT_NETWORK } from '../../src/domain/network.ts';
import { checkParameters } from '../../src/domain/parameters.ts';

const LAYERS = [
  { index: 0, inFeatures: 784, outFeatures: 128 },
  { index: 1, inFeatures: 128, outFeatures: 64 },
  { index: 2, inFeatures: 64, outFeatures: 32 },
];

describe.each(['he', 'xavier'] as const)('%s', (initialization) => {
  const parameters = initialParameters(DIGIT_NETWORK, initialization, 1);

  test('fits the network, biases at zero', () => {
    checkParameters(DIGIT_NETWORK, parameters);
    for (const { bias } of parameters) expect(bias!.every((value) => value === 0)).toBe(true);
  });

  test.each(LAYERS)('layer $index is uniform within its bound, mean 0', ({ index, inFeatures, outFeatures }) => {
    const { weight } = parameters[index]!;
    const bound = Math.sqrt(6 / (initialization === 'he' ? inFeatures : inFeatures + outFeatures));
    const largest = weight.reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    expect(largest).toBeLessThanOrEqual(Math.fround(bound));
    expect(largest).toBeGreaterThan(0.99 * bound);
    const mean = weight.reduce((a, b) => a + b) / weight.length;
    const deviation = Math.sqrt(weight.reduce((sum, w) => sum + (w - mean) ** 2, 0) / weight.length);
    // Five standard errors; the standard deviation of a uniform number is its bound / √3.
    expect(Math.abs(mean)).toBeLessThan((5 * bound) / Math.sqrt(3 * weight.length));
    expect(Math.abs(deviation * Math.sqrt(3) - bound)).toBeLessThan((5 * bound) / Math.sqrt(weight.length));
  });

  test('the same seed gives the same bits, another seed other numbers', () => {
    expect(initialParameters(DIGIT_NETWORK, initialization, 1)).toEqual(parameters);
    expect(initialParameters(DIGIT_NETWORK, initialization, 2)[0]!.weight).not.toEqual(parameters[0]!.weight);
  });
});

test('a layer without bias gets none, and its weights do not depend on that', () => {
  const network = describeNetwork({ sizes: [5, 4, 3], bias: [false, true] });
  const parameters = initialParameters(network, 'he', 3);
  expect(parameters.map(({ bias }) => bias?.length ?? null)).toEqual([null, 3]);
  const withBias = initialParameters(describeNetwork({ sizes: [5, 4, 3] }), 'he', 3);
  expect(parameters.map(({ weight }) => weight)).toEqual(withBias.map(({ weight }) => weight));
});
