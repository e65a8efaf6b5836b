import { SimulatorError } from '../domain/errors.ts';
import { augmentationStream } from '../domain/augment/pixels.ts';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import { writeAugmentation } from './augmentation.ts';
import type { EngineCapacity, EpochPlan } from './engine.ts';
import type { Kernels } from './kernels.ts';
import type { ArenaLayout } from './layout.ts';
import type { Memory } from './memory.ts';

/** Images have streams from 0 on, see augmentationStream; the order of the epoch has the one before them. */
const ORDER = -1;

/** The images of one epoch in the order in which they are shown, and how far it is. */
export class Epoch {
  readonly plan: EpochPlan;
  readonly #memory: Memory;
  readonly #layout: ArenaLayout;
  readonly #count: number;
  #shown = 0;

  /** Throws SimulatorError 'out-of-range' or 'mismatch' for a plan that cannot be kept, and changes nothing then. */
  constructor(
    plan: EpochPlan,
    imageCount: number,
    capacity: EngineCapacity,
    kernels: Kernels,
    memory: Memory,
    layout: ArenaLayout,
  ) {
    const { from = 0, to = imageCount, seed, number, shuffle, augmentation } = plan;
    checkPlan(plan, from, to, imageCount, capacity);
    const { order, random } = layout;
    if (!order || !random) {
      throw new SimulatorError('mismatch', 'got an engine that only predicts, expected one with room for training');
    }
    this.plan = plan;
    this.#memory = memory;
    this.#layout = layout;
    this.#count = to - from;
    const word = order.ptr >> 2;
    for (let n = 0; n < this.#count; n++) memory.u32[word + n] = from + n;
    if (shuffle) {
      kernels.seedRandom(random.ptr, seed, augmentationStream(number, ORDER));
      kernels.shuffle(order.ptr, this.#count, random.ptr);
    }
    if (augmentation) writeAugmentation(memory, layout.augmentation!.settings.ptr, augmentation);
  }

  /** Puts the next batch into the engine's buffer and returns its size; 0 when all images were shown. */
  loadBatch(): number {
    const size = Math.max(0, Math.min(this.plan.batchSize, this.#count - this.#shown));
    const word = (this.#layout.order!.ptr >> 2) + this.#shown;
    this.#memory.u32.copyWithin(this.#layout.batch.ptr >> 2, word, word + size);
    return size;
  }

  /** To be called when so many of the next images were learned from. */
  advance(size: number): void {
    this.#shown += size;
  }
}

function checkPlan(
  { batchSize, seed, number, augmentation }: EpochPlan,
  from: number,
  to: number,
  imageCount: number,
  { maxBatchSize, network, training, augments = false }: EngineCapacity,
): void {
  const outOfRange = (message: string) => new SimulatorError('out-of-range', message);
  if (!(Number.isInteger(from) && Number.isInteger(to) && from >= 0 && from <= to && to <= imageCount)) {
    throw outOfRange(`got images ${from} to ${to} for an epoch, expected a range within the ${imageCount} loaded`);
  }
  if (!(Number.isInteger(batchSize) && batchSize >= 1 && batchSize <= maxBatchSize)) {
    throw outOfRange(`got batches of ${batchSize} images, expected 1 to ${maxBatchSize}`);
  }
  if (!Number.isSafeInteger(seed)) throw outOfRange(`got seed ${seed}, expected a whole number`);
  if (!(Number.isInteger(number) && number >= 0 && number < 2 ** 31)) {
    throw outOfRange(`got epoch ${number}, expected a whole number from 0`);
  }
  if (!augmentation) return;
  if (!(training && augments)) {
    throw new SimulatorError('mismatch', 'got an engine without room for varied images, expected one that augments');
  }
  if (network.inFeatures !== IMAGE_PIXELS) {
    const found = `got images of ${network.inFeatures} pixels to vary`;
    throw new SimulatorError('mismatch', `${found}, expected ${IMAGE_PIXELS}`);
  }
}
