import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { NetworkParameters } from '../domain/parameters.ts';

import type { Clamp } from '../domain/clamp.ts';
import type { Activity, Recognition } from './recognition.ts';

/** What the network does and the numbers it does it with, both of the same moment. */
export interface Readable {
  readonly activity: Activity | null;
  readonly parameters: NetworkParameters | null;
  /** The network's own, where a neuron is held. */
  readonly learned: NetworkParameters | null;
  readonly clamp: Clamp | null;
}

/** Between two moments of what is read while the pen moves, ms. */
export const READING_MS = 500;

/**
 * The network's numbers for those who read them: at once while the pen rests, and while it moves only as often as lists and formulas
 * full of numbers can be read.
 */
export function createReadable(recognition: Recognition, isPenDown: ReadonlySignal<boolean>): ReadonlySignal<Readable> {
  const now = (): Readable => ({
    activity: copied(recognition.activity.value),
    parameters: recognition.parameters.value,
    learned: recognition.learned.value,
    clamp: recognition.clamp.value,
  });
  let stop: () => void;
  const moment = signal(0, {
    watched() {
      stop = effect(() => {
        if (!isPenDown.value) return undefined;
        const timer = setInterval(() => moment.value++, READING_MS);
        return () => clearInterval(timer);
      });
    },
    unwatched: () => stop(),
  });
  let last: Readable | null = null;
  let lastMoment = 0;
  return computed(() => {
    const present = moment.value;
    const isHeld = isPenDown.value && last !== null && present === lastMoment;
    lastMoment = present;
    if (!isPenDown.value) last = now();
    else if (!isHeld) last = untracked(now);
    return last!;
  });
}

/** The engine writes the next answer over the last one. */
function copied(activity: Activity | null): Activity | null {
  if (!activity) return null;
  const copies = (layers: readonly Float32Array[]) => layers.map((layer) => layer.slice());
  return { ...activity, preActivations: copies(activity.preActivations), activations: copies(activity.activations) };
}
