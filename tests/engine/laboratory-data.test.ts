import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it, test, vi } from 'vitest';
import { SimulatorError } from '../../src/domain/errors.ts';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { denseImage, imageCount, sparseFromDense } from '../../src/domain/sparse-images.ts';
import {
  factsOf,
  makeData,
  picturesOf,
  type DataFile,
  type DataOrder,
  type DataProgress,
  type LabelledData,
} from '../../src/engine/laboratory-data.ts';
import { MNIST_FILES, type MnistFile, type MnistPart } from '../../src/formats/mnist.ts';
import { damaged } from '../formats/damage.ts';
import { idxBytes } from '../formats/idx-bytes.ts';
import { knownFile, mnistLike } from '../formats/mnist-like.ts';

async function made(order: DataOrder, known?: readonly MnistFile[], seen: DataProgress[] = []): Promise<LabelledData> {
  const steps = makeData(order, known);
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
    seen.push(step.value);
  }
}

function file(name: string, bytes: Uint8Array<ArrayBuffer>): DataFile {
  return { name, bytes: bytes.slice().buffer };
}

const pictures = (data: LabelledData) =>
  Array.from({ length: imageCount(data.images) }, (_, n) => denseImage(data.images, n).join());

describe('procedural digits', () => {
  const order = { kind: 'procedural', count: 300, validationCount: 100, seed: 7, hand: 'any' } as const;

  it('holds back the first digits of the seed, after those to train on', async () => {
    const data = await made(order);
    expect(data).toMatchObject({ source: 'procedural', validationCount: 100 });
    const all = proceduralImages(400, 7);
    const expected = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, n) => denseImage(all, from + n).join());
    expect(pictures(data)).toEqual([...expected(100, 400), ...expected(0, 100)]);
    expect([...data.images.labels.subarray(298, 302)]).toEqual([8, 9, 0, 1]);
  });

  it('never trains on a digit that is held back, and judges a larger set by the same digits', async () => {
    const small = pictures(await made(order));
    const large = pictures(await made({ ...order, count: 600 }));
    expect(large.slice(600)).toEqual(small.slice(300));
    expect(new Set(large).size).toBe(700);
  });

  it('writes in the hand that was asked for, everyday’s unless said', async () => {
    const { hand: _, ...unsaid } = order;
    const everyday = pictures(await made({ ...order, hand: 'everyday' }));
    expect(pictures(await made(unsaid))).toEqual(everyday);
    expect(pictures(await made({ ...order, hand: 'neat' }))).not.toEqual(everyday);
    expect(pictures(await made(order))).not.toEqual(everyday);
  });

  it('tells how far it is, and ends at the total', async () => {
    const seen: DataProgress[] = [];
    await made({ ...order, count: 3000 }, undefined, seen);
    expect(seen.at(-1)).toEqual({ part: 'writing', done: 3100, total: 3100 });
    const done = seen.map((progress) => progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
  });

  it('refuses numbers that make no sense', async () => {
    for (const wrong of [{ count: 0 }, { count: 1.5 }, { count: 1e9 }, { count: NaN }, { validationCount: -1 }]) {
      await expect(made({ ...order, ...wrong })).rejects.toMatchObject({ code: 'out-of-range' });
    }
    expect((await made({ ...order, validationCount: 0 })).validationCount).toBe(0);
  });
});

describe('MNIST', () => {
  const { files, known } = mnistLike(60, 20);
  const parts = Object.entries(files) as [MnistPart, Uint8Array<ArrayBuffer>][];
  const training = parts.filter(([part]) => part.startsWith('training'));
  const as = (chosen: typeof parts, pack = false) =>
    chosen.map(([part, bytes]) => file(part, pack ? new Uint8Array(gzipSync(bytes)) : bytes));
  const read = (chosen: readonly DataFile[]) => made({ kind: 'mnist', files: chosen }, known);

  it('validates on the test files, whatever the order, packed or not', async () => {
    const data = await read(as(parts));
    expect(data.validationCount).toBe(20);
    expect(imageCount(data.images)).toBe(80);
    const dense = denseImage(data.images, 60);
    expect([...dense]).toEqual([...files['test images'].subarray(16, 16 + 784)]);
    expect([...data.images.labels]).toEqual([...files['training labels'].subarray(8), ...files['test labels'].subarray(8)]);
    expect(await read(as([...parts].reverse(), true))).toEqual(data);
  });

  it('holds back the last sixth where there are no test files', async () => {
    const data = await read(as(training, true));
    expect(data.validationCount).toBe(10);
    expect([...data.images.labels]).toEqual([...files['training labels'].subarray(8)]);
  });

  it('says which file is missing', async () => {
    await expect(read([])).rejects.toThrow('got no training images, expected the file training-images.gz');
    await expect(read(as(parts.slice(1)))).rejects.toThrow('got no training images');
    await expect(read(as(parts.slice(0, 3)))).rejects.toThrow('got no test labels');
  });

  it('refuses a file that is none of them, and says which and why', async () => {
    const damagedImages = files['training images'].slice();
    damagedImages[5000]! ^= 1;
    await expect(read([file('mine.gz', damagedImages)])).rejects.toThrow(/^mine\.gz: got SHA-256 [0-9a-f]{64}, expected/);
    await expect(read([file('cut', files['training images'].slice(0, 30))])).rejects.toThrow(/^cut: got 30 bytes unpacked/);
    const cutGzip = new Uint8Array(gzipSync(files['training images'])).slice(0, 500);
    await expect(read([file('cut.gz', cutGzip)])).rejects.toThrow(/^cut\.gz: .*truncated/);
  });

  it('stops a gzip bomb at the size of the largest file', async () => {
    const bomb = new Uint8Array(gzipSync(new Uint8Array(50_000_000)));
    await expect(read([file('bomb.gz', bomb)])).rejects.toMatchObject({ code: 'out-of-range' });
    new DataView(bomb.buffer).setUint32(bomb.length - 4, 1000, true);
    await expect(read([file('bomb.gz', bomb)])).rejects.toThrow(/more than 1000/);
  });

  it('still checks sizes, dimensions and counts of what has the right sum', async () => {
    const cases: [MnistPart, Uint8Array<ArrayBuffer>, RegExp][] = [
      ['training images', idxBytes([60, 14, 56], new Uint8Array(60 * 784)), /14×56/],
      ['training images', idxBytes([61, 28, 28], new Uint8Array(60 * 784)), /truncated/],
      ['training images', idxBytes([60], new Uint8Array(60 * 784)), /magic number/],
      ['training labels', idxBytes([61], new Uint8Array(61)), /got 61 labels, expected 60/],
      ['training labels', idxBytes([60], new Uint8Array(60).fill(10)), /label 10/],
    ];
    for (const [part, bytes, message] of cases) {
      const other = part === 'training images' ? 'training labels' : 'training images';
      const table = [knownFile(part, bytes), knownFile(other, files[other])];
      const order = { kind: 'mnist', files: [file('a', bytes), file('b', files[other])] } as const;
      await expect(made(order, table)).rejects.toThrow(message);
    }
  });

  it('reads any damaged file or refuses it with an error of this house', async () => {
    const packed = new Uint8Array(gzipSync(files['test images']));
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged(packed), damaged(files['test labels'])), async (bytes) => {
        await read([...as(training), file('damaged', bytes)]).catch((error: unknown) => {
          if (!(error instanceof SimulatorError)) throw error;
        });
      }),
      { numRuns: 60 },
    );
  });

  it('says that a page without https cannot check files', async () => {
    vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues });
    try {
      await expect(read(as(parts))).rejects.toMatchObject({ code: 'unsupported' });
    } finally {
      vi.unstubAllGlobals();
    }
  });

  it('can be cancelled in the middle', async () => {
    const steps = makeData({ kind: 'mnist', files: as(parts, true) }, known);
    await steps.next();
    expect(await steps.return(undefined as never)).toMatchObject({ done: true });
    expect(await steps.next()).toMatchObject({ done: true });
  });

  const folder = process.env['DIGITS_DATA'];
  test.skipIf(!folder)('reads the real files', async () => {
    const real = MNIST_FILES.slice(0, 2).map(({ name }) =>
      file(`${name}.gz`, new Uint8Array(readFileSync(join(folder!, 'mnist', `${name}.gz`)))),
    );
    const seen: DataProgress[] = [];
    const data = await made({ kind: 'mnist', files: real }, undefined, seen);
    expect(data.validationCount).toBe(10_000);
    // The first labels of MNIST, as they stand in its description and in every tutorial.
    expect([...data.images.labels.subarray(0, 10)]).toEqual([5, 0, 4, 1, 9, 2, 1, 3, 1, 4]);
    expect(data.images.pixelIndex).toHaveLength(8_994_156);
    expect(new Set(seen.map(({ part }) => part))).toEqual(new Set(['unpacking', 'checking', 'reading']));
  });
});

describe('own digits', () => {
  const own = (labels: number[]) =>
    sparseFromDense(
      Uint8Array.from({ length: labels.length * 784 }, (_, at) => (at % 784 === 0 ? 1 + Math.floor(at / 784) : 0)),
      Uint8Array.from(labels),
      784,
    );

  it('holds back the same share of every digit', async () => {
    const labels = Array.from({ length: 60 }, (_, n) => Math.floor(n / 20));
    const data = await made({ kind: 'own', images: own(labels), validationCount: 12 });
    const heldBack = data.images.labels.slice(48);
    expect(heldBack.filter((label) => label === 0)).toHaveLength(4);
    expect(heldBack.filter((label) => label === 1)).toHaveLength(4);
    const numbers = Array.from({ length: 60 }, (_, n) => denseImage(data.images, n)[0]!);
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    expect(numbers.map((number) => labels[number - 1])).toEqual([...data.images.labels]);
  });

  it('refuses none at all, and to hold back all of them', async () => {
    await expect(made({ kind: 'own', images: own([]), validationCount: 0 })).rejects.toMatchObject({ code: 'out-of-range' });
    await expect(made({ kind: 'own', images: own([7]), validationCount: 1 })).rejects.toMatchObject({ code: 'out-of-range' });
    await expect(made({ kind: 'own', images: own([10]), validationCount: 0 })).rejects.toThrow(/label 10/);
    expect((await made({ kind: 'own', images: own([7]), validationCount: 0 })).images.labels).toHaveLength(1);
  });
});

describe('what the page can ask', () => {
  it('gives pictures by number and all labels', async () => {
    const data = await made({ kind: 'procedural', count: 30, validationCount: 10, seed: 1 });
    const asked = picturesOf(data, Uint32Array.of(39, 0, 39));
    const expected = [39, 0, 39].flatMap((n) => [...denseImage(data.images, n)]);
    expect([...asked]).toEqual(expected);
    expect(factsOf(data)).toEqual({ source: 'procedural', labels: new Uint8Array(data.images.labels), validationCount: 10 });
    expect(() => picturesOf(data, Uint32Array.of(40))).toThrow(/image number 40/);
    expect(() => picturesOf(data, new Uint32Array(5000))).toThrow(/5000/);
  });
});
