import { SimulatorError } from '../domain/errors.ts';

export type MnistPart = 'training images' | 'training labels' | 'test images' | 'test labels';

/** One of the four files, as it is unpacked. */
export interface MnistFile {
  readonly part: MnistPart;
  /** Its usual name; packed it ends in .gz as well. */
  readonly name: string;
  readonly bytes: number;
  /** As it is usually packed. */
  readonly packedBytes: number;
  /** Of the unpacked bytes, since servers and browsers may strip gzip on the way. */
  readonly sha256: string;
}

/** MNIST as everybody has it. Source Y. LeCun, C. Cortes, "The MNIST database of handwritten digits" (CC BY-SA 3.0). */
export const MNIST_FILES: readonly MnistFile[] = [
  {
    part: 'training images',
    name: 'train-images-idx3-ubyte',
    bytes: 47_040_016,
    packedBytes: 9_912_422,
    sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  },
  {
    part: 'training labels',
    name: 'train-labels-idx1-ubyte',
    bytes: 60_008,
    packedBytes: 28_881,
    sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  },
  {
    part: 'test images',
    name: 't10k-images-idx3-ubyte',
    bytes: 7_840_016,
    packedBytes: 1_648_877,
    sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  },
  {
    part: 'test labels',
    name: 't10k-labels-idx1-ubyte',
    bytes: 10_008,
    packedBytes: 4_542,
    sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
  },
];

/** A public place that gives the packed files to other sites' pages (CORS); asked by nobody unless a person wants it. */
export const MNIST_MIRROR = 'https://cdn.jsdelivr.net/gh/fgnt/mnist@ae608a0/';

/** The most bytes that any of the files has, unpacked. */
export function largestFile(known: readonly MnistFile[] = MNIST_FILES): number {
  return Math.max(...known.map(({ bytes }) => bytes));
}

/**
 * Which of the files these unpacked bytes are, whatever the file was called.
 *
 * Throws SimulatorError 'mismatch' for bytes that are none of them, 'unsupported' where this browser does not compute SHA-256.
 */
export async function recogniseMnist(
  unpacked: Uint8Array<ArrayBuffer>,
  known: readonly MnistFile[] = MNIST_FILES,
): Promise<MnistFile> {
  const sameSize = mnistFileOfSize(unpacked.length, known);
  const found = await sha256(unpacked);
  const file = known.find((candidate) => candidate.sha256 === found);
  if (file) return file;
  throw new SimulatorError(
    'mismatch',
    `got SHA-256 ${found}, expected ${sameSize.sha256}: this is not ${sameSize.name}, or it was damaged on the way`,
  );
}

/** The file that has so many bytes unpacked. Throws SimulatorError 'mismatch' where none has. */
export function mnistFileOfSize(found: number, known: readonly MnistFile[] = MNIST_FILES): MnistFile {
  const file = known.find(({ bytes }) => bytes === found);
  if (file) return file;
  const sizes = known.map(({ bytes, name }) => `${bytes} (${name})`).join(', ');
  throw new SimulatorError('mismatch', `got ${found} bytes unpacked, expected a file of MNIST: ${sizes}`);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Browsers have it on https and on localhost alone, whatever the types say.
  const subtle = (globalThis.crypto as Crypto | undefined)?.subtle as SubtleCrypto | undefined;
  if (!subtle) {
    throw new SimulatorError(
      'unsupported',
      'files cannot be checked here, since browsers compute SHA-256 only on pages that come over https or from localhost',
    );
  }
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
