import fc from 'fast-check';
import type { NeuronSettings } from '../../src/domain/neuron.ts';
import { NEURON_NUMBERS, type NeuronNumber } from '../../src/state/neuron-bench.ts';

/** A hundredth in the range of a number, its limits, its start and zero more often than others. */
function hundredths(name: NeuronNumber): fc.Arbitrary<number> {
  const { least, most, start } = NEURON_NUMBERS[name];
  return fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: Math.round(least * 100), max: Math.round(most * 100) }).map((n) => n / 100) },
    { weight: 1, arbitrary: fc.constantFrom(least, most, start, Math.max(least, 0)) },
  );
}

/** Any state that the workbench can be in. */
export const anySettings: fc.Arbitrary<NeuronSettings> = fc.record({
  activation: fc.constantFrom('relu', 'leaky-relu', 'sigmoid', 'tanh', 'softmax'),
  x1: hundredths('x1'),
  x2: hundredths('x2'),
  w1: hundredths('w1'),
  w2: hundredths('w2'),
  b: hundredths('b'),
  alpha: hundredths('alpha'),
  z2: hundredths('z2'),
  z3: hundredths('z3'),
  temperature: hundredths('temperature'),
});

/** What the lesson starts with. */
export const START: NeuronSettings = {
  activation: 'relu',
  x1: 0.7,
  x2: 0.4,
  w1: 0.5,
  w2: -0.3,
  b: 0,
  alpha: 0.01,
  z2: 1,
  z3: -0.5,
  temperature: 1,
};
