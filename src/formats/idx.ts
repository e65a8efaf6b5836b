import { SimulatorError } from '../domain/errors.ts';
import { IMAGE_PIXELS, IMAGE_SIDE } from '../domain/rasterize.ts';
import { sparseFromDense, type SparseImages } from '../domain/sparse-images.ts';

const DIGIT_CLASSES = 10;

/**
 * The third byte of the magic number is the type of the elements (0x08 is unsigned byte), the fourth counts the dimensions.
 *
 * Source Y. LeCun, C. Cortes, "The MNIST database of handwritten digits", file formats.
 */
const IMAGES_MAGIC = 0x0000_0803;
const LABELS_MAGIC = 0x0000_0801;

/**
 * A view on the pixels [count, 28, 28], 0 to 255, of an unpacked IDX file of images.
 *
 * Every size is checked before memory is taken. Throws SimulatorError 'malformed' for a wrong magic number, truncated or
 * overlong data, 'mismatch' for images of another size.
 */
export function readIdxImages(bytes: Uint8Array): Uint8Array {
  const [count, rows, columns] = readHeader(bytes, IMAGES_MAGIC, 3, 'IDX images') as [number, number, number];
  if (rows !== IMAGE_SIDE || columns !== IMAGE_SIDE) {
    throw new SimulatorError('mismatch', `got images of ${rows}×${columns}, expected ${IMAGE_SIDE}×${IMAGE_SIDE}, IDX images`);
  }
  return readBody(bytes, 16, count * rows * columns, `${count} images of ${rows}×${columns}, IDX images`);
}

/**
 * A view on the labels [count], 0 to 9, of an unpacked IDX file of labels.
 *
 * Throws SimulatorError 'malformed' as `readIdxImages`, 'out-of-range' for a label that is no digit.
 */
export function readIdxLabels(bytes: Uint8Array): Uint8Array {
  const [count] = readHeader(bytes, LABELS_MAGIC, 1, 'IDX labels') as [number];
  const labels = readBody(bytes, 8, count, `${count} labels, IDX labels`);
  const wrong = labels.findIndex((label) => label >= DIGIT_CLASSES);
  if (wrong >= 0) {
    throw new SimulatorError(
      'out-of-range',
      `got label ${labels[wrong]}, expected 0 to 9, label ${wrong} of ${count}, IDX labels`,
    );
  }
  return labels;
}

/** Images [count, 28, 28] with their labels [count]. Throws SimulatorError 'mismatch' where the counts differ. */
export function labelledImages(pixels: Uint8Array, labels: Uint8Array): SparseImages {
  checkCounts(pixels, labels);
  return sparseFromDense(pixels, labels, IMAGE_PIXELS);
}

/** Throws SimulatorError 'mismatch' unless there is one label for each image. */
export function checkCounts(pixels: Uint8Array, labels: Uint8Array): void {
  const count = pixels.length / IMAGE_PIXELS;
  if (labels.length !== count) {
    throw new SimulatorError('mismatch', `got ${labels.length} labels, expected ${count}, one for each image`);
  }
}

/** The sizes of all dimensions, big-endian after the magic number. */
function readHeader(bytes: Uint8Array, expectedMagic: number, dimensions: number, where: string): number[] {
  const headerBytes = 4 + 4 * dimensions;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The magic number first: it says more about a file of the wrong kind than its length does.
  if (bytes.length >= 4) {
    const magic = view.getUint32(0);
    if (magic !== expectedMagic) {
      throw new SimulatorError('malformed', `got magic number ${hex(magic)}, expected ${hex(expectedMagic)}, ${where}`);
    }
  }
  if (bytes.length < headerBytes) {
    throw new SimulatorError(
      'malformed',
      `truncated: got ${bytes.length} bytes, expected a header of ${headerBytes}, ${where}`,
    );
  }
  return Array.from({ length: dimensions }, (_, dimension) => view.getUint32(4 + 4 * dimension));
}

function readBody(bytes: Uint8Array, from: number, length: number, where: string): Uint8Array {
  const found = bytes.length - from;
  if (found !== length) {
    const problem = found < length ? 'truncated' : 'trailing bytes';
    throw new SimulatorError('malformed', `${problem}: got ${found} bytes after the header, expected ${length} for ${where}`);
  }
  return bytes.subarray(from);
}

function hex(word: number): string {
  return `0x${word.toString(16).padStart(8, '0')}`;
}
