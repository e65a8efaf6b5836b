import { describe, expect, test } from 'vitest';
import { describeNetwork, DIGIT_NETWORK } from '../../src/domain/network.ts';
import { EXACT_ENGINE_KINDS } from '../../src/engine/engine.ts';
import { recipe } from '../../src/engine/recipe.ts';
import {
  GOLDEN_BATCH,
  GOLDEN_GRADIENTS,
  GOLDEN_RUNS,
  GOLDEN_STEPS,
  goldenImages,
  goldenLayers,
  goldenTensor,
  relativeDistance,
} from '../fixtures/golden.ts';
import { engineFor, range, tensorsOf } from './engines.ts';

/** The tolerance that the golden file's README asks for; PyTorch's own float32 stays within 3e-7. */
const GRADIENT_TOLERANCE = 2e-6;

describe.each(EXACT_ENGINE_KINDS)('%s agrees with PyTorch', (kind) => {
  test.each(GOLDEN_GRADIENTS)('gradients: $prefix', async ({ prefix, activation, loss }) => {
    const network = describeNetwork({ sizes: [784, 128, 64, 32, 10], activation, loss });
    const engine = await engineFor(kind, goldenImages, { network, maxBatchSize: GOLDEN_BATCH });
    engine.loadParameters(goldenLayers('init'));
    const result = engine.accumulate(range(0, GOLDEN_BATCH));
    expect(relativeDistance([result.loss], goldenTensor(`${prefix}.loss`))).toBeLessThan(GRADIENT_TOLERANCE);
    const reference = tensorsOf(goldenLayers(prefix));
    for (const [index, ours] of tensorsOf(engine.gradients()).entries()) {
      expect(relativeDistance(ours, reference[index]!)).toBeLessThan(GRADIENT_TOLERANCE);
    }
    const outputs = loss === 'quadratic' ? goldenTensor(`${prefix}.output`) : softmaxRows(goldenTensor(`${prefix}.output`));
    expect(relativeDistance(engine.outputs(0, GOLDEN_BATCH), outputs)).toBeLessThan(GRADIENT_TOLERANCE);
    expect(engine.brokenGuards).toEqual([]);
  });

  test.each(GOLDEN_RUNS)('twenty steps: $name', async ({ name, optimizer, learningRate, weightDecay, tolerance }) => {
    const engine = await engineFor(kind, goldenImages, { network: DIGIT_NETWORK, maxBatchSize: GOLDEN_BATCH });
    engine.loadParameters(goldenLayers('init'));
    const settings = recipe({ optimizer, learningRate, weightDecay });
    const losses = Array.from({ length: GOLDEN_STEPS }, (_, step) => {
      return engine.trainStep(range(step * GOLDEN_BATCH, (step + 1) * GOLDEN_BATCH), settings).loss;
    });
    expect(relativeDistance(losses, goldenTensor(`train.${name}.loss`))).toBeLessThan(tolerance);
    const reference = tensorsOf(goldenLayers(`train.${name}`));
    for (const [index, ours] of tensorsOf(engine.parameters()).entries()) {
      expect(relativeDistance(ours, reference[index]!)).toBeLessThan(tolerance);
    }
    expect(engine.brokenGuards).toEqual([]);
  });
});

/** Softmax of each row of ten logits, in float64. */
function softmaxRows(logits: Float32Array): Float64Array {
  const exponentials = Float64Array.from(logits, Math.exp);
  return exponentials.map((value, at) => {
    const row = at - (at % 10);
    return value / exponentials.subarray(row, row + 10).reduce((a, b) => a + b);
  });
}
