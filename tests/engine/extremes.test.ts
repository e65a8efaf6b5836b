import { describe, expect, test } from 'vitest';
import { describeNetwork, DIGIT_NETWORK } from '../../src/domain/network.ts';
import { sparseFromDense } from '../../src/domain/sparse-images.ts';
import type { ArenaEngine } from '../../src/engine/arena-engine.ts';
import { EXACT_ENGINE_KINDS, type EngineKind } from '../../src/engine/engine.ts';
import { OPTIMIZER_KINDS, recipe } from '../../src/engine/recipe.ts';
import { randomImages, randomParameters } from '../fixtures/random-images.ts';
import { engineFor, range, tensorsOf } from './engines.ts';

const SMALLEST_NORMAL = 2 ** -126;
const CANONICAL_NAN = 0x7fc00000;

const network = describeNetwork({ sizes: [31, 33, 11, 5] });
const images = randomImages(31, 5, 9, 1);
const parameters = randomParameters(network, 1);

const smallEngine = async (kind: EngineKind) => {
  const engine = await engineFor(kind, images, { network, maxBatchSize: 9 });
  engine.loadParameters(parameters);
  return engine;
};

/** The names of buffers that hold a subnormal number. */
function subnormalBuffers({ layout, memory }: ArenaEngine): string[] {
  const buffers = layout.layers.flatMap(({ weight, bias, activation, training }) => [
    weight,
    bias,
    activation,
    ...Object.values(training ?? {}),
  ]);
  return [...buffers, ...layout.scratch.map(({ preActivation }) => preActivation)]
    .filter((buffer) => buffer !== null)
    .filter(({ ptr, bytes }) =>
      memory.f32.subarray(ptr >> 2, (ptr + bytes) >> 2).some((x) => x !== 0 && Math.abs(x) < SMALLEST_NORMAL),
    )
    .map(({ name }) => name);
}

describe.each(EXACT_ENGINE_KINDS)('%s', (kind) => {
  test.each(OPTIMIZER_KINDS)('%s holds no subnormal number after gradients have died away', async (optimizer) => {
    // Where ReLU is dead everywhere, all gradients but the last biases' are zero, and momenta shrink by a factor a step:
    // 0.9 passes 2⁻¹²⁶ within 900 steps, and would stick at the smallest subnormal for ever.
    const engine = await smallEngine(kind);
    const settings = recipe({ optimizer, momentum: 0.9, beta1: 0.9, beta2: 0.9, alpha: 0.9, learningRate: 0.01 });
    for (let step = 0; step < 5; step++) engine.trainStep(range(0, 9), settings);
    const dead = engine
      .parameters()
      .map(({ weight, bias }) => ({ weight: weight.map(() => 0), bias: bias && bias.map(() => -1000) }));
    overwriteParameters(engine, dead);
    for (let step = 0; step < 1000; step++) engine.trainStep(range(0, 9), settings);
    expect(subnormalBuffers(engine)).toEqual([]);
    expect(tensorsOf(engine.gradients())[0]!.every((gradient) => gradient === 0)).toBe(true);
  });

  test.each(OPTIMIZER_KINDS)('%s holds no subnormal number after weights have decayed away', async (optimizer) => {
    // Half of every weight goes in each step: 2⁻¹²⁶ is passed within 140 steps.
    const engine = await smallEngine(kind);
    const settings = recipe({ optimizer, learningRate: 0.1, weightDecay: 5, momentum: 0, alpha: 0.9 });
    for (let step = 0; step < 400; step++) {
      engine.trainStep(range(0, 9), settings);
      if (step % 10 === 0) expect(subnormalBuffers(engine), `step ${step}`).toEqual([]);
    }
  });

  test('gradients below 1e-30 are zero', async () => {
    const engine = await smallEngine(kind);
    engine.loadParameters(parameters.map(({ weight, bias }) => ({ weight: weight.map((w) => w * 1e-9), bias })));
    engine.accumulate(range(0, 9));
    const gradients = tensorsOf(engine.gradients()).flatMap((tensor) => Array.from(tensor, Math.abs));
    expect(gradients.filter((gradient) => gradient > 0 && gradient < 1e-30)).toEqual([]);
    expect(subnormalBuffers(engine)).toEqual([]);
  });

  test.each(OPTIMIZER_KINDS)('%s with an absurd learning rate throws nothing and breaks nothing', async (optimizer) => {
    const engine = await smallEngine(kind);
    const settings = recipe({ optimizer, learningRate: 1e6, weightDecay: 1e3 });
    for (let step = 0; step < 50; step++) engine.trainStep(range(0, 9), settings);
    const { count, predictions } = engine.evaluate();
    expect(count).toBe(9);
    expect(predictions.every((prediction) => prediction < 5)).toBe(true);
    expect(engine.brokenGuards).toEqual([]);
    for (const tensor of tensorsOf(engine.parameters())) {
      const bits = new Uint32Array(tensor.buffer);
      expect(tensor.every((x, n) => !Number.isNaN(x) || bits[n] === CANONICAL_NAN)).toBe(true);
    }
  });

  test('after NaN everywhere, loading parameters makes an engine as good as new', async () => {
    const engine = await smallEngine(kind);
    engine.loadParameters(parameters.map(({ weight, bias }) => ({ weight: weight.map(() => NaN), bias })));
    for (const optimizer of OPTIMIZER_KINDS) engine.trainStep(range(0, 9), recipe({ optimizer }));
    expect(engine.parameters()[0]!.weight.every(Number.isNaN)).toBe(true);
    expect(engine.evaluate().loss).toBeNaN();
    engine.loadParameters(parameters);
    const fresh = await smallEngine(kind);
    for (const one of [engine, fresh])
      for (let step = 0; step < 3; step++) one.trainStep(range(0, 9), recipe({ optimizer: 'adam' }));
    expect(engine.parameters()).toEqual(fresh.parameters());
  });

  test('logits too large for exp still give probabilities', async () => {
    const engine = await smallEngine(kind);
    engine.loadParameters(parameters.map(({ weight, bias }) => ({ weight: weight.map((w) => w * 1e6), bias })));
    const { loss } = engine.evaluate();
    expect(loss).toBeGreaterThan(0);
    expect(Number.isFinite(loss)).toBe(true);
    for (let image = 0; image < 9; image++) {
      expect(engine.outputs(image, image + 1).reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    }
  });

  test('images black and lit all over train like any other', async () => {
    const pixels = new Uint8Array(784 * 2).fill(255, 784);
    const engine = await engineFor(kind, sparseFromDense(pixels, Uint8Array.of(0, 1), 784), {
      network: DIGIT_NETWORK,
      maxBatchSize: 2,
    });
    engine.loadParameters(randomParameters(DIGIT_NETWORK, 1));
    const first = engine.trainStep(range(0, 2), recipe({ optimizer: 'sgd', learningRate: 0.01 })).loss;
    for (let step = 0; step < 100; step++) engine.trainStep(range(0, 2), recipe({ optimizer: 'sgd', learningRate: 0.01 }));
    expect(engine.evaluate().loss).toBeLessThan(first / 2);
    expect(engine.evaluate().correct).toBe(2);
  });
});

/** Replaces the numbers and keeps the optimizer's memory, which loadParameters would forget. */
function overwriteParameters(
  { layout, memory }: ArenaEngine,
  values: readonly { weight: Float32Array; bias: Float32Array | null }[],
) {
  for (const [index, { weight, bias }] of layout.layers.entries()) {
    memory.f32.fill(values[index]!.weight[0]!, weight.ptr >> 2, (weight.ptr + weight.bytes) >> 2);
    if (bias) memory.f32.fill(values[index]!.bias![0]!, bias.ptr >> 2, (bias.ptr + bias.bytes) >> 2);
  }
}
