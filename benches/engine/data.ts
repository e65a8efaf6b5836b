import { DIGIT_NETWORK } from '../../src/domain/network.ts';
import { initialParameters } from '../../src/domain/initialization.ts';
import type { NetworkParameters } from '../../src/domain/parameters.ts';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { denseImage, imageCount, sparseFromDense, type SparseImages } from '../../src/domain/sparse-images.ts';
import { gunzip } from '../../src/formats/gzip.ts';
import { labelledImages, readIdxImages, readIdxLabels } from '../../src/formats/idx.ts';

/** The digits of a run, in the forms that the contenders ask for. */
export interface BenchData {
  readonly name: string;
  readonly images: SparseImages;
  /** All images in random order: consecutive ones make a batch. */
  readonly order: Uint32Array;
  /** The first images of that order, as dense rows. */
  readonly dense: DenseImages;
  /** The first images of that order without a zero: 0 becomes 1. */
  readonly filled: SparseImages;
  readonly filledDense: DenseImages;
  /** Everybody starts from these. */
  readonly parameters: NetworkParameters;
}

/** Images as contenders without a sparse form want them, made ready before any clock runs. */
export interface DenseImages {
  readonly count: number;
  /** [count, 784], 0 to 1 */
  readonly pixels: Float32Array;
  readonly labels: Uint8Array;
  /** [count, 10], 1 for the label. */
  readonly oneHot: Float32Array;
}

const MAX_UNPACKED_BYTES = 2 ** 27;
const PROCEDURAL_IMAGES = 12_000;
const DENSE_IMAGES = 12_000;
const FILLED_IMAGES = 4096;
const CLASSES = 10;
const SEED = 20;

/** MNIST from this site where it is there, otherwise procedural digits. */
export async function loadData(hasMnist: boolean): Promise<BenchData> {
  const images = hasMnist ? await loadMnist() : proceduralImages(PROCEDURAL_IMAGES, SEED);
  const order = new Random(SEED).shuffle(Uint32Array.from({ length: imageCount(images) }, (_, n) => n));
  const filled = withoutZeros(images, order.subarray(0, FILLED_IMAGES));
  return {
    name: hasMnist ? 'MNIST' : 'procedural digits',
    images,
    order,
    dense: denseRows(images, order.subarray(0, DENSE_IMAGES)),
    filled,
    filledDense: denseRows(filled, Uint32Array.from(filled.labels.keys())),
    parameters: initialParameters(DIGIT_NETWORK, 'he', SEED),
  };
}

async function loadMnist(): Promise<SparseImages> {
  const file = async (name: string) => {
    const response = await fetch(`/mnist/${name}`);
    if (!response.ok) throw new Error(`got HTTP status ${response.status}, expected 200, file ${name}`);
    return gunzip(new Uint8Array(await response.arrayBuffer()), MAX_UNPACKED_BYTES);
  };
  const pixels = readIdxImages(await file('train-images-idx3-ubyte.gz'));
  return labelledImages(pixels, readIdxLabels(await file('train-labels-idx1-ubyte.gz')));
}

function denseRows(images: SparseImages, order: Uint32Array): DenseImages {
  const { features } = images;
  const pixels = new Float32Array(order.length * features);
  const oneHot = new Float32Array(order.length * CLASSES);
  const row = new Uint8Array(features);
  for (const [n, image] of order.entries()) {
    pixels.set(
      Float32Array.from(denseImage(images, image, row), (value) => value / 255),
      n * features,
    );
    oneHot[n * CLASSES + images.labels[image]!] = 1;
  }
  return { count: order.length, pixels, oneHot, labels: Uint8Array.from(order, (image) => images.labels[image]!) };
}

function withoutZeros(images: SparseImages, order: Uint32Array): SparseImages {
  const pixels = new Uint8Array(order.length * images.features);
  const row = new Uint8Array(images.features);
  for (const [n, image] of order.entries()) {
    pixels.set(
      denseImage(images, image, row).map((value) => Math.max(1, value)),
      n * images.features,
    );
  }
  return sparseFromDense(
    pixels,
    Uint8Array.from(order, (image) => images.labels[image]!),
    images.features,
  );
}
