import { createHash } from 'node:crypto';
import { Random } from '../../src/domain/random.ts';
import type { MnistFile, MnistPart } from '../../src/formats/mnist.ts';
import { idxBytes } from './idx-bytes.ts';

/** The four files of a small data set of noise that is put together as MNIST is. */
export interface MnistLike {
  readonly files: Readonly<Record<MnistPart, Uint8Array<ArrayBuffer>>>;
  /** What tells that a file belongs to it. */
  readonly known: readonly MnistFile[];
}

export function mnistLike(trainingCount: number, testCount: number, seed = 1): MnistLike {
  const random = new Random(seed);
  const images = (count: number) =>
    idxBytes(
      [count, 28, 28],
      Uint8Array.from({ length: count * 784 }, () => (random.chance(0.2) ? 1 + random.below(255) : 0)),
    );
  const labels = (count: number) =>
    idxBytes(
      [count],
      Uint8Array.from({ length: count }, () => random.below(10)),
    );
  const files = {
    'training images': images(trainingCount),
    'training labels': labels(trainingCount),
    'test images': images(testCount),
    'test labels': labels(testCount),
  };
  return { files, known: Object.entries(files).map(([part, bytes]) => knownFile(part as MnistPart, bytes)) };
}

/** The entry of a file in a table like `MNIST_FILES`. */
export function knownFile(part: MnistPart, bytes: Uint8Array): MnistFile {
  return {
    part,
    name: part.replace(' ', '-'),
    bytes: bytes.length,
    packedBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}
