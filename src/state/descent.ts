import { batch as together, computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import { pathWith, type PathPoint } from '../domain/descent-path.ts';
import { findExplosion, weightNorms, type Explosion } from '../domain/explosion.ts';
import { gradientNorm, withLoss, type BatchTrace, type LabelledImage } from '../domain/learning-step.ts';
import { initialParameters } from '../domain/initialization.ts';
import { batchFrom, drawnBatch, writtenBatch } from '../domain/lesson-batch.ts';
import type { Loss, NetworkDescription } from '../domain/network.ts';
import { farthestParameter, hasParameter, type ParameterId } from '../domain/parameter-id.ts';
import type { NetworkParameters } from '../domain/parameters.ts';
import { stagesOf, type Stage } from '../domain/step-stages.ts';
import type { Lesson } from './lesson.ts';
import type { LoadedImages } from './loaded-images.ts';
import type { Pad } from './pad.ts';
import type { Recognition } from './recognition.ts';
import { rememberingImages, rememberingStep, rememberingTrace } from './remembered-steps.ts';
import { createStepRecords, type StepRecords } from './step-records.ts';

/** What the images of the batch are. */
export interface BatchChoice {
  /** Digits that the page writes, the learner's own drawing with variations of it, or images of the data that training has loaded. */
  readonly source: 'written' | 'drawn' | 'loaded';
  /** What is written, or what the drawing is said to be; null writes all ten in turn. */
  readonly digit: number | null;
  readonly size: number;
  readonly seed: number;
}

export const BATCH_SIZE = { least: 1, most: 32, start: 8 } as const;
export const LEARNING_RATE = { least: 0.0001, most: 10, start: 0.01 } as const;
const FIRST_CHOICE: BatchChoice = { source: 'written', digit: 3, size: BATCH_SIZE.start, seed: 1 };

/** So many steps can be undone one by one; beyond them there is only the way to the beginning. */
const MOST_BACK = 32;

/** Channels of `records`: cost, gradient norm, share of the batch that is right; then the length of each layer's weights. */
export const RECORDED = { cost: 0, gradientNorm: 1, accuracy: 2, weightNorms: 3 } as const;
const MOST_LAYERS = 16;

/** Gradient descent on the page's network, by hand: one batch, one step after the other, every number open. */
export interface Descent {
  readonly choice: ReadonlySignal<BatchChoice>;
  readonly batch: ReadonlySignal<readonly LabelledImage[]>;
  readonly loss: ReadonlySignal<Loss>;
  readonly learningRate: ReadonlySignal<number>;
  /** The page's network with the outputs of the chosen cost; null while there is no network. */
  readonly network: ReadonlySignal<NetworkDescription | null>;
  /** How many updates lie behind `trace`. */
  readonly iteration: ReadonlySignal<number>;
  readonly stages: ReadonlySignal<readonly Stage[]>;
  /** A place in `stages`. */
  readonly stageIndex: ReadonlySignal<number>;
  readonly stage: ReadonlySignal<Stage>;
  /** The parameters that this step starts from. */
  readonly base: ReadonlySignal<NetworkParameters | null>;
  /** All that the batch makes of them. */
  readonly trace: ReadonlySignal<BatchTrace | null>;
  /** The parameters that this step leads to; computed only where somebody asks. */
  readonly updated: ReadonlySignal<NetworkParameters | null>;
  /** All that the same batch makes of those. */
  readonly after: ReadonlySignal<BatchTrace | null>;
  /** Has the update of this step been made? Then the page's network is `updated`, else `base`. */
  readonly isApplied: ReadonlySignal<boolean>;
  /** Why the update of this step was not made: it leads out of all bounds. */
  readonly explosion: ReadonlySignal<Explosion | null>;
  /** The parameters on the way so far, the present ones last, thinned to at most 64. */
  readonly path: ReadonlySignal<readonly PathPoint[]>;
  /** What was measured before each update. */
  readonly records: StepRecords;
  /** The weight or bias that is followed; null until one is picked. */
  readonly picked: ReadonlySignal<ParameterId | null>;
  /** The image of the batch whose numbers are shown. */
  readonly example: ReadonlySignal<number>;
  readonly canGoBack: ReadonlySignal<boolean>;
  readonly canReset: ReadonlySignal<boolean>;
  /** Other images; a step whose update is made is over then. */
  readonly choose: (choice: Partial<BatchChoice>) => void;
  readonly anotherBatch: () => void;
  /** How many images training has loaded; 0 where it has none. */
  readonly loadedCount: ReadonlySignal<number>;
  /** Learns from those, once some of them are here. */
  readonly chooseLoaded: () => Promise<void>;
  readonly setLearningRate: (rate: number) => void;
  /** false, and nothing changes, where the network has no such parameter. */
  readonly pick: (id: ParameterId) => boolean;
  /** Picks the parameter that this step moves most. */
  readonly pickMostMoved: () => void;
  readonly showExample: (example: number) => void;
  /** To the next stage; after the last, the first of the next step. */
  readonly step: () => void;
  /** One stage back, an update undone. */
  readonly back: () => void;
  readonly goTo: (stageIndex: number) => void;
  /** Does every whole step of `iterate` take images of its own? */
  readonly isFresh: ReadonlySignal<boolean>;
  readonly setFresh: (isFresh: boolean) => void;
  /**
   * A whole step at once: ends at its last stage. false where it explodes.
   *
   * `publish` false leaves the page's network for now as it was, so that many quick steps do not wake every section each time.
   */
  readonly iterate: (publish?: boolean) => boolean;
  /** Computes what the next `iterate` will need and changes nothing: so that work can be spread over two frames. */
  readonly prepare: () => void;
  /** Brings the page's network up to date. */
  readonly publish: () => void;
  /** The network as it was before this descent, bit for bit. */
  readonly reset: () => void;
  /** Begins again with random weights, as a network that has learned nothing; `reset` still leads to the one before. */
  readonly startUntrained: () => void;
  /** While nobody watches, others may change the network many times a second: the next descent begins when somebody does. */
  readonly watch: (isWatched: boolean) => void;
}

/** What a step started from, to come back to. */
interface Past {
  readonly base: NetworkParameters;
  readonly choice: BatchChoice;
  readonly learningRate: number;
  readonly loss: Loss;
}

export function createDescent(recognition: Recognition, pad: Pad, lesson: Lesson, loadedImages: LoadedImages): Descent {
  const choice = signal<BatchChoice>(FIRST_CHOICE);
  const learningRate = signal<number>(LEARNING_RATE.start);
  const iteration = signal(0);
  /** Where the learner has gone; an explosion holds the step back at its update. */
  const wanted = signal(0);
  const origin = signal<NetworkParameters | null>(null);
  const base = signal<NetworkParameters | null>(null);
  const walked = signal<readonly PathPoint[]>([]);
  const past = signal<readonly Past[]>([]);
  const chosen = signal<ParameterId | null>(null);
  const example = signal(0);
  const isHeldBack = signal(false);
  const records = createStepRecords(RECORDED.weightNorms + MOST_LAYERS);
  const { loss } = lesson;

  const network = computed(() => {
    const status = recognition.status.value;
    return status.kind === 'ready' ? withLoss(status.network, loss.value) : null;
  });
  const imagesOf = rememberingImages(({ source, digit, size, seed }: BatchChoice) => {
    const brought = loadedImages.images.peek();
    if (source === 'loaded' && brought.length > 0) return batchFrom(brought, digit, size, seed);
    if (source !== 'drawn' || pad.isEmpty.value) return writtenBatch(digit, size, seed);
    return drawnBatch(pad.sheet.value, recognition.steps.value, digit ?? 0, size, seed);
  });
  const batch = computed(() => imagesOf(choice.value));
  const isFresh = signal(false);
  /** What `iterate` learns from next. */
  const comingChoice = computed(() => (isFresh.value ? { ...choice.value, seed: choice.value.seed + 1 } : choice.value));
  const traced = rememberingTrace();
  const stepped = rememberingStep();
  const trace = computed(() => base.value && network.value && traced(network.value, base.value, batch.value));
  const updated = computed(() => (base.value && trace.value ? stepped(base.value, trace.value, learningRate.value) : null));
  const after = computed(() => updated.value && network.value && traced(network.value, updated.value, batch.value));
  const stages = computed(() => stagesOf(network.value?.layers.length ?? 4));
  const updateIndex = computed(() => stages.value.length - 2);
  const isReached = computed(() => wanted.value >= updateIndex.value);
  const explosion = computed(() =>
    isReached.value && updated.value && after.value ? findExplosion(updated.value, after.value.cost) : null,
  );
  const stageIndex = computed(() => (explosion.value ? Math.min(wanted.value, updateIndex.value) : wanted.value));
  const isApplied = computed(() => isReached.value && !explosion.value && updated.value !== null);
  const live = computed(() => (isApplied.value ? updated.value : base.value));

  let untrainedSeed = 0;
  /** What this descent has put into the network, and what the network made of it. */
  let loaded: NetworkParameters | null = null;
  let loadedAs: NetworkParameters | null = null;
  const restartFrom = (parameters: NetworkParameters | null) => {
    loaded = parameters;
    loadedAs = parameters;
    origin.value = parameters;
    begin(parameters);
  };
  const begin = (from: NetworkParameters | null) => {
    isHeldBack.value = false;
    base.value = from;
    iteration.value = 0;
    wanted.value = 0;
    walked.value = from ? [{ iteration: 0, parameters: from }] : [];
    past.value = [];
    records.clear();
  };
  const isWatched = signal(true);
  // These live as long as the page. Whoever else changes the network's numbers begins another descent.
  effect(() => {
    if (!isWatched.value) return;
    const parameters = recognition.learned.value;
    if (parameters !== loadedAs) untracked(() => together(() => restartFrom(parameters)));
  });
  effect(() => {
    const next = live.value;
    if (isHeldBack.value || next === null || next === loaded) return;
    untracked(() => {
      loaded = next;
      together(() => {
        recognition.loadParameters(next);
        loadedAs = recognition.learned.peek();
      });
    });
  });

  /** The step is over: the next one starts where it has led. */
  const commit = () => {
    const from = base.peek();
    const to = updated.peek();
    const measured = trace.peek();
    if (!from || !to || !measured) return;
    records.push(recordOf(measured, from));
    const before = { base: from, choice: choice.peek(), learningRate: learningRate.peek(), loss: loss.peek() };
    past.value = [...past.peek(), before].slice(-MOST_BACK);
    iteration.value = iteration.peek() + 1;
    walked.value = pathWith(walked.peek(), { iteration: iteration.peek(), parameters: to });
    base.value = to;
    wanted.value = 0;
  };
  const uncommit = () => {
    const before = past.peek().at(-1);
    if (!before) return;
    past.value = past.peek().slice(0, -1);
    iteration.value = iteration.peek() - 1;
    walked.value = pathWith(walked.peek(), { iteration: iteration.peek(), parameters: before.base });
    records.pop();
    base.value = before.base;
    choice.value = before.choice;
    learningRate.value = before.learningRate;
    lesson.setLoss(before.loss);
    wanted.value = stages.peek().length - 1;
  };
  const chooseBatch = (next: BatchChoice) =>
    together(() => {
      if (isApplied.peek()) commit();
      choice.value = next;
      example.value = Math.min(example.peek(), next.size - 1);
      wanted.value = 0;
    });

  const chooseLoaded = async () => {
    if (await loadedImages.bring()) chooseBatch({ ...choice.peek(), source: 'loaded', digit: null });
  };
  /** Once learning has gone through the images at hand, it goes on with others. */
  const bringInTime = () => {
    const { source, size, seed } = choice.peek();
    const batches = Math.max(1, Math.floor(loadedImages.images.peek().length / size));
    if (source === 'loaded' && isFresh.peek() && seed % batches === 0) void loadedImages.bring();
  };

  return {
    choice,
    batch,
    loss,
    learningRate,
    network,
    iteration,
    stages,
    stageIndex,
    stage: computed(() => stages.value[stageIndex.value]!),
    base,
    trace,
    updated,
    after,
    isApplied,
    explosion,
    path: computed(() =>
      isApplied.value && updated.value
        ? pathWith(walked.value, { iteration: iteration.value + 1, parameters: updated.value })
        : walked.value,
    ),
    records,
    picked: computed(() => (chosen.value && network.value && hasParameter(network.value, chosen.value) ? chosen.value : null)),
    example: computed(() => Math.min(example.value, batch.value.length - 1)),
    canGoBack: computed(() => stageIndex.value > 0 || past.value.length > 0),
    canReset: computed(() => stageIndex.value > 0 || iteration.value > 0 || base.value !== origin.value),
    choose: (some) => chooseBatch(validChoice({ ...choice.peek(), ...some })),
    anotherBatch() {
      const now = choice.peek();
      if (now.source === 'loaded' && loadedImages.count.peek() > 0 && !loadedImages.isCurrent()) void chooseLoaded();
      else chooseBatch({ ...now, seed: now.seed + 1 });
    },
    loadedCount: loadedImages.count,
    chooseLoaded,
    setLearningRate(rate) {
      learningRate.value = Math.min(LEARNING_RATE.most, Math.max(LEARNING_RATE.least, rate));
    },
    pick(id) {
      if (!network.peek() || !hasParameter(network.peek()!, id)) return false;
      chosen.value = id;
      return true;
    },
    pickMostMoved() {
      const seen = trace.peek();
      if (seen) chosen.value = farthestParameter(seen.network, seen.gradient);
    },
    showExample(next) {
      example.value = Math.min(batch.peek().length - 1, Math.max(0, next));
    },
    step() {
      if (!base.peek() || explosion.peek()) return;
      together(() => {
        if (stageIndex.peek() < stages.peek().length - 1) wanted.value = stageIndex.peek() + 1;
        else commit();
      });
    },
    back() {
      together(() => {
        if (stageIndex.peek() > 0) wanted.value = stageIndex.peek() - 1;
        else uncommit();
      });
    },
    goTo(index) {
      if (!base.peek()) return;
      wanted.value = Math.min(stages.peek().length - 1, Math.max(0, index));
    },
    isFresh,
    setFresh(fresh) {
      isFresh.value = fresh;
    },
    iterate(publish = true) {
      if (!base.peek() || explosion.peek()) return false;
      together(() => {
        isHeldBack.value = !publish;
        if (isApplied.peek()) commit();
        choice.value = comingChoice.peek();
        bringInTime();
        wanted.value = stages.peek().length - 1;
      });
      return explosion.peek() === null;
    },
    prepare() {
      const [from, now] = [updated.peek(), network.peek()];
      if (!isApplied.peek() || !from || !now) return;
      const images = untracked(() => imagesOf(comingChoice.value));
      const to = stepped(from, traced(now, from, images), learningRate.peek());
      gradientNorm(traced(now, to, images).gradient);
      weightNorms(to);
    },
    publish() {
      isHeldBack.value = false;
    },
    watch(watched) {
      isWatched.value = watched;
    },
    reset() {
      together(() => begin(origin.peek()));
    },
    startUntrained() {
      const { status } = recognition;
      const now = status.peek();
      if (now.kind !== 'ready') return;
      untrainedSeed++;
      together(() => begin(initialParameters(now.network, 'he', untrainedSeed)));
    },
  };
}

function recordOf(trace: BatchTrace, parameters: NetworkParameters): number[] {
  const norms = weightNorms(parameters);
  return [
    trace.cost,
    gradientNorm(trace.gradient),
    trace.correct / trace.examples.length,
    ...Array.from({ length: MOST_LAYERS }, (_, layer) => norms[layer] ?? 0),
  ];
}

function validChoice(choice: BatchChoice): BatchChoice {
  const size = Math.min(BATCH_SIZE.most, Math.max(BATCH_SIZE.least, Math.round(choice.size)));
  return { ...choice, size, digit: choice.source === 'drawn' ? (choice.digit ?? 0) : choice.digit };
}
