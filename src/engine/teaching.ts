import { augmentDrawing } from '../domain/augment/drawing.ts';
import { confusionOf } from '../domain/confusion.ts';
import { SimulatorError } from '../domain/errors.ts';
import { EXPLODED_BEYOND } from '../domain/explosion.ts';
import type { Model, NetworkParameters } from '../domain/parameters.ts';
import { strokesToPixels } from '../domain/preprocess.ts';
import { Random } from '../domain/random.ts';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import { concatImages, imageCount, pickImages, SparseImagesBuilder, type SparseImages } from '../domain/sparse-images.ts';
import type { Drawing } from '../domain/strokes.ts';
import type { Engine, EngineCapacity } from './engine.ts';
import type { LabelledData } from './laboratory-data.ts';
import { startClock } from './piece-clock.ts';
import { recipe } from './recipe.ts';

/** A drawing, and the digit that it is meant to be. */
export interface MeantDrawing {
  readonly label: number;
  readonly drawing: Drawing;
}

/** A network, what it shall learn, and for how long. */
export interface Lesson {
  readonly model: Model;
  readonly drawings: readonly MeantDrawing[];
  /** Mixed with images of the data set, or alone? */
  readonly isMixed: boolean;
  readonly seconds: number;
}

/** How many are read as they are meant. */
export interface Score {
  readonly correct: number;
  readonly count: number;
}

/** What a network makes of a person's digits, and of all others. */
export interface Judgement {
  /** The drawings themselves, which are learned from, and what each of them is read as. */
  readonly drawn: Score & { readonly predictions: Uint8Array<ArrayBuffer> };
  /** Variations of them that are never learned from. */
  readonly varied: Score;
  /** Images held back; null where there are none. [10 × 10], row: the true digit. */
  readonly validation: (Score & { readonly confusion: Uint32Array<ArrayBuffer> }) | null;
}

/** What a lesson has made of the network. */
export interface Taught {
  readonly parameters: NetworkParameters;
  readonly before: Judgement;
  readonly after: Judgement;
  /** Images learned from, those of the data set included, each as often as it came. */
  readonly images: number;
}

/** Variations that are learned from, altogether and of one drawing. */
const VARIATIONS = { all: 2000, most: 200, least: 4 } as const;
/** Variations that only judge. */
const UNSEEN = { all: 600, most: 60, least: 1 } as const;
/** Images of the data set, for every variation, so that what was known is kept in mind. */
const OTHERS_A_VARIATION = 3;
const LEAST_OTHERS = 4000;
const RATE = 3e-4;
const BATCH = 32;
const SEED = 7;
/** Work between two yields. */
const PIECE_MS = 16;
const JUDGED_AT_ONCE = 1000;

/**
 * Teaches a network a person's digits for some seconds of learning: variations of them, mixed with images that it may know already.
 *
 * Works in pieces of some 20 ms and yields after each how far it is, 0 to 1; whoever stops iterating has cancelled. Throws SimulatorError
 * 'out-of-range' where there is nothing to learn, or where the network's numbers are, or come to be, beyond all bounds.
 */
export async function* teach(
  { model, drawings, isMixed, seconds }: Lesson,
  data: LabelledData,
  openEngine: (capacity: EngineCapacity) => Promise<Engine>,
): AsyncGenerator<number, Taught, void> {
  if (drawings.length === 0) throw new SimulatorError('out-of-range', 'got no digits to teach, expected at least one');
  const isPieceOver = startClock(PIECE_MS);
  const drawn = yield* painted(drawings, 1, 0, isPieceOver);
  const variations = yield* painted(drawings, times(VARIATIONS, drawings.length), 1, isPieceOver);
  const unseen = yield* painted(drawings, times(UNSEEN, drawings.length), 2, isPieceOver);
  const total = imageCount(data.images);
  const wanted = isMixed ? Math.max(LEAST_OTHERS, OTHERS_A_VARIATION * imageCount(variations)) : 0;
  const others = some(total - data.validationCount, wanted);
  const heldBack = Array.from({ length: data.validationCount }, (_, n) => total - data.validationCount + n);
  const parts = [variations, pickImages(data.images, others), drawn, unseen, pickImages(data.images, heldBack)];
  const images = concatImages(parts);
  const learned = imageCount(variations) + others.length;
  yield 0;

  const { network, parameters } = model;
  const room = { maxImages: imageCount(images), maxEntries: images.pixelIndex.length };
  const engine = await openEngine({ network, maxBatchSize: 128, ...room, training: true });
  try {
    engine.loadImages(images);
    engine.loadParameters(parameters);
    expectSound(engine);
    const judge = (share: number) => judged(engine, share, learned, imageCount(drawn), imageCount(unseen), images);
    const before = yield* judge(0);
    const shown = yield* learning(engine, learned, seconds);
    expectSound(engine);
    const after = yield* judge(1);
    return { parameters: engine.parameters(), before, after, images: shown };
  } finally {
    await engine.close();
  }
}

/** Every drawing so many times, the first time as it is where `stream` is not that of unseen variations. */
function* painted(
  drawings: readonly MeantDrawing[],
  each: number,
  stream: number,
  isPieceOver: () => boolean,
): Generator<number, SparseImages> {
  const builder = new SparseImagesBuilder(IMAGE_PIXELS, drawings.length * each);
  const pixels = new Uint8Array(IMAGE_PIXELS);
  for (const [number, { label, drawing }] of drawings.entries()) {
    for (let n = 0; n < each; n++) {
      const isPlain = n === 0 && stream < 2;
      const random = new Random(SEED, (number * VARIATIONS.most + n) * 2 + (stream - 1));
      builder.add(strokesToPixels(isPlain ? drawing : augmentDrawing(drawing, random), undefined, pixels), label);
      if (isPieceOver()) yield 0;
    }
  }
  return builder.images();
}

/** Epoch after epoch until the time is over; how many images were shown. */
async function* learning(engine: Engine, count: number, seconds: number): AsyncGenerator<number, number> {
  const how = recipe({ optimizer: 'adam', learningRate: RATE });
  let shown = 0;
  let learnedMs = 0;
  for (let number = 0; ; number++) {
    engine.startEpoch({ to: count, batchSize: BATCH, seed: SEED, number, shuffle: true, augmentation: null });
    for (;;) {
      const startMs = performance.now();
      let isEpochOver = false;
      while (!isEpochOver && performance.now() - startMs < PIECE_MS) {
        const batch = engine.trainNext(how);
        isEpochOver = batch === null;
        shown += batch?.count ?? 0;
      }
      learnedMs += performance.now() - startMs;
      if (learnedMs >= 1000 * seconds) return shown;
      yield learnedMs / (1000 * seconds);
      if (isEpochOver) break;
    }
  }
}

/** What the engine's network makes of the images after those that are learned from. */
function* judged(
  engine: Engine,
  share: number,
  learned: number,
  drawn: number,
  unseen: number,
  { labels }: SparseImages,
): Generator<number, Judgement> {
  const own = engine.evaluate(learned, learned + drawn);
  const varied = engine.evaluate(learned + drawn, learned + drawn + unseen);
  const first = learned + drawn + unseen;
  const predictions = new Uint8Array(labels.length - first);
  for (let from = first; from < labels.length; from += JUDGED_AT_ONCE) {
    predictions.set(engine.evaluate(from, Math.min(labels.length, from + JUDGED_AT_ONCE)).predictions, from - first);
    yield share;
  }
  const confusion = new Uint32Array(confusionOf(labels.subarray(first), predictions));
  const correct = confusion.reduce((sum, count, cell) => (cell % 11 === 0 ? sum + count : sum), 0);
  return {
    drawn: { correct: own.correct, count: drawn, predictions: own.predictions.slice() },
    varied: { correct: varied.correct, count: unseen },
    validation: predictions.length > 0 ? { correct, count: predictions.length, confusion } : null,
  };
}

function expectSound(engine: Engine): void {
  const longest = Math.max(...engine.weightNorms());
  if (!(longest <= EXPLODED_BEYOND)) {
    throw new SimulatorError('out-of-range', `got weights of length ${longest}, expected at most ${EXPLODED_BEYOND}`);
  }
}

/** How often each of so many drawings is varied. */
function times({ all, most, least }: typeof VARIATIONS | typeof UNSEEN, drawings: number): number {
  return Math.max(least, Math.min(most, Math.floor(all / drawings)));
}

/** At most so many of the numbers below `count`, at random: data often come in an order. */
function some(count: number, most: number): number[] {
  const numbers = new Random(SEED).shuffle(Uint32Array.from({ length: count }, (_, n) => n));
  return [...numbers.subarray(0, most)];
}
