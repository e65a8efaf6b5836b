import { signal, type ReadonlySignal } from '@preact/signals';
import type { Loss } from '../domain/network.ts';

/** What the sections about learning have in common. */
export interface Lesson {
  /** The cost that formulas, numbers and steps follow. */
  readonly loss: ReadonlySignal<Loss>;
  readonly setLoss: (loss: Loss) => void;
}

export function createLesson(): Lesson {
  const loss = signal<Loss>('cross-entropy');
  return {
    loss,
    setLoss(next) {
      loss.value = next;
    },
  };
}
