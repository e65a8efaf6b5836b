import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Activation } from '../domain/network.ts';
import { LEAKY_RELU_SLOPE } from '../domain/network.ts';
import { computeNeuron, type NeuronResult, type NeuronSettings } from '../domain/neuron.ts';
import { recorded, redone, startHistory, undone } from './history.ts';

/** The numbers of the neuron that a person sets. */
export type NeuronNumber = Exclude<keyof NeuronSettings, 'activation'>;

/** From, to, and in which steps each number goes, and where it starts. */
export const NEURON_NUMBERS = {
  x1: { least: -2, most: 2, step: 0.01, start: 0.7 },
  x2: { least: -2, most: 2, step: 0.01, start: 0.4 },
  w1: { least: -2, most: 2, step: 0.01, start: 0.5 },
  w2: { least: -2, most: 2, step: 0.01, start: -0.3 },
  b: { least: -2, most: 2, step: 0.01, start: 0 },
  alpha: { least: 0, most: 0.5, step: 0.01, start: LEAKY_RELU_SLOPE },
  z2: { least: -10, most: 10, step: 0.01, start: 1 },
  z3: { least: -10, most: 10, step: 0.01, start: -0.5 },
  temperature: { least: 0.05, most: 10, step: 0.01, start: 1 },
} as const satisfies Record<NeuronNumber, { least: number; most: number; step: number; start: number }>;

/** One neuron with two inputs to try things on. */
export interface NeuronBench {
  readonly settings: ReadonlySignal<NeuronSettings>;
  readonly result: ReadonlySignal<NeuronResult>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** Is every number and the activation as at the start? */
  readonly isAtStart: ReadonlySignal<boolean>;
  /**
   * Sets numbers, each rounded to its step and moved into its range; what is not a number is left alone.
   *
   * Changes of the same numbers that follow one another are one step of the history, until `settle`.
   */
  readonly set: (numbers: Partial<Record<NeuronNumber, number>>) => void;
  readonly setActivation: (activation: Activation) => void;
  /** Everything as at the start but for `scene`, in one step of the history. */
  readonly arrange: (scene: Partial<NeuronSettings>) => void;
  /** A slide or drag is over: the next change is another step of the history. */
  readonly settle: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly reset: () => void;
}

const START: NeuronSettings = {
  activation: 'relu',
  ...(Object.fromEntries(Object.entries(NEURON_NUMBERS).map(([name, { start }]) => [name, start])) as Record<
    NeuronNumber,
    number
  >),
};

const SETTINGS = Object.keys(START) as (keyof NeuronSettings)[];

export function createNeuronBench(): NeuronBench {
  const history = signal(startHistory(START));
  const settings = computed(() => history.value.present);
  /** The numbers that the gesture under way changes. */
  let gesture = '';

  const change = (next: NeuronSettings, by: string) => {
    if (sameSettings(next, history.value.present)) return;
    history.value = by !== '' && by === gesture ? { ...history.value, present: next } : recorded(history.value, next);
    gesture = by;
  };
  return {
    settings,
    result: computed(() => computeNeuron(settings.value)),
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    isAtStart: computed(() => sameSettings(settings.value, START)),
    set(numbers) {
      const names = (Object.keys(numbers) as NeuronNumber[]).filter((name) => Number.isFinite(numbers[name]));
      const next = Object.fromEntries(names.map((name) => [name, onScale(name, numbers[name]!)]));
      change({ ...settings.value, ...next }, names.join());
    },
    setActivation: (activation) => change({ ...settings.value, activation }, ''),
    arrange: (scene) => change({ ...START, ...scene }, ''),
    settle() {
      gesture = '';
    },
    undo() {
      gesture = '';
      history.value = undone(history.value);
    },
    redo() {
      gesture = '';
      history.value = redone(history.value);
    },
    reset: () => change(START, ''),
  };
}

/** The nearest value that the number can take; hundredths come out as their nearest float64. */
function onScale(name: NeuronNumber, value: number): number {
  const { least, most } = NEURON_NUMBERS[name];
  return Math.min(most, Math.max(least, Math.round(value * 100) / 100)) + 0;
}

function sameSettings(one: NeuronSettings, other: NeuronSettings): boolean {
  return SETTINGS.every((name) => one[name] === other[name]);
}
