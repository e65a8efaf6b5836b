import type { ReadonlySignal } from '@preact/signals';
import type { Model, NetworkParameters } from '../domain/parameters.ts';
import type { TrainingSettings } from '../domain/training-settings.ts';
import type { Judged } from '../engine/judging.ts';
import type { ExplodedStep, Look, Mistake, Position } from '../engine/laboratory.ts';
import type { DataFacts, DataProgress } from '../engine/laboratory-data.ts';
import type { EngineKind } from '../engine/engine.ts';
import type { Lesson, Taught } from '../engine/teaching.ts';
import type { KeptCheckpoint, LookRecord, TrainingHistory } from './training-history.ts';
import type { Work } from './work-record.ts';

/** What training is doing. */
export type TrainingStatus =
  | { readonly kind: 'idle' }
  /** Files come, images are written or read; null before anything is known. */
  | { readonly kind: 'making'; readonly progress: DataProgress | null }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'exploded'; readonly step: ExplodedStep }
  | { readonly kind: 'failed'; readonly message: string };

/** Who does the arithmetic. */
export interface Workforce {
  readonly engineKind: EngineKind;
  readonly threads: number;
  /** Why they are fewer than wanted; null where they are not. */
  readonly threadShortage: string | null;
}

/** Training the page's network in the laboratory beside it. */
export interface Training {
  readonly settings: ReadonlySignal<TrainingSettings>;
  /** What a fresh run starts from. */
  readonly startsFrom: ReadonlySignal<'random' | 'page'>;
  readonly goal: ReadonlySignal<Goal>;
  readonly status: ReadonlySignal<TrainingStatus>;
  readonly data: ReadonlySignal<DataFacts | null>;
  /** Are other data wanted than there are? Then the next start makes them first. */
  readonly isDataOutdated: ReadonlySignal<boolean>;
  /** What the present run learns from and `look` speaks of, though newer data may be there; null while there is no run. */
  readonly runData: ReadonlySignal<DataFacts | null>;
  readonly workforce: ReadonlySignal<Workforce | null>;
  /** Where the run stands; null while there is none. */
  readonly position: ReadonlySignal<Position | null>;
  readonly learningRate: ReadonlySignal<number>;
  /** Images a second of learning, over the last second; null before. */
  readonly speed: ReadonlySignal<number | null>;
  readonly look: ReadonlySignal<Look | null>;
  /** Plain data; grows with `revision`. */
  readonly history: TrainingHistory;
  /** A new number whenever `history` has changed, a few times a second while training runs. */
  readonly revision: ReadonlySignal<number>;
  /** The moment of the past that is looked at; null at the end of the present branch. */
  readonly visited: ReadonlySignal<KeptCheckpoint | null>;
  readonly mistakes: ReadonlySignal<{ readonly step: number; readonly mistakes: readonly Mistake[] } | null>;
  /** What went wrong and was mended; null where nothing did. */
  readonly accident: ReadonlySignal<string | null>;
  /** Has the run begun with another network, or other first numbers, than the settings now ask for? Then the next start is a fresh one. */
  readonly isOutdated: ReadonlySignal<boolean>;
  readonly change: (changes: Partial<TrainingSettings>) => void;
  readonly setStart: (start: 'random' | 'page') => void;
  readonly setGoal: (goal: Partial<Goal>) => void;
  /** Goes on, or begins; makes the data first where there are none yet. */
  readonly start: () => void;
  readonly pause: () => void;
  /** One update, or to the end of the present epoch. */
  readonly advance: (by: 'step' | 'epoch') => void;
  /** Back to the beginning, with the same seed; the lines so far stay for comparison. */
  readonly reset: () => void;
  /** Forgets all lines but the present one. */
  readonly forgetOthers: () => void;
  /**
   * Goes to a moment, of any branch, and stands there; training halts, and its end is kept to come back to.
   *
   * The network's settings become those of that moment, how it learns stays as it is chosen.
   */
  readonly visit: (checkpoint: KeptCheckpoint) => void;
  /** Back to the end of the present branch. */
  readonly returnToEnd: () => void;
  /**
   * Makes a network the page's own; training halts.
   *
   * Where `settings` describe it, the next start goes on from it; null: it is only shown.
   */
  readonly adopt: (model: Model, settings: TrainingSettings | null) => Promise<void>;
  /** The run with all that is kept of it, as it was at its end; null where there is none. */
  readonly work: () => Work | null;
  /** Stands where an earlier visit stood, without laboratory and weights yet; false where there is a run already. */
  readonly resume: (work: Work) => boolean;
  /** Is the run one of an earlier visit, which the page does not show yet? */
  readonly isAsleep: ReadonlySignal<boolean>;
  /** Makes the page's network that of the run that is asleep. */
  readonly wake: () => void;
  /** Forgets the run that is asleep; false where it is awake. */
  readonly discard: () => boolean;
  /** How a network was trained; null where these are not the numbers that training has brought to the page last. */
  readonly logOf: (parameters: NetworkParameters) => TrainingLog | null;
  /** After an explosion: goes on with a tenth of the rate. */
  readonly goOnSlower: () => void;
  readonly askForMistakes: (most: number) => void;
  /** Is the page's network the one that training has brought? Then `look` and `mistakes` speak of it, otherwise of the run's. */
  readonly isShown: ReadonlySignal<boolean>;
  /** What any network makes of the images held back from `data`, and the worst of its mistakes; null where there are no data, or they are lost. */
  readonly judge: (model: Model, most: number) => Promise<Judged | null>;
  /** The images of these numbers, of `data` unless said, [numbers.length × 784]; empty where they are not there. */
  readonly pictures: (numbers: Uint32Array, of?: 'data' | 'run') => Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Teaches a network beside the run, which halts; makes the data first where there are none.
   *
   * Rejects with SimulatorError where it cannot be done, where data or laboratory are lost, where training goes on, and where `signal` is aborted.
   */
  readonly teach: (what: Lesson, progress: (share: number) => void, signal: AbortSignal) => Promise<Taught>;
  /** Makes the data without training, to look at them. */
  readonly prepareData: () => void;
  readonly cancelData: () => void;
}

/** What a network was trained with, and how it went. */
export interface TrainingLog {
  readonly settings: TrainingSettings;
  readonly step: number;
  readonly data: { readonly source: DataFacts['source']; readonly images: number; readonly heldBack: number } | null;
  /** Looks on the way to it, oldest first. */
  readonly looks: readonly Pick<LookRecord, 'step' | 'images' | 'seconds' | 'learningRate' | 'validation'>[];
}

/** When training ends by itself. */
export interface Goal {
  readonly kind: 'none' | 'epochs' | 'accuracy';
  readonly epochs: number;
  /** Share of 1. */
  readonly accuracy: number;
}
