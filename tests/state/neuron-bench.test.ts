import { expect, it } from 'vitest';
import { createNeuronBench, NEURON_NUMBERS, type NeuronNumber } from '../../src/state/neuron-bench.ts';

it('starts where the lesson starts', () => {
  const { settings, result, canUndo, isAtStart } = createNeuronBench();
  expect(settings.value).toMatchObject({ x1: 0.7, x2: 0.4, w1: 0.5, w2: -0.3, b: 0, activation: 'relu', alpha: 0.01 });
  expect(result.value).toMatchObject({ z: 0.23, a: 0.23, slope: 1, region: 'learning' });
  expect(canUndo.value).toBe(false);
  expect(isAtStart.value).toBe(true);
});

it('keeps every number on its scale', () => {
  const bench = createNeuronBench();
  for (const name of Object.keys(NEURON_NUMBERS) as NeuronNumber[]) {
    const { least, most } = NEURON_NUMBERS[name];
    for (const [given, kept] of [
      [1e9, most],
      [-1e9, least],
      [0.123456, Math.max(least, 0.12)],
    ] as const) {
      bench.set({ [name]: given });
      expect(bench.settings.value[name]).toBe(kept);
      bench.set({ [name]: Number.NaN });
      expect(bench.settings.value[name]).toBe(kept);
    }
  }
});

it('takes a slide as one step back, and settle begins another', () => {
  const bench = createNeuronBench();
  bench.set({ x1: 0.8 });
  bench.set({ x1: 0.9 });
  bench.settle();
  bench.set({ x1: 1 });
  bench.set({ w1: -1, w2: 1 });
  bench.undo();
  expect(bench.settings.value).toMatchObject({ x1: 1, w1: 0.5, w2: -0.3 });
  bench.undo();
  expect(bench.settings.value.x1).toBe(0.9);
  bench.undo();
  expect(bench.isAtStart.value).toBe(true);
  expect(bench.canUndo.value).toBe(false);
  bench.redo();
  expect(bench.settings.value.x1).toBe(0.9);
});

it('goes back to the start, and back from there', () => {
  const bench = createNeuronBench();
  bench.set({ b: -2 });
  bench.setActivation('softmax');
  bench.arrange({ activation: 'relu', w1: -1 });
  expect(bench.settings.value).toMatchObject({ b: 0, w1: -1, activation: 'relu' });
  bench.reset();
  expect(bench.isAtStart.value).toBe(true);
  bench.undo();
  bench.undo();
  expect(bench.settings.value).toMatchObject({ b: -2, activation: 'softmax' });
});
