import type { Kernels } from './kernels.ts';
import type { ArenaLayout } from './layout.ts';
import type { Memory } from './memory.ts';

// How the engine tells a thread what to do: one cache line of 16 words that the engine alone writes. Its first word is the number of
// the order; a thread that finds another number there than before reads the rest and obeys.

/** Words of an order; see obey for what the arguments mean. */
const OP = 1;
const IMAGES = 2;
const BATCH_SIZE = 3;
const FROM = 4;
const TO = 5;
const SMOOTHING = 6;
const PART = 7;
const PARTS = 8;
const BATCH = 9;
/** The data set whose images are varied into `IMAGES` first; 0 where they are taken as they are. */
const SOURCE = 10;
const SEED = 11;
const EPOCH = 12;
/** Numbers of the images of the data set that are varied. */
const SOURCE_BATCH = 13;
const CONTINUES = 14;
const ENDS = 15;

const PASS = 1;
const LEARN = 2;
const LEAVE = 3;

/** The addresses that one thread needs for all its life; can be posted. */
export interface Post {
  /** 0 is the engine's own thread. */
  readonly thread: number;
  readonly order: number;
  readonly arrival: number;
  readonly plan: number;
  readonly update: number;
  readonly scratch: number;
  /** Settings and working memory of variations; 0 where there is none. */
  readonly settings: number;
  readonly augmentation: number;
}

/** The images of a batch: a data set's own, or slots that are filled with variations of them first. */
export interface BatchImages {
  readonly images: number;
  readonly batch: number;
  readonly variation: {
    readonly source: number;
    readonly batch: number;
    readonly seed: number;
    readonly epoch: number;
  } | null;
}

/** Where thread number `thread` works. */
export function postOf({ plan, update, scratch, lines, augmentation }: ArenaLayout, thread: number): Post {
  const { order, arrival } = lines[thread]!;
  return {
    thread,
    order: order.ptr,
    arrival: arrival.ptr,
    plan: plan.ptr,
    update: update.ptr,
    scratch: scratch[thread]!.struct.ptr,
    settings: augmentation?.settings.ptr ?? 0,
    augmentation: scratch[thread]!.augmentation?.ptr ?? 0,
  };
}

/** Orders Kernels.pass over the places [from, to) of the batch, after Kernels.augment where its images are varied. */
export function orderPass(
  { i32, f32 }: Memory,
  { order }: Post,
  { images, batch, variation }: BatchImages,
  batchSize: number,
  from: number,
  to: number,
  smoothing: number,
): void {
  const word = order >> 2;
  i32[word + OP] = PASS;
  i32[word + IMAGES] = images;
  i32[word + BATCH] = batch;
  i32[word + SOURCE] = variation?.source ?? 0;
  i32[word + SOURCE_BATCH] = variation?.batch ?? 0;
  i32[word + SEED] = variation?.seed ?? 0;
  i32[word + EPOCH] = variation?.epoch ?? 0;
  i32[word + BATCH_SIZE] = batchSize;
  i32[word + FROM] = from;
  i32[word + TO] = to;
  f32[word + SMOOTHING] = smoothing;
}

/** Orders Kernels.learn for part number `part` of `parts`, the inputs [fromPixel, toPixel), from a batch or a micro-batch of one. */
export function orderLearn(
  { i32 }: Memory,
  { order }: Post,
  { images, batch }: BatchImages,
  batchSize: number,
  part: number,
  parts: number,
  fromPixel: number,
  toPixel: number,
  continues: boolean,
  ends: boolean,
): void {
  const word = order >> 2;
  i32[word + OP] = LEARN;
  i32[word + IMAGES] = images;
  i32[word + BATCH] = batch;
  i32[word + BATCH_SIZE] = batchSize;
  i32[word + FROM] = fromPixel;
  i32[word + TO] = toPixel;
  i32[word + PART] = part;
  i32[word + PARTS] = parts;
  i32[word + CONTINUES] = Number(continues);
  i32[word + ENDS] = Number(ends);
}

/** Orders a thread to end. */
export function orderLeave(words: Int32Array, { order }: Post): void {
  words[(order >> 2) + OP] = LEAVE;
}

/** Does what the order says; false where it says to leave. */
export function obey(kernels: Kernels, { i32, f32 }: Memory, post: Post): boolean {
  const word = post.order >> 2;
  const op = i32[word + OP]!;
  if (op === LEAVE) return false;
  const images = i32[word + IMAGES]!;
  const batch = i32[word + BATCH]!;
  const batchSize = i32[word + BATCH_SIZE]!;
  const from = i32[word + FROM]!;
  const to = i32[word + TO]!;
  if (op === LEARN) {
    const part = i32[word + PART]!;
    const parts = i32[word + PARTS]!;
    const continues = i32[word + CONTINUES] === 1;
    const ends = i32[word + ENDS] === 1;
    kernels.learn(post.plan, images, batch, batchSize, post.update, part, parts, from, to, continues, ends, post.scratch);
    return true;
  }
  const source = i32[word + SOURCE]!;
  if (source) {
    const seed = i32[word + SEED]!;
    const epoch = i32[word + EPOCH]!;
    kernels.augment(post.settings, source, i32[word + SOURCE_BATCH]!, from, to, seed, epoch, images, post.augmentation);
  }
  kernels.pass(post.plan, images, batch, batchSize, from, to, f32[word + SMOOTHING]!, post.scratch);
  return true;
}
