import { SimulatorError } from '../domain/errors.ts';
import { fingerprint } from '../domain/fingerprint.ts';
import { proceduralImages } from '../domain/procedural/digits.ts';
import { HANDS, type HandName } from '../domain/procedural/handwriting.ts';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import {
  checkSparseImages,
  concatImages,
  denseImage,
  imageCount,
  pickImages,
  SparseImagesBuilder,
  type SparseImages,
} from '../domain/sparse-images.ts';
import { unpacking } from '../formats/gzip.ts';
import { checkCounts, readIdxImages, readIdxLabels } from '../formats/idx.ts';
import { largestFile, MNIST_FILES, recogniseMnist, type MnistFile, type MnistPart } from '../formats/mnist.ts';
import { startClock } from './piece-clock.ts';

/** A file as it came, plain or gzipped. */
export interface DataFile {
  /** As a person knows it, for messages. */
  readonly name: string;
  readonly bytes: ArrayBuffer;
}

/** What to make a data set from. */
export type DataOrder =
  | {
      readonly kind: 'procedural';
      /** Images to train on; those held back come on top. */
      readonly count: number;
      readonly validationCount: number;
      readonly seed: number;
      /** Whose hand writes them; everyday's unless said. */
      readonly hand?: HandName;
    }
  /** Files as they came, in any order. The test files are the validation set; without them the last sixth is held back. */
  | { readonly kind: 'mnist'; readonly files: readonly DataFile[] }
  /** Images that the person labelled, of which so many are held back, the same share of every digit. */
  | { readonly kind: 'own'; readonly images: SparseImages; readonly validationCount: number };

/** Labelled images to train on, and after them those held back for validation. */
export interface LabelledData {
  readonly source: DataOrder['kind'];
  readonly images: SparseImages;
  /** The last so many images are held back; 0 where none are. */
  readonly validationCount: number;
}

/** What the page knows of a data set that lies in a worker. */
export interface DataFacts {
  readonly source: DataOrder['kind'];
  /** [count], the true digit of each image. */
  readonly labels: Uint8Array<ArrayBuffer>;
  readonly validationCount: number;
}

/** How far a data set is. */
export interface DataProgress {
  readonly part: 'writing' | 'unpacking' | 'checking' | 'reading';
  /** Digits when writing or reading, bytes when unpacking or checking. */
  readonly done: number;
  readonly total: number;
}

/** Ten times what any of MNIST's sets has, and still little beside the memory of a small machine. */
const MOST_IMAGES = 700_000;
/** Pictures that can be asked for at once: 1.6 MB. */
const MOST_PICTURES = 2048;
/** Without files of its own, this share of MNIST is held back: 10,000 of 60,000. */
const HELD_BACK = 1 / 6;
/** Work between two yields. */
const PIECE_MS = 30;
/** Digits written, and images read, between two looks at the clock. */
const WRITTEN_AT_ONCE = 50;
const READ_AT_ONCE = 1000;

/**
 * Makes a data set in pieces of some 30 ms and yields after each; whoever stops iterating has cancelled.
 *
 * The same order gives the same bits. Digits with the same seed have the same digits held back, whatever their number. Throws
 * SimulatorError 'out-of-range' for a number of images that makes no sense, 'missing' for an incomplete set of files; what
 * `unpacking`, `recogniseMnist` and the readers of IDX throw comes with the name of the file. `known` are the files that count as MNIST.
 */
export function makeData(
  order: DataOrder,
  known: readonly MnistFile[] = MNIST_FILES,
): AsyncGenerator<DataProgress, LabelledData, void> {
  if (order.kind === 'procedural') return written(order);
  return order.kind === 'mnist' ? readFiles(order.files, known) : drawn(order);
}

/** What the page knows of a data set. */
export function factsOf({ source, images, validationCount }: LabelledData): DataFacts {
  return { source, labels: new Uint8Array(images.labels), validationCount };
}

const knownFingerprints = new WeakMap<LabelledData, string>();

/** Tells a data set from others; computed once. */
export function fingerprintOf(data: LabelledData): string {
  const known = knownFingerprints.get(data);
  if (known) return known;
  const { images, validationCount } = data;
  const found = fingerprint([
    Uint32Array.of(validationCount),
    images.labels,
    images.starts,
    images.pixelIndex,
    images.pixelValue,
  ]);
  knownFingerprints.set(data, found);
  return found;
}

/** The images of these numbers, [numbers.length, 784], 0 to 255. Throws SimulatorError 'out-of-range' for a number that is none. */
export function picturesOf({ images }: LabelledData, numbers: Uint32Array): Uint8Array<ArrayBuffer> {
  const count = imageCount(images);
  if (numbers.length > MOST_PICTURES) {
    throw new SimulatorError('out-of-range', `got ${numbers.length} pictures asked for, expected at most ${MOST_PICTURES}`);
  }
  const wrong = numbers.find((number) => number >= count);
  if (wrong !== undefined) throw new SimulatorError('out-of-range', `got image number ${wrong}, expected less than ${count}`);
  const pictures = new Uint8Array(numbers.length * images.features);
  for (const [place, number] of numbers.entries()) {
    denseImage(images, number, pictures.subarray(place * images.features, (place + 1) * images.features));
  }
  return pictures;
}

/** Procedural digits: those held back are the first of the seed, so that a larger set is judged by the same ones. */
async function* written({
  count,
  validationCount,
  seed,
  hand = 'everyday',
}: Extract<DataOrder, { kind: 'procedural' }>): AsyncGenerator<DataProgress, LabelledData, void> {
  checkCount('digits to train on', count, 1, MOST_IMAGES);
  checkCount('digits to hold back', validationCount, 0, MOST_IMAGES);
  const total = count + validationCount;
  const pieces: { readonly training: SparseImages[]; readonly validation: SparseImages[] } = { training: [], validation: [] };
  const isPieceOver = startClock(PIECE_MS);
  for (let done = 0; done < total;) {
    const isHeldBack = done < validationCount;
    const size = Math.min(WRITTEN_AT_ONCE, (isHeldBack ? validationCount : total) - done);
    (isHeldBack ? pieces.validation : pieces.training).push(proceduralImages(size, seed, done, HANDS[hand]));
    done += size;
    if (isPieceOver()) yield { part: 'writing', done, total };
  }
  yield { part: 'writing', done: total, total };
  return { source: 'procedural', images: concatImages([...pieces.training, ...pieces.validation]), validationCount };
}

/** MNIST from its files. */
async function* readFiles(
  files: readonly DataFile[],
  known: readonly MnistFile[],
): AsyncGenerator<DataProgress, LabelledData, void> {
  const parts = new Map<MnistPart, Uint8Array>();
  for (const { name, bytes } of files) {
    try {
      const { part, content } = yield* readFile(new Uint8Array(bytes), known);
      parts.set(part, content);
    } catch (error) {
      throw error instanceof SimulatorError
        ? new SimulatorError(error.code, `${name}: ${error.message}`, { cause: error })
        : error;
    }
  }
  const part = (wanted: MnistPart) => {
    const content = parts.get(wanted);
    if (content) return content;
    const file = known.find((candidate) => candidate.part === wanted)!;
    throw new SimulatorError('missing', `got no ${wanted}, expected the file ${file.name}.gz or ${file.name}`);
  };
  const sets = [{ pixels: part('training images'), labels: part('training labels') }];
  if (parts.has('test images') || parts.has('test labels')) {
    sets.push({ pixels: part('test images'), labels: part('test labels') });
  }
  const total = sets.reduce((sum, { labels }) => sum + labels.length, 0);
  const builder = new SparseImagesBuilder(IMAGE_PIXELS, total);
  const isPieceOver = startClock(PIECE_MS);
  for (const { pixels, labels } of sets) {
    checkCounts(pixels, labels);
    for (let n = 0; n < labels.length; n++) {
      builder.add(pixels, labels[n]!, n * IMAGE_PIXELS);
      if (n % READ_AT_ONCE === 0 && isPieceOver()) yield { part: 'reading', done: builder.count, total };
    }
  }
  yield { part: 'reading', done: total, total };
  const validationCount = sets[1] ? sets[1].labels.length : Math.floor(total * HELD_BACK);
  return { source: 'mnist', images: builder.images(), validationCount };
}

/** One file, unpacked, recognised and without its header. */
async function* readFile(
  file: Uint8Array<ArrayBuffer>,
  known: readonly MnistFile[],
): AsyncGenerator<DataProgress, { readonly part: MnistPart; readonly content: Uint8Array }, void> {
  const isPieceOver = startClock(PIECE_MS);
  const steps = unpacking(file, largestFile(known));
  let unpacked: Uint8Array<ArrayBuffer> | null = null;
  try {
    while (!unpacked) {
      const { done, value } = await steps.next();
      if (done) unpacked = value;
      else if (isPieceOver()) yield { part: 'unpacking', ...value };
    }
  } finally {
    if (!unpacked) await steps.return(file);
  }
  yield { part: 'checking', done: 0, total: unpacked.length };
  const { part } = await recogniseMnist(unpacked, known);
  return { part, content: part.endsWith('images') ? readIdxImages(unpacked) : readIdxLabels(unpacked) };
}

/** The person's own images, of every digit the same share held back. */
async function* drawn({
  images,
  validationCount,
}: Extract<DataOrder, { kind: 'own' }>): AsyncGenerator<DataProgress, LabelledData, void> {
  const count = imageCount(images);
  checkSparseImages(images);
  if (images.features !== IMAGE_PIXELS) {
    throw new SimulatorError('mismatch', `got images of ${images.features} pixels, expected ${IMAGE_PIXELS}`);
  }
  const wrong = images.labels.find((label) => label > 9);
  if (wrong !== undefined) throw new SimulatorError('out-of-range', `got label ${wrong}, expected 0 to 9`);
  checkCount('digits of your own', count, 1, MOST_IMAGES);
  checkCount('digits to hold back', validationCount, 0, count - 1);
  yield { part: 'reading', done: 0, total: count };
  const byLabel = Array.from(images.labels, (_, n) => n).sort((a, b) => images.labels[a]! - images.labels[b]! || a - b);
  const heldBack = byLabel.filter(
    (_, place) => Math.floor(((place + 1) * validationCount) / count) > Math.floor((place * validationCount) / count),
  );
  const isHeldBack = new Set(heldBack);
  const training = byLabel.filter((n) => !isHeldBack.has(n)).sort((a, b) => a - b);
  return { source: 'own', images: pickImages(images, [...training, ...heldBack.sort((a, b) => a - b)]), validationCount };
}

function checkCount(what: string, found: number, least: number, most: number): void {
  if (!Number.isInteger(found) || found < least || found > most) {
    throw new SimulatorError('out-of-range', `got ${found} ${what}, expected ${least} to ${most}`);
  }
}
