import type { Explosion } from '../domain/explosion.ts';
import type { Initialization } from '../domain/initialization.ts';
import type { NetworkDescription } from '../domain/network.ts';
import type { Model, NetworkParameters } from '../domain/parameters.ts';
import type { Optimizer, TrainingSettings } from '../domain/training-settings.ts';
import type { Histogram } from '../domain/weight-statistics.ts';
import type { EngineKind, EngineSnapshot } from './engine.ts';
import type { Judged } from './judging.ts';
import type { DataFacts, DataOrder, DataProgress } from './laboratory-data.ts';
import type { Lesson, Taught } from './teaching.ts';
import type { SideHandle, StartSide } from './side-client.ts';

// What a page and the laboratory that trains beside it say to each other; all of it can be posted.

/** Where in a training run. */
export interface Position {
  /** Updates so far. */
  readonly step: number;
  /** Images learned from so far, over all epochs. */
  readonly images: number;
  /** Whole passes over the data, and images learned from in the one that is under way. */
  readonly epoch: number;
  readonly shown: number;
  /** Time spent learning, without looking. */
  readonly seconds: number;
}

/** A moment of a training run, to come back to: training goes on from it with the same bits. */
export interface Checkpoint {
  readonly position: Position;
  readonly snapshot: EngineSnapshot;
  /** Whose momenta the snapshot holds; another optimizer goes on without. */
  readonly optimizer: Optimizer;
  /** The fingerprint of the data set that was learned from; another one begins with its first image. */
  readonly data: string;
}

/** What a run starts from. */
export type RunStart =
  | { readonly kind: 'random'; readonly initialization: Initialization; readonly seed: number }
  | { readonly kind: 'parameters'; readonly parameters: NetworkParameters }
  | { readonly kind: 'checkpoint'; readonly checkpoint: Checkpoint };

/** When training halts by itself; every limit is counted from the beginning of the run. null: not before somebody says so. */
export interface Limits {
  readonly steps?: number;
  readonly epochs?: number;
  /** Share of the images held back. */
  readonly accuracy?: number;
}

export type LaboratoryRequest =
  /** Another data set; the present one stays until it is made. */
  | { readonly kind: 'data'; readonly order: number; readonly what: DataOrder }
  /** The data set that is being made is not wanted any more. */
  | { readonly kind: 'no-data' }
  /** Another run, at rest; needs data. Whatever the one before was doing ends. */
  | {
      readonly kind: 'run';
      readonly run: number;
      readonly network: NetworkDescription;
      readonly start: RunStart;
      readonly settings: TrainingSettings;
      readonly threads: number;
    }
  /** Another run of the same network, at rest at a moment of an earlier one; much quicker than `run`. */
  | { readonly kind: 'travel'; readonly run: number; readonly checkpoint: Checkpoint }
  /** From the next step on these settings hold. */
  | { readonly kind: 'settings'; readonly settings: TrainingSettings }
  | { readonly kind: 'go'; readonly limits: Limits | null }
  /** Other limits while training goes on; where it has halted it stays so. */
  | { readonly kind: 'limits'; readonly limits: Limits | null }
  | { readonly kind: 'halt' }
  /** The numbers as they are after the next steps; answered once. */
  | { readonly kind: 'weights' }
  /** The images held back that the network is most wrong about. */
  | { readonly kind: 'mistakes'; readonly most: number }
  /** Teaches a network beside the run, which halts; mixes with the newest data set. */
  | { readonly kind: 'teach'; readonly lesson: number; readonly what: Lesson }
  /** The lesson that is under way is not wanted any more. */
  | { readonly kind: 'no-lesson' }
  /** What any network makes of the images held back from the newest data set; another one takes the place of the one before. */
  | { readonly kind: 'judge'; readonly ask: number; readonly model: Model; readonly most: number }
  /** Images of the newest data set, or of that which the run learns from; those that are not there bring none at all. */
  | { readonly kind: 'pictures'; readonly ask: number; readonly of: 'data' | 'run'; readonly numbers: Uint32Array };

/** What one layer is like at a moment. */
export interface LayerFacts {
  readonly weightNorm: number;
  /** ‖∂loss/∂W‖ over the first images of the training set. */
  readonly gradientNorm: number;
  /** ‖ΔW‖ / ‖W‖ of the last step; null before the first one. */
  readonly updateRatio: number | null;
  /** ReLU neurons that no image of those looked at made active; null where the layer is no ReLU. */
  readonly dead: number | null;
  readonly weights: Histogram;
  readonly activations: Histogram;
}

/** What training is like at a moment. */
export interface Look {
  readonly position: Position;
  readonly learningRate: number;
  /** Over the images held back; null where there are none. */
  readonly validation: {
    readonly loss: number;
    readonly correct: number;
    readonly count: number;
    /** [count], the digit that each is read as. */
    readonly predictions: Uint8Array<ArrayBuffer>;
  } | null;
  readonly layers: readonly LayerFacts[];
}

/** What became of a step that led out of all bounds; the run stands before it. */
export interface ExplodedStep {
  readonly explosion: Explosion;
  readonly position: Position;
  readonly learningRate: number;
  /** The steps before, oldest first: the length of every layer's weights, and the loss that they had. */
  readonly before: readonly { readonly step: number; readonly loss: number; readonly norms: readonly number[] }[];
}

/** Why training has halted. */
export type HaltReason = 'asked' | 'limit' | 'exploded';

/** A wrong answer. */
export interface Mistake {
  /** Of the image in the data set. */
  readonly image: number;
  readonly label: number;
  readonly read: number;
  /** [classes], what the outputs say. */
  readonly outputs: readonly number[];
}

/** What the laboratory says; `run` is the run it speaks of, `order` the data set. */
export type LaboratoryAnswer =
  | { readonly kind: 'making'; readonly order: number; readonly progress: DataProgress }
  | { readonly kind: 'data'; readonly order: number; readonly facts: DataFacts }
  | { readonly kind: 'data-failed'; readonly order: number; readonly message: string }
  | {
      readonly kind: 'ready';
      readonly run: number;
      readonly engineKind: EngineKind;
      readonly threads: number;
      readonly threadShortage: string | null;
    }
  /** Steps since the last word, each loss measured before its update; the run stands at `position` after them. */
  | {
      readonly kind: 'steps';
      readonly run: number;
      readonly position: Position;
      readonly learningRate: number;
      /** [steps] */
      readonly losses: Float32Array<ArrayBuffer>;
      /** [steps], share of the batch that was right. */
      readonly accuracies: Float32Array<ArrayBuffer>;
    }
  | { readonly kind: 'look'; readonly run: number; readonly look: Look; readonly checkpoint: Checkpoint }
  | { readonly kind: 'halted'; readonly run: number; readonly reason: HaltReason; readonly exploded: ExplodedStep | null }
  | { readonly kind: 'weights'; readonly run: number; readonly step: number; readonly parameters: NetworkParameters }
  | { readonly kind: 'mistakes'; readonly run: number; readonly step: number; readonly mistakes: readonly Mistake[] }
  | { readonly kind: 'pictures'; readonly ask: number; readonly pixels: Uint8Array<ArrayBuffer> }
  /** null where there are no data, or it could not be done. */
  | { readonly kind: 'judged'; readonly ask: number; readonly judged: Judged | null }
  /** How far a lesson is, 0 to 1. */
  | { readonly kind: 'teaching'; readonly lesson: number; readonly share: number }
  | { readonly kind: 'taught'; readonly lesson: number; readonly taught: Taught }
  | { readonly kind: 'teach-failed'; readonly lesson: number; readonly message: string }
  /** Something went wrong that the run could mend. */
  | { readonly kind: 'accident'; readonly run: number; readonly message: string }
  /** The request could not be answered; a run that was under way has ended. */
  | { readonly kind: 'failed'; readonly run: number; readonly message: string };

export type LaboratoryHandle = SideHandle<LaboratoryRequest>;

export type StartLaboratory = StartSide<LaboratoryRequest, LaboratoryAnswer>;
