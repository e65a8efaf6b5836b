import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { VariationCollector } from '../../src/domain/image-variation.ts';
import { describeNetwork, HIDDEN_ACTIVATIONS } from '../../src/domain/network.ts';
import { inputGradient, LARGEST_DEVIATION, preferredInput } from '../../src/domain/preferred-input.ts';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { denseImage, SparseImagesBuilder, type SparseImages } from '../../src/domain/sparse-images.ts';
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

function variationOf(images: SparseImages) {
  const collector = new VariationCollector(images.features);
  collector.add(images);
  return collector.variation();
}

describe('a preferred input', () => {
  const digits = proceduralImages(500, 77);
  const inputs = Array.from({ length: 500 }, (_, n) => Float64Array.from(denseImage(digits, n), (value) => value / 255));
  const variation = variationOf(digits);
  const reference = referenceParameters(trained.parameters);

  it('excites the neuron more than any mixture of digits as far from the mean, and than nearly all digits, the same each time', () => {
    const mixtures = Array.from({ length: 100 }, (_, seed) => {
      const random = new Random(3, seed);
      const shares = inputs.map(() => random.normal());
      const scale = LARGEST_DEVIATION / Math.hypot(...shares) / Math.sqrt(1 / inputs.length);
      const mixture = variation.mean.map(
        (mean, i) => mean + inputs.reduce((sum, x, n) => sum + (x[i]! - mean) * shares[n]!, 0) * (scale / inputs.length),
      );
      return mixture.map((value) => Math.min(1, Math.max(0, value)));
    });
    for (const [layer, neuron] of [
      [1, 5],
      [2, 17],
      [3, 7],
    ] as const) {
      const zOf = (x: Float64Array) => forward(trained.network, reference, x).preActivations[layer]![neuron]!;
      const { input, z, found } = preferredInput(trained, variation, layer, neuron, 1);
      expect(found).toBe(true);
      expect(z).toBeGreaterThan(Math.max(...mixtures.map(zOf)));
      expect(inputs.filter((x) => zOf(x) > z).length).toBeLessThan(25);
      expect(Math.min(...input)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...input)).toBeLessThanOrEqual(1);
      expect(z).toBeCloseTo(zOf(Float64Array.from(input)), 3);
      expect(preferredInput(trained, variation, layer, neuron, 1)).toEqual({ input, z, found });
    }
  });

  it('has ink only where the digits have it, about as much as they, and is read as the digit that it excites', () => {
    const norms = inputs.map((x) => Math.hypot(...x));
    for (let digit = 0; digit < 10; digit++) {
      const { input } = preferredInput(trained, variation, 3, digit, 1);
      const { activations } = forward(trained.network, reference, Float64Array.from(input));
      expect(activations.at(-1)!.indexOf(Math.max(...activations.at(-1)!))).toBe(digit);
      for (const [pixel, grey] of input.entries()) if (variation.mean[pixel] === 0) expect(grey).toBe(0);
      expect(Math.hypot(...input)).toBeGreaterThan(Math.min(...norms));
      expect(Math.hypot(...input)).toBeLessThan(Math.max(...norms));
    }
  });

  it('is looked for elsewhere where the mean does not stir the neuron, and says so where nothing does', () => {
    const network = describeNetwork({ sizes: [4, 1, 3] });
    const images = new SparseImagesBuilder(4);
    for (const grey of [0, 50, 100, 250]) images.add(Uint8Array.of(grey, 0, 9, 250 - grey), 0);
    const varied = variationOf(images.images());
    const second = { weight: Float32Array.of(1, 1, 1), bias: new Float32Array(3) };
    const modelWithBias = (bias: number) => ({
      network,
      parameters: [{ weight: Float32Array.of(1, 0, 0, 0), bias: Float32Array.of(bias) }, second],
    });
    // The mean of the first pixel is 0.39: the neuron before is off there, and on farther up.
    const { found, input, z } = preferredInput(modelWithBias(-0.5), varied, 1, 0, 1);
    expect({ found, z }).toEqual({ found: true, z: 0.5 });
    expect(input[0]).toBe(1);
    expect(input[2]).toBeCloseTo(9 / 255, 6);
    const dead = preferredInput(modelWithBias(-1000), varied, 1, 0, 1);
    expect(dead.found).toBe(false);
    expect(dead.input).toEqual(Float32Array.from(varied.mean));
    expect(dead.z).toBe(0);
  });
});
