import { expect, test } from 'vitest';
import { traceBatch } from '../../src/domain/learning-step.ts';
import { describeNetwork, HIDDEN_ACTIVATIONS, inFeaturesOf, type Loss } from '../../src/domain/network.ts';
import { measuredSlope, nudgedCost } from '../../src/domain/nudge.ts';
import { numberAt, type ParameterId } from '../../src/domain/parameter-id.ts';
import { meanCost, referenceParameters, targetOf } from '../reference/network.ts';
import { randomParameters } from '../fixtures/random-images.ts';

const LOSSES: readonly Loss[] = ['cross-entropy', 'quadratic'];
const CASES = HIDDEN_ACTIVATIONS.flatMap((activation) => LOSSES.map((loss) => ({ activation, loss })));
const BATCH = Array.from({ length: 4 }, (_, image) => ({
  pixels: Uint8Array.from({ length: 9 }, (__, pixel) => (image * 89 + pixel * 37) % 256),
  label: image % 3,
}));

test.each(CASES)('a nudge of any parameter: $activation, $loss', ({ activation, loss }) => {
  const network = describeNetwork({ sizes: [9, 7, 5, 3], activation, loss });
  const parameters = randomParameters(network, 3);
  const examples = BATCH.map(({ pixels, label }) => ({
    input: Float64Array.from(pixels, (grey) => grey / 255),
    target: targetOf(label, 3),
  }));
  const trace = traceBatch(network, parameters, BATCH);
  for (const [layer, { outFeatures }] of network.layers.entries()) {
    const inFeatures = inFeaturesOf(network, layer);
    for (let neuron = 0; neuron < outFeatures; neuron++) {
      for (const input of [null, 0, inFeatures - 1]) {
        const id: ParameterId = { layer, neuron, input };
        for (const by of [-3, -0.2, 0.001, 0.7, 40]) {
          const moved = referenceParameters(parameters);
          if (input === null) moved[layer]!.bias![neuron]! += by;
          else moved[layer]!.weight[neuron * inFeatures + input]! += by;
          // The reference adds whole costs up to some tens, in float64.
          const { change } = nudgedCost(parameters, trace, id, by);
          expect(trace.cost + change).toBeCloseTo(meanCost(network, moved, examples), 11);
        }
        const { slope, isKink } = measuredSlope(parameters, trace, id);
        const gradient = numberAt(network, trace.gradient, id);
        // h² times a third derivative, and the rounding of float64: far below the digits that are shown.
        if (!isKink) expect(Math.abs(slope - gradient)).toBeLessThanOrEqual(1e-8 * Math.abs(gradient) + 1e-16);
      }
    }
  }
});

test('a kink within the step is noticed', () => {
  const network = describeNetwork({ sizes: [1, 1, 2] });
  const parameters = [
    { weight: Float32Array.of(0), bias: Float32Array.of(0) },
    { weight: Float32Array.of(1, -1), bias: Float32Array.of(0, 0) },
  ];
  const trace = traceBatch(network, parameters, [{ pixels: Uint8Array.of(255), label: 0 }]);
  expect(measuredSlope(parameters, trace, { layer: 0, neuron: 0, input: 0 }).isKink).toBe(true);
  // The slope from the right is −1 and from the left 0: measured is their mean.
  expect(measuredSlope(parameters, trace, { layer: 0, neuron: 0, input: null }).slope).toBeCloseTo(-0.5, 5);
  expect(measuredSlope(parameters, trace, { layer: 1, neuron: 0, input: null }).isKink).toBe(false);
});
