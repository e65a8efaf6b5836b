import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { denseImage, imageCount } from '../../src/domain/sparse-images.ts';
import { labelledImages, readIdxImages, readIdxLabels } from '../../src/formats/idx.ts';
import { damaged, readsOrRefuses } from './damage.ts';
import { idxBytes } from './idx-bytes.ts';

const pixelsOf = (count: number) => Uint8Array.from({ length: count * 784 }, (_, n) => (n % 5 === 0 ? n & 255 : 0));
const imagesFile = (count: number) => idxBytes([count, 28, 28], pixelsOf(count));
const labelsFile = (count: number) =>
  idxBytes(
    [count],
    Uint8Array.from({ length: count }, (_, n) => n % 10),
  );

describe('IDX', () => {
  it('reads what was written, image by image', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ image: fc.uint8Array({ minLength: 784, maxLength: 784 }), label: fc.nat(9) }), { maxLength: 5 }),
        (items) => {
          const pixels = Uint8Array.from(items.flatMap(({ image }) => [...image]));
          const labels = Uint8Array.from(items, ({ label }) => label);
          const images = labelledImages(
            readIdxImages(idxBytes([items.length, 28, 28], pixels)),
            readIdxLabels(idxBytes([items.length], labels)),
          );
          expect(imageCount(images)).toBe(items.length);
          expect(images.labels).toEqual(labels);
          items.forEach(({ image }, n) => expect(denseImage(images, n)).toEqual(new Uint8Array(image)));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('reads a view that starts at an odd address', () => {
    const file = imagesFile(2);
    const shifted = new Uint8Array(file.length + 3);
    shifted.set(file, 3);
    expect(readIdxImages(shifted.subarray(3))).toEqual(pixelsOf(2));
  });

  it.each([
    ['a wrong magic number', labelsFile(3), /got magic number 0x00000801, expected 0x00000803/],
    ['another element type', idxBytes([1, 28, 28], pixelsOf(1), 0x0d), /0x00000d03/],
    ['text', new TextEncoder().encode('<!doctype html>'), /magic number 0x3c21646f/],
    ['no bytes', new Uint8Array(), /truncated: got 0 bytes/],
    ['a cut header', imagesFile(1).subarray(0, 15), /truncated: got 15 bytes, expected a header of 16/],
    ['a cut body', imagesFile(2).subarray(0, -1), /truncated: got 1567 bytes after the header, expected 1568/],
    ['trailing bytes', idxBytes([1, 28, 28], pixelsOf(2)), /trailing bytes: got 1568/],
    ['another image size', idxBytes([4, 14, 14], pixelsOf(1)), /got images of 14×14, expected 28×28/],
    ['an absurd count', idxBytes([0xffff_ffff, 28, 28], pixelsOf(1)), /truncated: got 784 bytes.*expected 3367254359280/],
    ['absurd sizes', idxBytes([0xffff_ffff, 0xffff_ffff, 0xffff_ffff], new Uint8Array()), /4294967295×4294967295/],
  ])('refuses images with %s', (_, file, message) => {
    expect(() => readIdxImages(file)).toThrow(message);
  });

  it.each([
    ['a label that is no digit', idxBytes([3], Uint8Array.of(1, 9, 10)), /got label 10, expected 0 to 9, label 2 of 3/],
    ['a wrong magic number', imagesFile(1), /0x00000803, expected 0x00000801/],
    ['a cut body', labelsFile(5).subarray(0, -2), /truncated: got 3 bytes/],
    ['trailing bytes', idxBytes([2], new Uint8Array(3)), /trailing bytes: got 3/],
    ['an absurd count', idxBytes([0xffff_ffff], new Uint8Array(3)), /expected 4294967295/],
  ])('refuses labels with %s', (_, file, message) => {
    expect(() => readIdxLabels(file)).toThrow(message);
  });

  it('refuses images and labels that do not belong together', () => {
    const pixels = readIdxImages(imagesFile(3));
    expect(() => labelledImages(pixels, new Uint8Array(2))).toThrow(/got 2 labels, expected 3/);
  });

  it('refuses every proper beginning of a file', () => {
    const [images, labels] = [imagesFile(2), labelsFile(4)];
    for (let cut = 0; cut < 32; cut++) expect(readsOrRefuses(() => readIdxImages(images.subarray(0, cut)))).toBe('refused');
    for (let cut = 0; cut < labels.length; cut++) {
      expect(readsOrRefuses(() => readIdxLabels(labels.subarray(0, cut)))).toBe('refused');
    }
  });

  it('gives a result or a clear error for any damage', () => {
    fc.assert(fc.property(damaged(imagesFile(1)), (file) => void readsOrRefuses(() => readIdxImages(file))));
    fc.assert(fc.property(damaged(labelsFile(9)), (file) => void readsOrRefuses(() => readIdxLabels(file))));
  });
});
