import { SimulatorError } from '../../domain/errors.ts';
import type { Model } from '../../domain/parameters.ts';
import { imageCount, sliceImages, type SparseImages } from '../../domain/sparse-images.ts';
import { createEngine } from '../../engine/create.ts';
import { paintDrawings } from '../data-files.ts';
import { loadBinary } from '../engine-binaries.ts';
import type { RealDigits } from './examples.ts';

/** Held out to steer by: the last images of MNIST's training set … */
const HELD_OUT_IMAGES = 10_000;
/** … and every third writer. */
const WRITER_STRIDE = 3;

/** Digits to learn from, and digits that are only looked at. */
export interface SplitDigits {
  readonly training: RealDigits;
  readonly heldOut: { readonly mnist: SparseImages; readonly pen: SparseImages };
}

/**
 * Sets digits aside; nobody who wrote a pen digit on one side has written one on the other.
 *
 * Throws SimulatorError 'mismatch' where nothing would be left to learn from.
 */
export function holdOut({ mnist, pen }: RealDigits): SplitDigits {
  const first = imageCount(mnist) - HELD_OUT_IMAGES;
  if (first < 1) {
    throw new SimulatorError(
      'mismatch',
      `got ${imageCount(mnist)} images, expected more than the ${HELD_OUT_IMAGES} that are held out`,
    );
  }
  const writers = [...new Set(pen.map(({ writer }) => writer ?? 0))].sort((one, other) => one - other);
  const heldOut = new Set(writers.filter((_, place) => place % WRITER_STRIDE === WRITER_STRIDE - 1));
  const isHeldOut = ({ writer }: { writer: number | null }) => heldOut.has(writer ?? 0);
  return {
    training: { mnist: sliceImages(mnist, 0, first), pen: pen.filter((digit) => !isHeldOut(digit)) },
    heldOut: {
      mnist: sliceImages(mnist, first, imageCount(mnist)),
      pen: paintDrawings(pen.filter(isHeldOut)),
    },
  };
}

/** Shares of held-out digits that a network recognises. */
export async function heldOutAccuracy(
  { network, parameters }: Model,
  { mnist, pen }: SplitDigits['heldOut'],
): Promise<{ mnist: number; pen: number }> {
  const accuracy = async (images: SparseImages) => {
    const capacity = { network, maxBatchSize: 128, maxImages: imageCount(images), maxEntries: images.pixelIndex.length };
    const engine = await createEngine('auto', { ...capacity, training: false }, loadBinary);
    engine.loadParameters(parameters);
    engine.loadImages(images);
    const { correct, count } = engine.evaluate();
    return correct / count;
  };
  return { mnist: await accuracy(mnist), pen: await accuracy(pen) };
}
