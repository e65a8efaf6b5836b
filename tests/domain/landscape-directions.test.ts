import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterNormalised, squareTo, unit } from '../../src/domain/landscape-directions.ts';
import { describeNetwork } from '../../src/domain/network.ts';
import { dot, lengthOf, parametersOf, vectorOf } from '../../src/domain/parameter-vector.ts';
import { Random } from '../../src/domain/random.ts';
import { randomParameters } from '../fixtures/random-images.ts';

const NETWORK = describeNetwork({ sizes: [7, 5, 3], bias: [true, false] });

describe('a vector of all numbers', () => {
  it('has them layer by layer, weights before biases, and gives them back', () => {
    const parameters = randomParameters(NETWORK, 1);
    const vector = vectorOf(parameters);
    expect(vector.length).toBe(7 * 5 + 5 + 5 * 3);
    expect([...vector.subarray(0, 35)]).toEqual([...parameters[0]!.weight]);
    expect([...vector.subarray(35, 40)]).toEqual([...parameters[0]!.bias!]);
    expect(parametersOf(NETWORK, vector)).toEqual(parameters);
  });
});

describe('a filter-normalised direction', () => {
  it('has each neuron as long as its weights, and leaves biases alone', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const parameters = randomParameters(NETWORK, seed & 0xffff);
        const direction = parametersOf(NETWORK, filterNormalised(NETWORK, vectorOf(parameters), new Random(seed)));
        for (const [layer, { weight, bias }] of direction.entries()) {
          const inFeatures = layer === 0 ? 7 : 5;
          const row = (values: Float32Array, neuron: number) => values.subarray(neuron * inFeatures, (neuron + 1) * inFeatures);
          for (let neuron = 0; neuron < weight.length / inFeatures; neuron++) {
            // Rounded to float32 after it was scaled.
            expect(lengthOf(row(weight, neuron))).toBeCloseTo(lengthOf(row(parameters[layer]!.weight, neuron)), 5);
          }
          expect(bias?.every((value) => value === 0) ?? true).toBe(true);
        }
      }),
    );
  });

  it('is another one for another seed, and zero where a neuron has no weights', () => {
    const parameters = vectorOf(randomParameters(NETWORK, 1));
    const one = filterNormalised(NETWORK, parameters, new Random(1));
    expect(filterNormalised(NETWORK, parameters, new Random(1))).toEqual(one);
    expect(filterNormalised(NETWORK, parameters, new Random(2))).not.toEqual(one);
    expect(lengthOf(filterNormalised(NETWORK, new Float32Array(parameters.length), new Random(1)))).toBe(0);
  });
});

describe('directions of a plane', () => {
  const vector = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -100, max: 100 }), {
    minLength: 9,
    maxLength: 9,
  });

  it('have length 1 and are square to each other', () => {
    fc.assert(
      fc.property(vector, vector, (one, other) => {
        const first = unit(Float32Array.from(one));
        if (!first) return;
        const second = squareTo(first, Float32Array.from(other));
        expect(lengthOf(first)).toBeCloseTo(1, 6);
        if (!second) return;
        expect(lengthOf(second)).toBeCloseTo(1, 6);
        expect(Math.abs(dot(first, second))).toBeLessThan(1e-6);
      }),
    );
  });

  it('are none where nothing is left, or what is left is no number', () => {
    const first = Float32Array.of(1, 0, 0);
    expect(unit(new Float32Array(3))).toBeNull();
    expect(unit(Float32Array.of(1, NaN, 0))).toBeNull();
    expect(unit(Float32Array.of(Infinity, 1, 0))).toBeNull();
    expect(squareTo(first, Float32Array.of(-3, 0, 0))).toBeNull();
    expect(squareTo(first, new Float32Array(3))).toBeNull();
    expect([...squareTo(first, Float32Array.of(5, 0, 2))!]).toEqual([0, 0, 1]);
  });
});
