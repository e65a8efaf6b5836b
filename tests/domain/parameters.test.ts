import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../src/domain/network.ts';
import { checkParameters, type NetworkParameters } from '../../src/domain/parameters.ts';

const network = describeNetwork({ sizes: [4, 3, 2], bias: [true, false] });
const first = { weight: new Float32Array(12), bias: new Float32Array(3) };
const last = { weight: new Float32Array(6), bias: null };

const WRONG: [string, NetworkParameters, string][] = [
  ['a layer too few', [first], 'got 1 numbers, expected 2, layers'],
  ['a layer too many', [first, last, last], 'got 3 numbers, expected 2, layers'],
  ['weights too short', [{ ...first, weight: new Float32Array(11) }, last], 'got 11 numbers, expected 12, fc1.weight'],
  ['missing biases', [{ ...first, bias: null }, last], 'got 0 numbers, expected 3, fc1.bias'],
  ['biases too long', [{ ...first, bias: new Float32Array(4) }, last], 'got 4 numbers, expected 3, fc1.bias'],
  ['biases where there are none', [first, { ...last, bias: new Float32Array(2) }], 'got 2 numbers, expected 0, fc2.bias'],
];

describe('checkParameters', () => {
  test('accepts what fits', () => {
    expect(() => checkParameters(network, [first, last])).not.toThrow();
  });

  test.each(WRONG)('refuses %s', (_name, parameters, message) => {
    expect(() => checkParameters(network, parameters)).toThrow(expect.objectContaining({ code: 'mismatch', message }));
  });
});
