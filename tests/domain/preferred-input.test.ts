import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeNetwork, HIDDEN_ACTIVATIONS } from '../../src/domain/network.ts';
import { inputGradient, LARGEST_NORM, preferredInput } from '../../src/domain/preferred-input.ts';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { denseImage } from '../../src/domain/sparse-images.ts';
import { readModel } from '../../src/formats/model.ts';
import { randomParameters } from '../fixtures/random-images.ts';
import { forward, referenceParameters } from '../reference/network.ts';

const trained = readModel(readFileSync('public/models/digits.safetensors'));

describe('the gradient on the input', () => {
  for (const activation of HIDDEN_ACTIVATIONS) {
    it(`agrees with finite differences through ${activation}`, () => {
      const network = describeNetwork({ sizes: [25, 9, 8, 6], activation });
      const parameters = randomParameters(network, 4);
      const reference = referenceParameters(parameters);
      const x = Float64Array.from({ length: 25 }, (_, n) => ((n * 37) % 25) / 25);
      for (let layer = 0; layer < 3; layer++) {
        const { z, gradient } = inputGradient({ network, parameters }, layer, 3, x);
        const zOf = (input: Float64Array) => forward(network, reference, input).preActivations[layer]![3]!;
        expect(z).toBeCloseTo(zOf(x), 12);
        for (let pixel = 0; pixel < x.length; pixel++) {
          const h = 1e-6;
          const slope = (zOf(x.with(pixel, x[pixel]! + h)) - zOf(x.with(pixel, x[pixel]! - h))) / (2 * h);
          // The error of the difference is of the order of h² and of 1e-16 / h.
          expect(gradient[pixel]).toBeCloseTo(slope, 7);
        }
      }
    });
  }
});

describe('a preferred input', () => {
  it('excites the neuron more than any of 500 digits, within greys and length, the same each time', () => {
    const digits = proceduralImages(500, 77);
    const reference = referenceParameters(trained.parameters);
    const passes = Array.from({ length: 500 }, (_, n) =>
      forward(
        trained.network,
        reference,
        Float64Array.from(denseImage(digits, n), (value) => value / 255),
      ),
    );
    for (const [layer, neuron] of [
      [1, 5],
      [2, 17],
      [3, 7],
    ] as const) {
      const { input, z, found } = preferredInput(trained, layer, neuron, 1);
      const best = Math.max(...passes.map(({ preActivations }) => preActivations[layer]![neuron]!));
      expect(found).toBe(true);
      expect(z).toBeGreaterThan(best);
      expect(Math.min(...input)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...input)).toBeLessThanOrEqual(1);
      // Rounded to float32 pixel by pixel.
      expect(Math.hypot(...input)).toBeLessThanOrEqual(LARGEST_NORM + 1e-5);
      expect(z).toBeCloseTo(forward(trained.network, reference, Float64Array.from(input)).preActivations[layer]![neuron]!, 3);
      expect(preferredInput(trained, layer, neuron, 1)).toEqual({ input, z, found });
    }
  });

  it('says so where a neuron cannot be moved', () => {
    const network = describeNetwork({ sizes: [16, 4, 3] });
    const [first, second] = randomParameters(network, 1);
    const dead = { weight: first!.weight, bias: new Float32Array(4).fill(-1000) };
    const { found, input, z } = preferredInput({ network, parameters: [dead, second!] }, 1, 0, 1);
    expect(found).toBe(false);
    expect([...input]).toEqual(Array.from({ length: 16 }, () => 0));
    expect(z).toBe(second!.bias![0]);
  });
});
