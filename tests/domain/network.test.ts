import { describe, expect, test } from 'vitest';
import { SimulatorError } from '../../src/domain/errors.ts';
import {
  describeNetwork,
  DIGIT_NETWORK,
  inFeaturesOf,
  layerParameterCount,
  layerSizes,
  outFeaturesOf,
  parameterCount,
  validNetwork,
  type NetworkDescription,
} from '../../src/domain/network.ts';

describe('the network of this project', () => {
  test('has 111,146 parameters, and 111,018 without the biases of its first layer', () => {
    expect(parameterCount(DIGIT_NETWORK)).toBe(784 * 128 + 128 + 128 * 64 + 64 + 64 * 32 + 32 + 32 * 10 + 10);
    expect(parameterCount(DIGIT_NETWORK)).toBe(111_146);
    const withoutFirst = describeNetwork({ sizes: [784, 128, 64, 32, 10], bias: [false, true, true, true] });
    expect(parameterCount(withoutFirst)).toBe(111_018);
  });

  test('has the shapes that it says', () => {
    expect(layerSizes(DIGIT_NETWORK)).toEqual([784, 128, 64, 32, 10]);
    expect(DIGIT_NETWORK.layers.map((_, index) => inFeaturesOf(DIGIT_NETWORK, index))).toEqual([784, 128, 64, 32]);
    expect(outFeaturesOf(DIGIT_NETWORK)).toBe(10);
    expect(layerParameterCount(784, DIGIT_NETWORK.layers[0]!)).toBe(100_480);
    expect(DIGIT_NETWORK.layers.map(({ activation }) => activation)).toEqual(['relu', 'relu', 'relu', 'softmax']);
  });
});

describe('describeNetwork', () => {
  test('gives the last layer what its loss asks for', () => {
    const quadratic = describeNetwork({ sizes: [4, 3, 2], activation: 'tanh', loss: 'quadratic' });
    expect(quadratic.layers.map(({ activation }) => activation)).toEqual(['tanh', 'sigmoid']);
    expect(describeNetwork({ sizes: [4, 2] }).layers).toEqual([{ outFeatures: 2, activation: 'softmax', bias: true }]);
  });

  test('switches biases for all layers or one by one', () => {
    const biases = (bias: boolean | boolean[]) => describeNetwork({ sizes: [4, 3, 2], bias }).layers.map((layer) => layer.bias);
    expect(biases(false)).toEqual([false, false]);
    expect(biases([false, true])).toEqual([false, true]);
    expect(biases([false])).toEqual([false, true]);
  });

  test.each([
    ['no layer', [784], 'got 0 layers, expected 1 to 16'],
    ['too many layers', Array.from({ length: 18 }, () => 4), 'got 17 layers, expected 1 to 16'],
    ['an empty layer', [784, 0, 10], 'got 0 features, expected a whole number from 1 to 65535, layer 1'],
    ['half a neuron', [784, 1.5, 10], 'got 1.5 features'],
    ['a layer too wide', [784, 65_536, 10], 'got 65536 features'],
    ['no input', [0, 10], 'the input'],
    ['an input that is no number', [Number.NaN, 10], 'got NaN features'],
  ])('refuses %s', (_name, sizes, message) => {
    expect(() => describeNetwork({ sizes })).toThrow(expect.objectContaining({ code: 'out-of-range' }));
    expect(() => describeNetwork({ sizes })).toThrow(message);
  });
});

describe('validNetwork refuses a last activation that does not belong to the loss', () => {
  const network = (activation: 'softmax' | 'sigmoid' | 'relu', loss: 'cross-entropy' | 'quadratic'): NetworkDescription => ({
    inFeatures: 3,
    layers: [{ outFeatures: 2, activation, bias: true }],
    loss,
  });

  test.each([
    ['softmax', 'quadratic', 'got activation softmax, expected sigmoid, layer 1 of 1 with quadratic loss'],
    ['sigmoid', 'cross-entropy', 'got activation sigmoid, expected softmax'],
    ['relu', 'cross-entropy', 'got activation relu, expected softmax'],
  ] as const)('%s with %s', (activation, loss, message) => {
    expect(() => validNetwork(network(activation, loss))).toThrow(SimulatorError);
    expect(() => validNetwork(network(activation, loss))).toThrow(message);
  });

  test('and softmax in a hidden layer', () => {
    const hidden = { outFeatures: 2, activation: 'softmax', bias: true } as const;
    expect(() => validNetwork({ inFeatures: 3, layers: [hidden, hidden], loss: 'cross-entropy' })).toThrow('layer 1 of 2');
  });
});
