import type { PixelAugmentation } from '../domain/augment/pixels.ts';
import type { NetworkDescription } from '../domain/network.ts';
import type { NetworkParameters } from '../domain/parameters.ts';
import type { SparseImages } from '../domain/sparse-images.ts';
import type { Recipe } from './recipe.ts';

/** Which code does the arithmetic, one and the same bits in all of these. */
export type ExactEngineKind = 'javascript' | 'wasm-scalar' | 'wasm-simd';

/** Fused multiply-add rounds once where the others round twice: fast, not bit-exact, and never chosen unless asked for. */
export type EngineKind = ExactEngineKind | 'wasm-relaxed-simd';

export const EXACT_ENGINE_KINDS: readonly ExactEngineKind[] = ['javascript', 'wasm-scalar', 'wasm-simd'];

export const ENGINE_KINDS: readonly EngineKind[] = [...EXACT_ENGINE_KINDS, 'wasm-relaxed-simd'];

/** What an engine must have room for; its memory is taken once and never grows. */
export interface EngineCapacity {
  readonly network: NetworkDescription;
  /** The largest batch of one pass; evaluation of more images runs in passes of this size. */
  readonly maxBatchSize: number;
  /** Images and their non-zero pixels that `loadImages` can hold. */
  readonly maxImages: number;
  readonly maxEntries: number;
  /** false leaves out gradients and optimizer state: an engine that only predicts. */
  readonly training: boolean;
  /** How many threads may share the work; 1 unless said. */
  readonly threads?: number;
  /** true makes room for images that are varied before they are learned from (EpochPlan.augmentation); 28×28 pixels only. */
  readonly augments?: boolean;
  /** true makes room for one soft target distribution an image (distillation). */
  readonly softTargets?: boolean;
}

/** The result of one training step, measured before the update. */
export interface StepResult {
  /** Mean cost over the batch. */
  readonly loss: number;
  /** Images whose largest output is their label. */
  readonly correct: number;
}

/** One pass over loaded images, batch by batch. */
export interface EpochPlan {
  /** The images [from, to) of those loaded; all of them unless said. */
  readonly from?: number;
  readonly to?: number;
  readonly batchSize: number;
  /** A whole number that decides, with the epoch's own from 0, order and variations: the same on every engine and for any threads. */
  readonly seed: number;
  readonly number: number;
  /** false takes the images in the order in which they were loaded. */
  readonly shuffle: boolean;
  /** How far each image is varied before it is learned from; null shows it as it is. */
  readonly augmentation: PixelAugmentation | null;
}

/** The result of one step of an epoch. */
export interface BatchResult extends StepResult {
  /** Images in the batch; the last of an epoch may be smaller. */
  readonly count: number;
}

/** All that training has changed, to come back to: numbers, optimizer state and how many updates it has made; an engine's private form. */
export interface EngineSnapshot {
  readonly updates: number;
  readonly learned: Uint8Array<ArrayBuffer>;
}

/** The result of looking at many images without learning. */
export interface Evaluation extends StepResult {
  readonly count: number;
  /** [count], the largest output of each image. */
  readonly predictions: Uint8Array;
}

/** What the network makes of one image; all views on the engine's memory, true until its next call. */
export interface Prediction {
  /** [outFeatures], softmax or sigmoid outputs, 0 to 1. */
  readonly outputs: Float32Array;
  /** One [outFeatures of the layer] a layer: z = W·x + b before the activation. */
  readonly preActivations: readonly Float32Array[];
  /** One [outFeatures of the layer] a layer: a = f(z). */
  readonly activations: readonly Float32Array[];
}

/**
 * A network with the arithmetic to run and train it.
 *
 * Every exact kind gives the same bits: each output is summed over its inputs in index order starting from +0, the bias added
 * last, each gradient summed over the batch in image order, every product rounded before its sum.
 */
export interface Engine {
  readonly kind: EngineKind;
  readonly capacity: EngineCapacity;
  readonly network: NetworkDescription;
  /** The one block of memory, in bytes. */
  readonly memoryBytes: number;
  /** How many threads share the work; the bits do not depend on it. */
  readonly threads: number;
  /** Why they are fewer than the capacity asks for; null where they are not. */
  readonly threadShortage: string | null;

  /** Copies the numbers in and resets the optimizer. Throws SimulatorError 'mismatch' for wrong lengths and changes nothing then. */
  loadParameters(parameters: NetworkParameters): void;
  /** A copy of the present numbers, NaN in its canonical form. */
  parameters(): NetworkParameters;
  /** One a layer: the length of its weights, √Σw², without a copy of them. */
  weightNorms(): number[];
  /** A copy of ∂loss/∂parameter of the last `accumulate`; `trainStep` writes none. */
  gradients(): NetworkParameters;

  /**
   * Copies a data set in; `targets` [count, outFeatures] replaces the labels as what is learned.
   *
   * Throws SimulatorError 'out-of-range' where it does not fit or a label is no class, 'mismatch' for a wrong image size.
   */
  loadImages(images: SparseImages, targets?: Float32Array): void;
  readonly imageCount: number;

  /** Forward and backward over these images without an update; gradients() holds the result. */
  accumulate(batch: Uint32Array, labelSmoothing?: number): StepResult;
  /** One update from these images (numbers of loaded images, at most maxBatchSize of them). */
  trainStep(batch: Uint32Array, recipe: Recipe): StepResult;
  /**
   * Begins an epoch: puts its images in order. Ends the one before, wherever it was.
   *
   * `shown` images of it count as learned from already, so that an epoch goes on where a snapshot was taken.
   * Throws SimulatorError 'out-of-range' for images or batches that are not there, 'mismatch' where there is no room for varied images.
   */
  startEpoch(plan: EpochPlan, shown?: number): void;
  /** One update from the next batch of the epoch; null when all its images were shown. After 'thread-lost' the same batch is next. */
  trainNext(recipe: Recipe): BatchResult | null;
  /** Forgets momenta and step count. */
  resetOptimizer(): void;
  /** A copy of all that training has changed; in the memory of `reused`, an earlier one that nobody needs any more, where it is given. */
  snapshot(reused?: EngineSnapshot): EngineSnapshot;
  /**
   * Goes back to a snapshot, bit for bit, of this engine or another one for training with the same network.
   *
   * Throws SimulatorError 'mismatch', and changes nothing, for one of another size.
   */
  restore(snapshot: EngineSnapshot): void;

  /** Looks at the loaded images from `from` up to but not including `to`; all of them unless said. */
  evaluate(from?: number, to?: number): Evaluation;
  /**
   * The mean cost of the loaded images against their labels, in float64 from what the network computed.
   *
   * Unlike the loss of evaluate, which is rounded to float32 for each image, it keeps its digits where the cost is next to nothing.
   */
  meanCost(from?: number, to?: number): number;
  /** [to − from, outFeatures] outputs of the loaded images, as a teacher gives them. */
  outputs(from?: number, to?: number): Float32Array;
  /** Looks at one dense image, [inFeatures] values of 0 to 255. */
  predict(pixels: Uint8Array): Prediction;

  /**
   * Goes back to the last completed step, bit for bit, after SimulatorError 'thread-lost', with new threads in place of those lost.
   *
   * Where no others start, there are fewer afterwards (`threads`). Until then every call that reads or changes the network throws
   * 'thread-lost' again. Throws it itself where a lost thread cannot be ended and might still write.
   */
  recover(): Promise<void>;
  /** Ends the threads; the engine goes on with its own alone. */
  close(): Promise<void>;
}
