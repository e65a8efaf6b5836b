import { SimulatorError } from '../domain/errors.ts';
import { inFeaturesOf } from '../domain/network.ts';
import { AUGMENTATION_BYTES, AUGMENTATION_SCRATCH_BYTES } from './augmentation.ts';
import type { EngineCapacity } from './engine.ts';

/** A stretch of the arena. */
export interface Buffer {
  readonly name: string;
  /** Byte address, a multiple of 64. */
  readonly ptr: number;
  readonly bytes: number;
}

/** The buffers of one layer; see Layer in assembly/network/plan.ts. */
export interface LayerBuffers {
  readonly paddedOut: number;
  readonly weight: Buffer;
  readonly bias: Buffer | null;
  /** Bytes from the start of each thread's pre-activations to this layer's. */
  readonly preActivationBytes: number;
  readonly activation: Buffer;
  readonly training: LayerTrainingBuffers | null;
}

export interface LayerTrainingBuffers {
  readonly delta: Buffer;
  readonly dWeight: Buffer;
  readonly dBias: Buffer | null;
  readonly transposed: Buffer | null;
  readonly weightState1: Buffer;
  readonly weightState2: Buffer;
  readonly biasState1: Buffer | null;
  readonly biasState2: Buffer | null;
}

/** How one thread is told what to do, and how it answers; see orders.ts. Each on a cache line that only one side writes. */
export interface ThreadLines {
  readonly order: Buffer;
  readonly arrival: Buffer;
}

/** What it takes to come back to the last completed step after a thread was lost; see journal.ts. */
export interface JournalBuffers {
  /** A copy of all that is learned. */
  readonly checkpoint: Buffer;
  readonly steps: Buffer;
  readonly batches: Buffer;
}

/** One thread's own working memory; see Scratch in assembly/network/plan.ts. */
export interface ScratchBuffers {
  readonly struct: Buffer;
  readonly preActivation: Buffer;
  readonly sums: Buffer;
  readonly target: Buffer;
  /** Only for training, like all that follow. */
  readonly gradient: Buffer | null;
  readonly lists: Buffer | null;
  readonly listEnds: Buffer | null;
  readonly cursors: Buffer | null;
  /** Only where images are varied. */
  readonly augmentation: Buffer | null;
}

/** What an engine needs to vary images before it learns from them; see assembly/data/augment.ts. */
export interface AugmentationBuffers {
  readonly settings: Buffer;
  /** As many images as a micro-batch has. */
  readonly slots: ImageBuffers;
  /** u32 [maxRows]: 0, 1, 2 …, the batch that all slots are. */
  readonly numbers: Buffer;
}

/** A data set's buffers; see Images in assembly/network/plan.ts. */
export interface ImageBuffers {
  readonly struct: Buffer;
  readonly starts: Buffer;
  /** null where each image ends where the next one starts. */
  readonly ends: Buffer | null;
  readonly pixelIndex: Buffer;
  readonly pixelValue: Buffer;
  readonly labels: Buffer;
  readonly targets: Buffer | null;
  readonly dense: Buffer | null;
}

/** Where everything lies in the one block of memory that an engine takes. */
export interface ArenaLayout {
  readonly buffers: readonly Buffer[];
  readonly bytes: number;
  readonly plan: Buffer;
  readonly layerStructs: Buffer;
  readonly update: Buffer;
  readonly pixelScale: Buffer;
  readonly losses: Buffer;
  readonly predictions: Buffer;
  readonly batch: Buffer;
  /** Images of a micro-batch: rows of all that is computed image by image. Larger batches come in several. */
  readonly maxRows: number;
  /** One for each thread, like the lines. */
  readonly scratch: readonly ScratchBuffers[];
  readonly lines: readonly ThreadLines[];
  /** The bytes from the first to the last that training changes for good: weights, biases, transposed weights, optimizer state. */
  readonly learned: { readonly ptr: number; readonly bytes: number };
  /** u32 [maxImages], the images of an epoch in the order in which they are shown, and the state of the generator that shuffles them. */
  readonly order: Buffer | null;
  readonly random: Buffer | null;
  readonly augmentation: AugmentationBuffers | null;
  /** Only where several threads train. */
  readonly journal: JournalBuffers | null;
  readonly layers: readonly LayerBuffers[];
  /** The data set that was loaded. */
  readonly images: ImageBuffers;
  /** One image, for predict. */
  readonly probe: ImageBuffers;
}

/** The bytes between buffers; they hold GUARD_BYTE for ever, or a kernel wrote where it must not. */
export const GUARD_BYTES = 64;
export const GUARD_BYTE = 0xa5;

export const PLAN_WORDS = 6;
export const LAYER_WORDS = 17;
export const SCRATCH_WORDS = 7;
export const IMAGES_WORDS = 7;
export const UPDATE_WORDS = 9;
const RANDOM_WORDS = 4;
/** A cache line. */
export const LINE_BYTES = 64;

/** Steps, and images in all of them, that lead from one checkpoint to the next: more work than 100 copies of what is learned. */
export const JOURNAL_STEPS = 1024;
export const JOURNAL_IMAGES = 65_536;
export const JOURNAL_STEP_WORDS = 3 + UPDATE_WORDS;

/** Images that go through all layers together; see assembly/network/forward.ts. */
export const BLOCK = 64;

/** Images for each thread that are learned from together: what they need stays in its second-level cache; measured with 64 to 1024. */
const MICRO_BATCH = 128;

/** Inputs of the first layer whose gradients are taken together; see assembly/kernels/pixel-lists.ts. */
export const CHUNK = 112;
const LIST_ENTRY_BYTES = 8;

/** From this share of non-zero pixels on, all products are taken: the dense kernels are faster then. */
export const DENSE_SHARE = 0.8;

/** A panel of a packed matrix has this many columns; see assembly/kernels/panel.ts. */
export const PANEL = 32;

/** Address 0 means "none", so the arena starts behind a first guard. */
const FIRST_PTR = 64;
/** What a browser will give a page in one piece. */
const MAX_BYTES = 2 ** 31;

/** Rounds a number of floats up to whole vectors of four. */
export function padded(count: number): number {
  return (count + 3) & ~3;
}

/**
 * Lays the arena out; a pure function of the capacity.
 *
 *   0        64                                                                bytes
 *   ┌────────┬───────────┬────────┬────────────┬────────┬ ─ ─ ─ ┬────────┬────────┐
 *   │ guard  │ buffer    │ guard  │ buffer     │ guard  │       │ buffer │ guard  │
 *   └────────┴───────────┴────────┴────────────┴────────┴ ─ ─ ─ ┴────────┴────────┘
 *
 * Every buffer starts at a multiple of 64 bytes; a guard follows its last byte directly.
 * Throws SimulatorError 'out-of-range' for more than 2 GiB.
 */
export function layOutArena(capacity: EngineCapacity): ArenaLayout {
  const { network, maxBatchSize, maxImages, maxEntries, training, softTargets = false, threads = 1 } = capacity;
  const augments = training && capacity.augments === true;
  const buffers: Buffer[] = [];
  let next = FIRST_PTR;
  const take = (name: string, bytes: number): Buffer => {
    const buffer = { name, ptr: next, bytes };
    buffers.push(buffer);
    next = Math.ceil((next + bytes + GUARD_BYTES) / 64) * 64;
    if (next > MAX_BYTES) {
      throw new SimulatorError(
        'out-of-range',
        `got more than 2 GiB of engine memory at ${name}, expected a smaller network, batch or data set`,
      );
    }
    return buffer;
  };
  const floats = (name: string, count: number) => take(name, 4 * count);
  const maxRows = Math.min(maxBatchSize, MICRO_BATCH * threads);

  const outFeatures = network.layers[network.layers.length - 1]!.outFeatures;
  const takeImages = (name: string, count: number, entries: number, targets: boolean, dense: boolean): ImageBuffers => ({
    struct: take(name, 4 * IMAGES_WORDS),
    starts: take(`${name}.starts`, 4 * (count + 1)),
    ends: null,
    pixelIndex: take(`${name}.pixelIndex`, 2 * entries),
    pixelValue: take(`${name}.pixelValue`, entries),
    labels: take(`${name}.labels`, count),
    targets: targets ? floats(`${name}.targets`, count * outFeatures) : null,
    dense: dense ? floats(`${name}.dense`, maxRows * padded(network.inFeatures)) : null,
  });

  const plan = take('plan', 4 * PLAN_WORDS);
  const layerStructs = take('layers', 4 * LAYER_WORDS * network.layers.length);
  const update = take('update', 4 * UPDATE_WORDS);
  const pixelScale = floats('pixelScale', 256);
  const losses = floats('losses', maxRows);
  const predictions = take('predictions', maxRows);
  const batch = take('batch', 4 * maxBatchSize);
  const learnedPtr = next;
  const learned = network.layers.map((layer, index) => {
    const name = `fc${index + 1}`;
    const inFeatures = inFeaturesOf(network, index);
    const paddedOut = padded(layer.outFeatures);
    const weights = (what: string) => floats(`${name}.${what}`, inFeatures * paddedOut);
    const ifBias = (what: string) => (layer.bias ? floats(`${name}.${what}`, paddedOut) : null);
    const values = { weight: weights('weight'), bias: ifBias('bias') };
    if (!training) return { values, state: null };
    return {
      values,
      state: {
        transposed: index === 0 ? null : floats(`${name}.transposed`, layer.outFeatures * padded(inFeatures)),
        weightState1: weights('weightState1'),
        weightState2: weights('weightState2'),
        biasState1: ifBias('biasState1'),
        biasState2: ifBias('biasState2'),
      },
    };
  });
  const learnedBytes = next - learnedPtr;
  let preActivationBytes = 0;
  const layers = network.layers.map((layer, index): LayerBuffers => {
    const name = `fc${index + 1}`;
    const paddedOut = padded(layer.outFeatures);
    const { values, state } = learned[index]!;
    const before = preActivationBytes;
    preActivationBytes += 4 * BLOCK * paddedOut;
    const activation = floats(`${name}.activation`, maxRows * paddedOut);
    return {
      ...values,
      paddedOut,
      preActivationBytes: before,
      activation,
      training: state && {
        ...state,
        delta: floats(`${name}.delta`, maxRows * paddedOut),
        dWeight: floats(`${name}.dWeight`, values.weight.bytes / 4),
        dBias: values.bias && floats(`${name}.dBias`, paddedOut),
      },
    };
  });
  const scratch = Array.from({ length: threads }, (_, thread): ScratchBuffers => {
    const name = `thread ${thread}`;
    const ifTraining = (what: string, bytes: number) => (training ? take(`${name}.${what}`, bytes) : null);
    return {
      struct: take(name, 4 * SCRATCH_WORDS),
      preActivation: take(`${name}.preActivation`, preActivationBytes),
      sums: floats(`${name}.sums`, BLOCK),
      target: floats(`${name}.target`, padded(outFeatures)),
      gradient: ifTraining('gradient', 4 * CHUNK * PANEL),
      lists: ifTraining('lists', LIST_ENTRY_BYTES * Math.min(CHUNK, network.inFeatures) * maxRows),
      listEnds: ifTraining('listEnds', 2 * 4 * CHUNK),
      cursors: ifTraining('cursors', 4 * maxRows),
      augmentation: augments ? take(`${name}.augmentation`, AUGMENTATION_SCRATCH_BYTES) : null,
    };
  });
  const lines = scratch.map((_, thread) => ({
    order: take(`thread ${thread}.order`, LINE_BYTES),
    arrival: take(`thread ${thread}.arrival`, LINE_BYTES),
  }));
  const journal = threads > 1 && training ? takeJournal(take, learnedBytes, maxBatchSize) : null;
  const order = training ? take('order', 4 * maxImages) : null;
  const random = training ? take('random', 4 * RANDOM_WORDS) : null;
  const takeSlots = (): AugmentationBuffers => ({
    settings: take('augmentation', AUGMENTATION_BYTES),
    slots: {
      ...takeImages('slots', maxRows, maxRows * network.inFeatures, false, false),
      ends: take('slots.ends', 4 * maxRows),
    },
    numbers: take('slots.numbers', 4 * maxRows),
  });
  const augmentation = augments ? takeSlots() : null;
  const probe = takeImages('probe', 1, network.inFeatures, false, false);
  const mayBeDense = maxEntries >= DENSE_SHARE * maxImages * network.inFeatures && maxImages > 0;
  const images = takeImages('images', maxImages, maxEntries, softTargets, mayBeDense);
  return {
    buffers,
    bytes: next,
    plan,
    layerStructs,
    update,
    pixelScale,
    losses,
    predictions,
    batch,
    maxRows,
    scratch,
    lines,
    order,
    random,
    augmentation,
    learned: { ptr: learnedPtr, bytes: learnedBytes },
    journal,
    layers,
    images,
    probe,
  };
}

function takeJournal(
  take: (name: string, bytes: number) => Buffer,
  learnedBytes: number,
  maxBatchSize: number,
): JournalBuffers {
  return {
    checkpoint: take('checkpoint', learnedBytes),
    steps: take('journal.steps', 4 * JOURNAL_STEP_WORDS * JOURNAL_STEPS),
    batches: take('journal.batches', 4 * Math.max(JOURNAL_IMAGES, maxBatchSize)),
  };
}
