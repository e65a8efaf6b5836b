import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clampedParameters, SILENT_LOGIT, silentValue, type Clamp } from '../../src/domain/clamp.ts';
import { describeNetwork, HIDDEN_ACTIVATIONS, type NetworkDescription } from '../../src/domain/network.ts';
import type { NetworkParameters } from '../../src/domain/parameters.ts';
import { randomParameters } from '../fixtures/random-images.ts';
import { ACTIVATIONS, softmax } from '../reference/activations.ts';
import { forward, referenceParameters, type ReferenceLayer } from '../reference/network.ts';

const SIZES = [12, 7, 6, 5, 4];

/** A textbook forward pass in which one activation (of an output: its logit) is overwritten. */
function overwritten(network: NetworkDescription, parameters: readonly ReferenceLayer[], input: Float64Array, clamp: Clamp) {
  let x = input;
  for (const [layer, { activation, outFeatures }] of network.layers.entries()) {
    const { weight, bias } = parameters[layer]!;
    const z = Float64Array.from({ length: outFeatures }, (_, o) =>
      x.reduce((sum, value, i) => sum + weight[o * x.length + i]! * value, bias ? bias[o]! : 0),
    );
    const isLast = layer === network.layers.length - 1;
    if (isLast && clamp.layer === layer) z[clamp.neuron] = clamp.value;
    x = activation === 'softmax' ? softmax(z) : z.map(ACTIVATIONS[activation].value);
    if (!isLast && clamp.layer === layer) x[clamp.neuron] = clamp.value;
  }
  return x;
}

const random = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  layer: fc.integer({ min: 0, max: 3 }),
  neuron: fc.integer({ min: 0, max: 3 }),
  value: fc.oneof(fc.constant(0), fc.double({ min: -5, max: 9, noNaN: true }).map(Math.fround)),
});

function inputOf(seed: number): Float64Array {
  return Float64Array.from({ length: 12 }, (_, n) => ((seed * 31 + n * 17) % 101) / 101);
}

describe('a held neuron', () => {
  for (const activation of HIDDEN_ACTIVATIONS) {
    it(`gives the outputs of a network whose ${activation} is overwritten`, () => {
      const network = describeNetwork({ sizes: SIZES, activation });
      fc.assert(
        fc.property(random, ({ seed, ...clamp }) => {
          const parameters = randomParameters(network, seed);
          const held = clampedParameters({ network, parameters }, clamp)!;
          const outputs = forward(network, referenceParameters(held), inputOf(seed)).activations.at(-1)!;
          const expected = overwritten(network, referenceParameters(parameters), inputOf(seed), clamp);
          // A bias that gains weight · value is rounded to float32 once: 6e-8 of at most 10, and so up to 1e-6 in a probability.
          for (const [n, share] of expected.entries()) expect(outputs[n]).toBeCloseTo(share, 5);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('holds a ReLU itself, exactly, so that its own activation shows the value', () => {
    const network = describeNetwork({ sizes: SIZES });
    const parameters = randomParameters(network, 5);
    const value = Math.fround(3.7);
    const held = clampedParameters({ network, parameters }, { layer: 1, neuron: 2, value })!;
    const pass = forward(network, referenceParameters(held), inputOf(5));
    expect(pass.activations[1]![2]).toBe(value);
    expect(held[0]).toBe(parameters[0]);
    expect(held[2]).toBe(parameters[2]);
  });

  it('silences without biases where f(0) = 0, and says where it cannot hold', () => {
    const network = describeNetwork({ sizes: SIZES, bias: false });
    const parameters = randomParameters(network, 9) as NetworkParameters;
    const clamp = { layer: 1, neuron: 3, value: 0 };
    const held = clampedParameters({ network, parameters }, clamp)!;
    const outputs = forward(network, referenceParameters(held), inputOf(9)).activations.at(-1)!;
    expect([...outputs]).toEqual([...overwritten(network, referenceParameters(parameters), inputOf(9), clamp)]);
    expect(clampedParameters({ network, parameters }, { ...clamp, value: 2 })).toBeNull();
    const sigmoid = describeNetwork({ sizes: SIZES, activation: 'sigmoid', bias: false });
    expect(clampedParameters({ network: sigmoid, parameters }, clamp)).toBeNull();
  });

  it('leaves a silent output no share, and changes none of the numbers that it was given', () => {
    const network = describeNetwork({ sizes: SIZES });
    const parameters = randomParameters(network, 2);
    const before = structuredClone(parameters);
    const held = clampedParameters({ network, parameters }, { layer: 3, neuron: 1, value: silentValue(network, 3) })!;
    expect(silentValue(network, 3)).toBe(SILENT_LOGIT);
    expect(Math.fround(forward(network, referenceParameters(held), inputOf(2)).activations.at(-1)![1]!)).toBe(0);
    expect(parameters).toEqual(before);
  });
});
