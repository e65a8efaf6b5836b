import { signal, type ReadonlySignal } from '@preact/signals';

/** Numbers that come once a step, kept in one typed array; the oldest give way to the newest. */
export interface StepRecords {
  /** Grows with every change. */
  readonly revision: ReadonlySignal<number>;
  /** How many steps are kept, and the number of the first of them; steps are counted from 0. */
  readonly count: () => number;
  readonly first: () => number;
  /** What was recorded for a step that is kept. */
  readonly at: (step: number, channel: number) => number;
  /** `values` [channels] */
  readonly push: (values: ArrayLike<number>) => void;
  /** Forgets the last step. */
  readonly pop: () => void;
  readonly clear: () => void;
}

/** How many steps are kept. */
const CAPACITY = 4096;

export function createStepRecords(channels: number, capacity = CAPACITY): StepRecords {
  const values = new Float64Array(channels * capacity);
  const revision = signal(0);
  /** The steps [from, to) are kept. */
  let from = 0;
  let to = 0;
  return {
    revision,
    count: () => to - from,
    first: () => from,
    at: (step, channel) => values[(step % capacity) * channels + channel]!,
    push(step) {
      const start = (to % capacity) * channels;
      for (let channel = 0; channel < channels; channel++) values[start + channel] = step[channel]!;
      to++;
      from = Math.max(from, to - capacity);
      revision.value++;
    },
    pop() {
      if (to === from) return;
      to--;
      revision.value++;
    },
    clear() {
      from = 0;
      to = 0;
      revision.value++;
    },
  };
}
