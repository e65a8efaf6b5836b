import { describe, expect, it } from 'vitest';
import { descended, gradientNorm, traceBatch, withLoss } from '../../src/domain/learning-step.ts';
import { describeNetwork, HIDDEN_ACTIVATIONS, type Loss } from '../../src/domain/network.ts';
import { meanCost, gradients, referenceParameters, targetOf } from '../reference/network.ts';
import { randomParameters } from '../fixtures/random-images.ts';

const LOSSES: readonly Loss[] = ['cross-entropy', 'quadratic'];

/** Five images of nine pixels, each of another digit of three. */
const BATCH = Array.from({ length: 5 }, (_, image) => ({
  pixels: Uint8Array.from({ length: 9 }, (__, pixel) => (image * 89 + pixel * 37) % 256),
  label: image % 3,
}));

const CASES = HIDDEN_ACTIVATIONS.flatMap((activation) => LOSSES.map((loss) => ({ activation, loss })));

describe.each(CASES)('$activation with $loss', ({ activation, loss }) => {
  const network = describeNetwork({ sizes: [9, 7, 5, 3], activation, loss });
  const parameters = randomParameters(network, 3);
  const examples = BATCH.map(({ pixels, label }) => ({
    input: Float64Array.from(pixels, (grey) => grey / 255),
    target: targetOf(label, 3),
  }));

  it('has the cost and the gradient of the textbook network', () => {
    const trace = traceBatch(network, parameters, BATCH);
    // Both add in float64, in other orders: a few units of the sixteenth digit.
    expect(trace.cost).toBeCloseTo(meanCost(network, referenceParameters(parameters), examples), 13);
    const expected = gradients(network, referenceParameters(parameters), examples);
    for (const [layer, { weight, bias }] of trace.gradient.entries()) {
      for (const [index, value] of weight.entries()) expect(value).toBeCloseTo(expected[layer]!.weight[index]!, 13);
      for (const [index, value] of bias!.entries()) expect(value).toBeCloseTo(expected[layer]!.bias![index]!, 13);
    }
  });

  it('goes downhill, as far as the gradient says', () => {
    const trace = traceBatch(network, parameters, BATCH);
    const rate = 1e-3;
    const after = traceBatch(network, descended(parameters, trace.gradient, rate), BATCH);
    const foretold = rate * gradientNorm(trace.gradient) ** 2;
    // The cost bends, and parameters are rounded to float32: a hundredth of the way.
    expect((trace.cost - after.cost) / foretold).toBeCloseTo(1, 1);
  });
});

it('is the same network with another last layer for another cost', () => {
  const network = describeNetwork({ sizes: [9, 7, 3] });
  expect(withLoss(network, 'quadratic')).toEqual(describeNetwork({ sizes: [9, 7, 3], loss: 'quadratic' }));
  expect(withLoss(withLoss(network, 'quadratic'), 'cross-entropy')).toEqual(network);
});

it('counts as correct only what is largest at its label, alone', () => {
  const network = describeNetwork({ sizes: [9, 3] });
  const zero = [{ weight: new Float32Array(27), bias: new Float32Array(3) }];
  expect(traceBatch(network, zero, BATCH).correct).toBe(0);
  const biased = [{ weight: new Float32Array(27), bias: Float32Array.of(0, 1, 0) }];
  expect(traceBatch(network, biased, BATCH).correct).toBe(2);
});
