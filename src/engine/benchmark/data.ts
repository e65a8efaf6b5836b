import type { BenchmarkSettings } from '../../domain/benchmark/report.ts';
import { initialParameters } from '../../domain/initialization.ts';
import { DIGIT_NETWORK } from '../../domain/network.ts';
import type { NetworkParameters } from '../../domain/parameters.ts';
import { proceduralImages } from '../../domain/procedural/digits.ts';
import { Random } from '../../domain/random.ts';
import { concatImages, denseImage, type SparseImages } from '../../domain/sparse-images.ts';

/** Images that one forward pass after the other looks at. */
export const FORWARD_IMAGES = 64;

const LEAST_IMAGES = 1024;
const SEED = 20;
const WRITTEN_AT_ONCE = 128;

/** The digits of a run, in the forms in which each path reads them. */
export interface BenchmarkData {
  readonly images: SparseImages;
  /** u32 [images]: consecutive ones make a batch. */
  readonly order: Uint32Array;
  /** The same images as rows of pixels, 0 to 255 and 0 to 1. */
  readonly bytes: Uint8Array;
  readonly dense: Float32Array;
  readonly labels: Uint8Array;
  /** Everybody starts from these. */
  readonly parameters: NetworkParameters;
}

/**
 * Writes procedural digits, as many as the chosen work needs, the same on every machine.
 *
 * Yields the share that is written, so that others are heard in between.
 */
export function* writeData({ workloads, largestBatch }: BenchmarkSettings): Generator<number, BenchmarkData> {
  const count = workloads.includes('training') ? Math.max(LEAST_IMAGES, largestBatch) : FORWARD_IMAGES;
  const pieces: SparseImages[] = [];
  for (let written = 0; written < count; written += WRITTEN_AT_ONCE) {
    pieces.push(proceduralImages(Math.min(WRITTEN_AT_ONCE, count - written), SEED, written));
    yield written / count;
  }
  const images = concatImages(pieces);
  const bytes = new Uint8Array(count * images.features);
  for (let image = 0; image < count; image++) {
    denseImage(images, image, bytes.subarray(image * images.features, (image + 1) * images.features));
  }
  return {
    images,
    order: Uint32Array.from({ length: count }, (_, n) => n),
    bytes,
    dense: Float32Array.from(bytes, (value) => value / 255),
    labels: images.labels,
    parameters: initialParameters(DIGIT_NETWORK, 'he', SEED),
  };
}

/** Two square matrices of random numbers in ±1, none of them 0; the same for everybody. */
export function factorsOf(size: number): { readonly a: Float32Array; readonly b: Float32Array } {
  const random = new Random(SEED, size);
  const numbers = () => Float32Array.from({ length: size * size }, () => random.between(-1, 1) || 1);
  return { a: numbers(), b: numbers() };
}
