import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clampedParameters } from '../../../src/domain/clamp.ts';
import { preprocess } from '../../../src/domain/preprocess.ts';
import { sampleDigit } from '../../../src/domain/procedural/digits.ts';
import { Random } from '../../../src/domain/random.ts';
import { createEngine } from '../../../src/engine/create.ts';
import { readModel } from '../../../src/formats/model.ts';
import { neuronSum } from '../../../src/sections/explorer/neuron-sum.ts';
import { contributionPattern } from '../../../src/sections/explorer/patterns.ts';
import type { Activity } from '../../../src/state/recognition.ts';
import { loadBinary } from '../../engine/engines.ts';
import { forward, referenceParameters } from '../../reference/network.ts';

const { network, parameters } = readModel(readFileSync('public/models/digits.safetensors'));
const reference = referenceParameters(parameters);

async function activityOf(seed: number, numbers = parameters): Promise<Activity> {
  const engine = await createEngine(
    'wasm-simd',
    { network, maxBatchSize: 1, maxImages: 0, maxEntries: 0, training: false },
    loadBinary,
  );
  engine.loadParameters(numbers);
  const { pixels } = preprocess(sampleDigit(seed % 10, new Random(seed)));
  return { network, pixels, isBlank: false, ...engine.predict(pixels) };
}

describe('the sum of a neuron', () => {
  it('adds up to what is shown, and every number is that of the reference', async () => {
    for (let seed = 0; seed < 12; seed++) {
      const activity = await activityOf(seed);
      const pass = forward(
        network,
        reference,
        Float64Array.from(activity.pixels, (value) => value / 255),
      );
      const random = new Random(seed, 9);
      for (let layer = 0; layer < 4; layer++) {
        const id = { layer, neuron: random.below(network.layers[layer]!.outFeatures) };
        const { sum, products, positive, negative } = neuronSum(activity, parameters, id, false)!;
        const unit = 10 ** -sum.digits;
        expect(sum.parts.reduce((total, { units }) => total + units, sum.others.units + sum.bias)).toBe(sum.total);
        expect(positive + negative).toBe(products);
        expect(products + sum.bias).toBe(sum.total);
        // Half a unit of rounding, and float32 against float64 in sums of up to 784 products.
        const near = unit / 2 + 2e-5;
        expect(Math.abs(sum.total * unit - pass.preActivations[layer]![id.neuron]!)).toBeLessThan(near);
        expect(sum.bias * unit).toBeCloseTo(parameters[layer]!.bias![id.neuron]!, sum.digits - 0.5);
        const x = layer === 0 ? Float64Array.from(activity.pixels, (value) => value / 255) : pass.activations[layer - 1]!;
        const { weight } = reference[layer]!;
        for (const { index, units } of sum.parts) {
          expect(Math.abs(units * unit - weight[id.neuron * x.length + index]! * x[index]!)).toBeLessThan(near);
        }
        const above = x.reduce((total, value, i) => total + Math.max(0, weight[id.neuron * x.length + i]! * value), 0);
        expect(Math.abs(positive * unit - above)).toBeLessThan(near);
      }
    }
  });

  it('is, of a held neuron, what it would be without the hold', async () => {
    const free = await activityOf(7);
    const id = { layer: 1, neuron: 20 };
    const held = await activityOf(7, clampedParameters({ network, parameters }, { ...id, value: 50 })!);
    expect(held.activations[1]![20]).toBe(50);
    expect(neuronSum(held, parameters, id, true)).toEqual(neuronSum(free, parameters, id, false));
  });
});

describe('the contribution map', () => {
  it('adds up to z − b, pixel by pixel as the reference has it', async () => {
    const activity = await activityOf(3);
    for (const neuron of [0, 17, 127]) {
      const { values, reach } = contributionPattern(activity, parameters, { layer: 0, neuron });
      const input = Float64Array.from(activity.pixels, (value) => value / 255);
      const z = forward(network, reference, input).preActivations[0]![neuron]!;
      expect(Float64Array.from(values).reduce((sum, value) => sum + value, 0)).toBeCloseTo(
        z - parameters[0]!.bias![neuron]!,
        4,
      );
      for (const [pixel, value] of values.entries()) {
        expect(value).toBeCloseTo(reference[0]!.weight[neuron * 784 + pixel]! * input[pixel]!, 6);
        expect(Math.abs(value)).toBeLessThanOrEqual(reach);
      }
    }
  });
});
