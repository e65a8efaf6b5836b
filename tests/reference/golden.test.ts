import { describe, expect, test } from 'vitest';
import { describeNetwork, DIGIT_NETWORK } from '../../src/domain/network.ts';
import { denseImage } from '../../src/domain/sparse-images.ts';
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
import { forward, gradients, meanCost, referenceParameters, targetOf, type ReferenceLayer } from './network.ts';
import { ReferenceOptimizer } from './optimizers.ts';

/** PyTorch computed in float64 as we do; what is left is the rounding of its results to float32, 6e-8 at most. */
const TOLERANCE = 6e-8;

const example = (n: number) => ({
  input: Float64Array.from(denseImage(goldenImages, n), (value) => value / 255),
  target: targetOf(goldenImages.labels[n]!, 10),
});

const batch = (step: number) => Array.from({ length: GOLDEN_BATCH }, (_, n) => example(step * GOLDEN_BATCH + n));

const tensors = (layers: readonly ReferenceLayer[]) => layers.flatMap(({ weight, bias }) => (bias ? [weight, bias] : [weight]));

const goldenTensors = (prefix: string) => goldenLayers(prefix).flatMap(({ weight, bias }) => [weight, bias!]);

describe('the reference network agrees with PyTorch', () => {
  test.each(GOLDEN_GRADIENTS)('gradients: $prefix', ({ prefix, activation, loss }) => {
    const network = describeNetwork({ sizes: [784, 128, 64, 32, 10], activation, loss });
    const parameters = referenceParameters(goldenLayers('init'));
    const outputs = batch(0).flatMap(({ input }) => {
      const { preActivations, activations } = forward(network, parameters, input);
      return Array.from((loss === 'cross-entropy' ? preActivations : activations).at(-1)!);
    });
    expect(relativeDistance(outputs, goldenTensor(`${prefix}.output`))).toBeLessThan(TOLERANCE);
    expect(relativeDistance([meanCost(network, parameters, batch(0))], goldenTensor(`${prefix}.loss`))).toBeLessThan(TOLERANCE);
    const reference = goldenTensors(prefix);
    for (const [index, ours] of tensors(gradients(network, parameters, batch(0))).entries()) {
      expect(relativeDistance(ours, reference[index]!)).toBeLessThan(TOLERANCE);
    }
  });

  test.each(GOLDEN_RUNS)('twenty steps: $name', ({ name, optimizer, learningRate, weightDecay }) => {
    const parameters = referenceParameters(goldenLayers('init'));
    const learner = new ReferenceOptimizer(tensors(parameters), recipe({ optimizer, learningRate, weightDecay }));
    const losses: number[] = [];
    for (let step = 0; step < GOLDEN_STEPS; step++) {
      losses.push(meanCost(DIGIT_NETWORK, parameters, batch(step)));
      learner.step(tensors(gradients(DIGIT_NETWORK, parameters, batch(step))));
    }
    expect(relativeDistance(losses, goldenTensor(`train.${name}.loss`))).toBeLessThan(TOLERANCE);
    const reference = goldenTensors(`train.${name}`);
    for (const [index, ours] of tensors(parameters).entries()) {
      expect(relativeDistance(ours, reference[index]!)).toBeLessThan(TOLERANCE);
    }
  });
});
