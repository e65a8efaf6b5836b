import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { firstAndSecond } from '../../domain/ranking.ts';

/** Two different digits. */
export type Pair = readonly [one: number, other: number];

/** Which two outputs are compared: winner and runner-up, until somebody chooses. */
export interface Comparison {
  readonly pair: ReadonlySignal<Pair>;
  readonly isChosen: ReadonlySignal<boolean>;
  /** Puts a digit in first or second place; if it stands in the other place already, the two change places. */
  readonly choose: (place: 0 | 1, digit: number) => void;
  readonly follow: () => void;
}

/** Compared before anything is drawn. */
const FIRST_PAIR: Pair = [7, 1];

export function createComparison(probabilities: ReadonlySignal<ArrayLike<number> | null>): Comparison {
  const chosen = signal<Pair | null>(null);
  // The same pair is the same object, so that a new answer with the same winners is nothing new here.
  let leaders = FIRST_PAIR;
  const leading = computed(() => {
    const next = probabilities.value ? firstAndSecond(probabilities.value) : FIRST_PAIR;
    if (next[0] !== leaders[0] || next[1] !== leaders[1]) leaders = next;
    return leaders;
  });
  const pair = computed(() => chosen.value ?? leading.value);
  return {
    pair,
    isChosen: computed(() => chosen.value !== null),
    choose(place, digit) {
      const [one, other] = pair.value;
      if (place === 0) chosen.value = [digit, digit === other ? one : other];
      else chosen.value = [digit === one ? other : one, digit];
    },
    follow() {
      chosen.value = null;
    },
  };
}
