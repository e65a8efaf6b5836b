import { setImmediate } from 'node:timers/promises';
import { augmentPixels } from '../domain/augment/pixels.ts';
import { SimulatorError } from '../domain/errors.ts';
import { Random } from '../domain/random.ts';
import { denseImage, imageCount, SparseImagesBuilder, type SparseImages } from '../domain/sparse-images.ts';
import type { Engine } from '../engine/engine.ts';
import type { Recipe } from '../engine/recipe.ts';
import { Failure } from './program.ts';

/** What a training run does with its data. */
export interface TrainingPlan {
  /** All images; the last `validationCount` of them are only looked at. */
  readonly images: SparseImages;
  readonly validationCount: number;
  readonly epochs: number;
  readonly batchSize: number;
  readonly recipe: Recipe;
  readonly seed: number;
  /** false takes the images in the order of the file. */
  readonly shuffle: boolean;
  /** true shows every image varied, anew in each epoch. */
  readonly augment: boolean;
}

/** How far a training run is. */
export interface TrainingState {
  /** The epoch it is in, from 1. */
  epoch: number;
  /** Images learned from so far, over all epochs. */
  images: number;
  /** Updates so far. */
  steps: number;
  /** Time spent learning, without looking at validation images. */
  seconds: number;
  /** Mean cost of the images of this epoch so far, each before the update that it led to. */
  loss: number;
  /** Share of the validation images that were right after the last whole epoch; null before, and where there are none. */
  validationAccuracy: number | null;
}

/** Who wants to know how a training run goes. */
export interface TrainingListener {
  /** Called a few times a second and once after each epoch. */
  readonly progress: (state: TrainingState) => void;
  /** Called where something went wrong that the run could mend. */
  readonly accident: (what: string) => void;
}

/** Random streams of their own; the low numbers belong to the layers' initialization. */
const SHUFFLE_STREAM = 100;
const AUGMENT_STREAM = 101;

/** How often the run lets the program listen, as to Ctrl-C. */
const BREATH_MS = 50;

/**
 * Trains until the plan is done or `signal` is aborted; the last batch of an epoch may be smaller, as in PyTorch's DataLoader.
 *
 * Where a thread is lost, the run goes back to the last completed step and on from there, with the same result. Throws Failure where
 * the loss is no longer finite.
 */
export async function runTraining(
  engine: Engine,
  plan: TrainingPlan,
  signal: AbortSignal,
  listener: TrainingListener,
): Promise<TrainingState> {
  const state: TrainingState = { epoch: 0, images: 0, steps: 0, seconds: 0, loss: NaN, validationAccuracy: null };
  const total = imageCount(plan.images);
  const count = total - plan.validationCount;
  const order = Uint32Array.from({ length: count }, (_, n) => n);
  const shuffling = new Random(plan.seed, SHUFFLE_STREAM);
  const augmented = plan.augment ? new AugmentedImages(plan) : null;
  if (!augmented) engine.loadImages(plan.images);

  let breathAtMs = performance.now();
  while (state.epoch < plan.epochs && !signal.aborted) {
    const startMs = performance.now();
    const before = state.seconds;
    state.epoch++;
    if (augmented) engine.loadImages(augmented.next());
    if (plan.shuffle) shuffling.shuffle(order);
    let sum = 0;
    for (let from = 0; from < count && !signal.aborted;) {
      const batch = order.subarray(from, from + plan.batchSize);
      const { loss } = await withRecovery(engine, listener, () => engine.trainStep(batch, plan.recipe));
      from += batch.length;
      sum += loss * batch.length;
      state.steps++;
      state.images += batch.length;
      state.loss = sum / from;
      if (!Number.isFinite(loss)) throw diverged(loss, state);
      const nowMs = performance.now();
      state.seconds = before + (nowMs - startMs) / 1000;
      if (nowMs - breathAtMs > BREATH_MS) {
        listener.progress(state);
        await setImmediate();
        breathAtMs = performance.now();
      }
    }
    if (signal.aborted) break;
    if (plan.validationCount > 0) {
      const { correct } = await withRecovery(engine, listener, () => engine.evaluate(count, total));
      state.validationAccuracy = correct / plan.validationCount;
    }
    listener.progress(state);
    await setImmediate();
  }
  return state;
}

/** Does a piece of work; again, where a thread was lost meanwhile, once the engine is back where it was before. */
async function withRecovery<T>(engine: Engine, { accident }: TrainingListener, work: () => T): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SimulatorError && error.code === 'thread-lost')) throw error;
      await engine.recover();
      accident(`${error.message}; on from the last whole step with ${engine.threads}`);
    }
  }
}

/** The images of one epoch after the other: those to learn from varied, those for validation as they are. */
class AugmentedImages {
  readonly #images: SparseImages;
  readonly #count: number;
  readonly #random: Random;
  readonly #builder: SparseImagesBuilder;
  readonly #pixels: Uint8Array<ArrayBuffer>;

  constructor({ images, validationCount, seed }: TrainingPlan) {
    this.#images = images;
    this.#count = imageCount(images) - validationCount;
    this.#random = new Random(seed, AUGMENT_STREAM);
    this.#builder = new SparseImagesBuilder(images.features, imageCount(images));
    this.#pixels = new Uint8Array(images.features);
  }

  next(): SparseImages {
    this.#builder.clear();
    for (let n = 0; n < imageCount(this.#images); n++) {
      const pixels = denseImage(this.#images, n, this.#pixels);
      if (n < this.#count) augmentPixels(pixels, this.#random, undefined, pixels);
      this.#builder.add(pixels, this.#images.labels[n]!);
    }
    return this.#builder.images();
  }
}

function diverged(loss: number, { steps, epoch }: TrainingState): Failure {
  const found = `got loss ${loss} at step ${steps}, epoch ${epoch}, expected a finite number`;
  return new Failure(`training has diverged and nothing was written: ${found}; try a smaller --learning-rate`);
}
