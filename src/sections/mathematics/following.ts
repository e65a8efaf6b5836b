import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import { DIGIT_NETWORK, type NetworkDescription } from '../../domain/network.ts';
import { preprocess } from '../../domain/preprocess.ts';
import { sampleDigit } from '../../domain/procedural/digits.ts';
import { Random } from '../../domain/random.ts';
import { firstAndSecond } from '../../domain/ranking.ts';
import type { State } from '../../state/state.ts';
import { exampleOf, STEEPEST, type Example, type WeightChoice } from './example.ts';
import type { Mark } from './symbols.ts';

export const LEARNING_RATE = { least: 0.001, most: 1, step: 0.001, start: 0.01 } as const;

/** While nothing is drawn a sample stands in: one that the network as it came is in two minds about. */
const STAND_IN = { digit: 3, seed: 1756 };

/** The image that is followed through the formulas. */
export interface Subject {
  /** [784], 0 to 255 */
  readonly pixels: Uint8Array;
  /** What the learner says it was meant to be, else the digit of the stand-in, else the network's second guess. */
  readonly meant: number;
  readonly isStandIn: boolean;
  /** The digit of the stand-in. */
  readonly standIn: number;
  readonly isChosen: boolean;
}

/** What the learner follows through the formulas, and looks at in them. */
export interface Following {
  readonly network: ReadonlySignal<NetworkDescription>;
  readonly subject: ReadonlySignal<Subject | null>;
  /** null while there is no network, 'beyond' where its numbers have left every scale. */
  readonly example: ReadonlySignal<Example | 'beyond' | null>;
  /** The layer whose formulas have their shapes shown, from 0. */
  readonly layer: ReadonlySignal<number>;
  readonly choice: ReadonlySignal<WeightChoice>;
  readonly choose: (choice: WeightChoice) => void;
  /** null: nobody has said. */
  readonly setMeant: (digit: number | null) => void;
  readonly learningRate: ReadonlySignal<number>;
  readonly setLearningRate: (rate: number) => void;
  /** The symbol that is explained: the one pointed at or reached by keys, else the one that is kept. */
  readonly symbol: ReadonlySignal<Mark | null>;
  readonly kept: ReadonlySignal<Mark | null>;
  readonly point: (mark: Mark | null) => void;
  readonly reach: (mark: Mark | null) => void;
  readonly keep: (mark: Mark | null) => void;
}

/** `isInSight` says whether anybody can see the section: out of sight a drawing costs it nothing. The function beside it ends all listening. */
export function createFollowing(state: State, isInSight: ReadonlySignal<boolean>): readonly [Following, () => void] {
  const { recognition, readable, lesson, selection, pad } = state;
  const choice = signal<WeightChoice>(STEEPEST);
  const chosenDigit = signal<number | null>(null);
  const learningRate = signal<number>(LEARNING_RATE.start);
  const pointed = signal<Mark | null>(null);
  const reached = signal<Mark | null>(null);
  const kept = signal<Mark | null>(null);
  const network = computed(() => {
    const status = recognition.status.value;
    return status.kind === 'ready' ? status.network : DIGIT_NETWORK;
  });
  const layer = computed(() => {
    const { layers } = network.value;
    return Math.min(layers.length - 1, choice.value.layer ?? Math.max(0, layers.length - 2));
  });
  let standIn: Uint8Array | null = null;
  const present = computed((): Subject | null => {
    const { activity } = readable.value;
    if (!activity) return null;
    const chosen = chosenDigit.value;
    const rest = { isStandIn: activity.isBlank, standIn: STAND_IN.digit, isChosen: chosen !== null };
    if (activity.isBlank) {
      standIn ??= preprocess(sampleDigit(STAND_IN.digit, new Random(STAND_IN.seed))).pixels;
      return { ...rest, pixels: standIn, meant: chosen ?? STAND_IN.digit };
    }
    const [, second] = firstAndSecond(activity.preActivations[activity.preActivations.length - 1]!);
    return { ...rest, pixels: activity.pixels, meant: chosen ?? second };
  });
  const subject = whileInSight(present, isInSight);
  const example = whileInSight(
    computed(() => {
      const { parameters } = readable.value;
      const seen = present.value;
      if (!seen || !parameters) return null;
      const { pixels, meant } = seen;
      const given = { network: network.value, parameters, pixels, meant };
      return (
        exampleOf({ ...given, loss: lesson.loss.value, choice: choice.value, learningRate: learningRate.value }) ?? 'beyond'
      );
    }),
    isInSight,
  );
  const stops = [
    // Another drawing was meant to be another digit.
    effect(() => {
      if (pad.isEmpty.value) chosenDigit.value = null;
    }),
    effect(() => {
      const selected = selection.neuron.value;
      if (selected) choice.value = { ...selected, input: null };
    }),
  ];
  const following: Following = {
    network,
    subject,
    example,
    layer,
    choice,
    choose(next) {
      choice.value = next;
    },
    setMeant(digit) {
      chosenDigit.value = digit;
    },
    learningRate,
    setLearningRate(rate) {
      learningRate.value = Math.min(LEARNING_RATE.most, Math.max(LEARNING_RATE.least, rate));
    },
    symbol: computed(() => pointed.value ?? reached.value ?? kept.value),
    kept,
    point(mark) {
      if (!isSame(mark, pointed.value)) pointed.value = mark;
    },
    reach(mark) {
      if (!isSame(mark, reached.value)) reached.value = mark;
    },
    keep(mark) {
      kept.value = mark;
    },
  };
  return [
    following,
    () => {
      for (const stop of stops) stop();
    },
  ];
}

function isSame(one: Mark | null, other: Mark | null): boolean {
  return one?.symbol === other?.symbol && one?.place === other?.place;
}

/** A value while it can be seen; out of sight it stays as it was last. */
function whileInSight<Value>(value: ReadonlySignal<Value | null>, isInSight: ReadonlySignal<boolean>) {
  let last: Value | null = null;
  return computed(() => {
    if (isInSight.value) last = value.value;
    return last;
  });
}
