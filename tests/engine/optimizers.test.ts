import { describe, expect, test } from 'vitest';
import { describeNetwork } from '../../src/domain/network.ts';
import { denseImage } from '../../src/domain/sparse-images.ts';
import { EXACT_ENGINE_KINDS } from '../../src/engine/engine.ts';
import { OPTIMIZER_KINDS, recipe, type Recipe } from '../../src/engine/recipe.ts';
import { relativeDistance } from '../fixtures/golden.ts';
import { randomImages, randomParameters } from '../fixtures/random-images.ts';
import { gradients, referenceParameters, targetOf, type Example } from '../reference/network.ts';
import { ReferenceOptimizer } from '../reference/optimizers.ts';
import { engineFor, range, tensorsOf } from './engines.ts';

const network = describeNetwork({ sizes: [31, 33, 5], activation: 'tanh' });
const images = randomImages(31, 5, 8, 1);
const examples = Array.from(range(0, 8), (n): Example => ({
  input: Float64Array.from(denseImage(images, n), (value) => value / 255),
  target: targetOf(images.labels[n]!, 5),
}));

/** Settings far from the defaults, so that every place where one of them enters shows; ε above all, which defaults hide. */
const SETTINGS: Partial<Recipe>[] = [
  { weightDecay: 0, momentum: 0.5, beta1: 0.6, beta2: 0.7, alpha: 0.8, epsilon: 1e-2, learningRate: 0.03 },
  { weightDecay: 0.2, momentum: 0.8, beta1: 0.3, beta2: 0.95, alpha: 0.6, epsilon: 1e-3, learningRate: 0.02 },
];

const CASES = OPTIMIZER_KINDS.flatMap((optimizer) =>
  SETTINGS.map((settings) => ({ ...recipe({ optimizer, ...settings }), optimizer })),
);

/** Ten steps in float32: a dozen roundings a step and weight, each 6e-8. */
const TOLERANCE = 3e-6;

describe.each(EXACT_ENGINE_KINDS)('%s updates as PyTorch defines', (kind) => {
  test.each(CASES)('$optimizer, weight decay $weightDecay, ε $epsilon', async (settings) => {
    const engine = await engineFor(kind, images, { network, maxBatchSize: 8 });
    engine.loadParameters(randomParameters(network, 4));
    const reference = referenceParameters(randomParameters(network, 4));
    // A second life: the optimizer forgets its first.
    for (let step = 0; step < 3; step++) engine.trainStep(range(0, 8), settings);
    engine.loadParameters(randomParameters(network, 4));
    const learner = new ReferenceOptimizer(tensorsOf(reference), settings);
    for (let step = 0; step < 10; step++) {
      engine.trainStep(range(0, 8), settings);
      learner.step(tensorsOf(gradients(network, reference, examples)));
    }
    for (const [index, ours] of tensorsOf(engine.parameters()).entries()) {
      expect(relativeDistance(ours, tensorsOf(reference)[index]!)).toBeLessThan(TOLERANCE);
    }
  });
});
