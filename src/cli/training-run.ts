import { setImmediate } from 'node:timers/promises';
import { PIXEL_AUGMENTATION } from '../domain/augment/pixels.ts';
import { imageCount, type SparseImages } from '../domain/sparse-images.ts';
import type { Engine } from '../engine/engine.ts';
import type { Recipe } from '../engine/recipe.ts';
import { withRecovery } from '../engine/recovery.ts';
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
  engine.loadImages(plan.images);

  let breathAtMs = performance.now();
  while (state.epoch < plan.epochs && !signal.aborted) {
    const startMs = performance.now();
    const before = state.seconds;
    state.epoch++;
    const { seed, shuffle } = plan;
    const batchSize = Math.min(plan.batchSize, engine.capacity.maxBatchSize);
    const augmentation = plan.augment ? PIXEL_AUGMENTATION : null;
    const epoch = { to: count, batchSize, seed, number: state.epoch - 1, shuffle, augmentation };
    await withRecovery(engine, listener.accident, () => engine.startEpoch(epoch));
    let sum = 0;
    let shown = 0;
    while (!signal.aborted) {
      const batch = await withRecovery(engine, listener.accident, () => engine.trainNext(plan.recipe));
      if (!batch) break;
      const { loss } = batch;
      shown += batch.count;
      sum += loss * batch.count;
      state.steps++;
      state.images += batch.count;
      state.loss = sum / shown;
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
      const { correct } = await withRecovery(engine, listener.accident, () => engine.evaluate(count, total));
      state.validationAccuracy = correct / plan.validationCount;
    }
    listener.progress(state);
    await setImmediate();
  }
  return state;
}

function diverged(loss: number, { steps, epoch }: TrainingState): Failure {
  const found = `got loss ${loss} at step ${steps}, epoch ${epoch}, expected a finite number`;
  return new Failure(`training has diverged and nothing was written: ${found}; try a smaller --learning-rate`);
}
