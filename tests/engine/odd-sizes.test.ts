import { describe, expect, test } from 'vitest';
import { describeNetwork, type HiddenActivation, type Loss } from '../../src/domain/network.ts';
import { denseImage } from '../../src/domain/sparse-images.ts';
import { EXACT_ENGINE_KINDS } from '../../src/engine/engine.ts';
import { recipe } from '../../src/engine/recipe.ts';
import { randomImages, randomParameters, randomTargets } from '../fixtures/random-images.ts';
import { forward, gradients, meanCost, referenceParameters, targetOf, type Example } from '../reference/network.ts';
import { ReferenceOptimizer } from '../reference/optimizers.ts';
import { engineFor, range, tensorsOf } from './engines.ts';

/** Around the 4 lanes of a vector and the 32 columns of a panel. */
const WIDTHS = [1, 3, 4, 5, 11, 31, 32, 33];
const INPUTS = [1, 3, 784];
const BATCHES = [1, 2, 3, 5];

interface Shape {
  sizes: number[];
  batchSize: number;
  bias: boolean[];
  activation: HiddenActivation;
  loss: Loss;
}

/** Every width as hidden and as output layer, with every input and batch size, with biases and activations taking turns. */
const SHAPES: Shape[] = INPUTS.flatMap((inFeatures, a) =>
  WIDTHS.flatMap((hidden, b) =>
    BATCHES.map((batchSize, c): Shape => ({
      sizes: [inFeatures, hidden, WIDTHS[(b + 3 * c + 1) % WIDTHS.length]!, WIDTHS[(3 * b + c + a) % WIDTHS.length]!],
      batchSize,
      bias: [(b + c) % 2 === 0, (a + b) % 3 !== 0, (a + c) % 2 === 0],
      activation: (['relu', 'leaky-relu', 'sigmoid', 'tanh'] as const)[(a + b + c) % 4]!,
      loss: (b + c) % 3 === 0 ? 'quadratic' : 'cross-entropy',
    })),
  ),
);

/**
 * Sums of up to 784 rounded products: float32 loses some √784 half-ULPs, 8e-7, of the largest terms; where terms cancel, the
 * absolute part allows for it.
 */
const expectClose = (ours: ArrayLike<number>, reference: ArrayLike<number>, where: string) => {
  expect(ours.length, where).toBe(reference.length);
  let difference = 0;
  let norm = 0;
  for (let n = 0; n < reference.length; n++) {
    difference += (ours[n]! - reference[n]!) ** 2;
    norm += reference[n]! ** 2;
  }
  expect(Math.sqrt(difference), where).toBeLessThanOrEqual(2e-6 * Math.sqrt(norm) + 2e-8 * Math.sqrt(reference.length));
};

describe.each(EXACT_ENGINE_KINDS)('%s computes what the textbook says at odd sizes', (kind) => {
  test.each(SHAPES)('$sizes, batch $batchSize, bias $bias, $activation, $loss', async (shape) => {
    const { batchSize, ...description } = shape;
    const network = describeNetwork(description);
    const classes = network.layers.at(-1)!.outFeatures;
    const images = randomImages(network.inFeatures, classes, batchSize + 1, 3);
    const engine = await engineFor(kind, images, { network, maxBatchSize: batchSize });
    const parameters = randomParameters(network, 5);
    engine.loadParameters(parameters);
    expect(engine.parameters()).toEqual(parameters);

    const input = (n: number) => Float64Array.from(denseImage(images, n), (value) => value / 255);
    const batch = range(1, batchSize + 1);
    const examples = Array.from(batch, (n): Example => ({
      input: input(n),
      target: targetOf(images.labels[n]!, classes, 0.1),
    }));
    const reference = referenceParameters(parameters);

    const prediction = engine.predict(denseImage(images, 1));
    const pass = forward(network, reference, input(1));
    for (const layer of network.layers.keys()) {
      expectClose(prediction.preActivations[layer]!, pass.preActivations[layer]!, `z of layer ${layer}`);
      expectClose(prediction.activations[layer]!, pass.activations[layer]!, `a of layer ${layer}`);
    }
    expect(engine.outputs(1, 2)).toEqual(prediction.outputs);

    const result = engine.accumulate(batch, 0.1);
    expectClose([result.loss], [meanCost(network, reference, examples)], 'loss');
    const wanted = gradients(network, reference, examples);
    for (const [index, gradient] of tensorsOf(engine.gradients()).entries()) {
      expectClose(gradient, tensorsOf(wanted)[index]!, `gradient ${index}`);
    }

    const settings = recipe({ optimizer: 'nesterov', learningRate: 0.05, labelSmoothing: 0.1 });
    const learner = new ReferenceOptimizer(tensorsOf(reference), settings);
    for (let step = 0; step < 3; step++) {
      engine.trainStep(batch, settings);
      learner.step(tensorsOf(gradients(network, reference, examples)));
    }
    for (const [index, ours] of tensorsOf(engine.parameters()).entries()) {
      expectClose(ours, tensorsOf(reference)[index]!, `parameters ${index}`);
    }
    expect(engine.brokenGuards).toEqual([]);
  });

  test.each([0.85, 1])('data with %s of its pixels lit take the dense kernels', async (lit) => {
    const network = describeNetwork({ sizes: [787, 33, 11] });
    const images = randomImages(787, 11, 150, 9, lit);
    const parameters = randomParameters(network, 2);
    const engine = await engineFor(kind, images, { network, maxBatchSize: 150 });
    expect(engine.layout.images.dense).not.toBeNull();
    engine.loadParameters(parameters);
    const batch = range(0, 150);
    const examples = Array.from(batch, (n): Example => ({
      input: Float64Array.from(denseImage(images, n), (value) => value / 255),
      target: targetOf(images.labels[n]!, 11),
    }));
    const reference = referenceParameters(parameters);
    expectClose([engine.accumulate(batch).loss], [meanCost(network, reference, examples)], 'loss');
    const wanted = tensorsOf(gradients(network, reference, examples));
    for (const [index, gradient] of tensorsOf(engine.gradients()).entries()) {
      expectClose(gradient, wanted[index]!, `gradient ${index}`);
    }
    expect(engine.brokenGuards).toEqual([]);
  });

  test('soft targets take the place of labels', async () => {
    const network = describeNetwork({ sizes: [784, 33, 11] });
    const images = randomImages(784, 11, 7, 9);
    const targets = randomTargets(11, 7, 9);
    const parameters = randomParameters(network, 2);
    const engine = await engineFor(kind, images, { network, maxBatchSize: 7 }, targets);
    engine.loadParameters(parameters);
    const examples = Array.from({ length: 7 }, (_, n): Example => ({
      input: Float64Array.from(denseImage(images, n), (value) => value / 255),
      target: Float64Array.from(targets.subarray(n * 11, n * 11 + 11)),
    }));
    const reference = referenceParameters(parameters);
    const { loss } = engine.accumulate(range(0, 7));
    expectClose([loss], [meanCost(network, reference, examples)], 'loss');
    const wanted = tensorsOf(gradients(network, reference, examples));
    for (const [index, gradient] of tensorsOf(engine.gradients()).entries()) {
      expectClose(gradient, wanted[index]!, `gradient ${index}`);
    }
  });

  test('evaluation counts what is right, in passes of any size', async () => {
    const network = describeNetwork({ sizes: [784, 31, 10] });
    const images = randomImages(784, 10, 23, 4);
    const parameters = randomParameters(network, 8);
    const reference = referenceParameters(parameters);
    const examples = Array.from(range(0, 23), (n): Example => ({
      input: Float64Array.from(denseImage(images, n), (value) => value / 255),
      target: targetOf(images.labels[n]!, 10),
    }));
    const guesses = examples.map(({ input }) => {
      const output = forward(network, reference, input).activations.at(-1)!;
      return output.indexOf(Math.max(...output));
    });
    for (const maxBatchSize of [1, 5, 23]) {
      const engine = await engineFor(kind, images, { network, maxBatchSize });
      engine.loadParameters(parameters);
      const seen = engine.evaluate();
      expect(Array.from(seen.predictions)).toEqual(guesses);
      expect(seen.correct).toBe(guesses.filter((guess, n) => guess === images.labels[n]).length);
      expect(seen.count).toBe(23);
      expectClose([seen.loss], [meanCost(network, reference, examples)], 'loss');
      expect(Array.from(engine.evaluate(20, 23).predictions)).toEqual(guesses.slice(20));
    }
  });
});
