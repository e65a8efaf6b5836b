import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  checkSparseImages,
  concatImages,
  denseImage,
  imageCount,
  sliceImages,
  sparseFromDense,
  SparseImagesBuilder,
  type SparseImages,
} from '../../src/domain/sparse-images.ts';

/** Data sets of any small size, half of their pixels black. */
const dataSets = fc.integer({ min: 1, max: 12 }).chain((features) =>
  fc.integer({ min: 0, max: 9 }).chain((count) =>
    fc.record({
      features: fc.constant(features),
      pixels: fc
        .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 })), {
          minLength: count * features,
          maxLength: count * features,
        })
        .map((values) => Uint8Array.from(values)),
      labels: fc
        .array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count })
        .map((values) => Uint8Array.from(values)),
    }),
  ),
);

const densePixels = (images: SparseImages) =>
  Array.from({ length: imageCount(images) }, (_, n) => Array.from(denseImage(images, n))).flat();

describe('sparse images', () => {
  test('keep every pixel and label', () => {
    fc.assert(
      fc.property(dataSets, ({ features, pixels, labels }) => {
        const images = sparseFromDense(pixels, labels, features);
        checkSparseImages(images);
        expect(densePixels(images)).toEqual(Array.from(pixels));
        expect(Array.from(images.labels)).toEqual(Array.from(labels));
        expect(images.pixelValue.length).toBe(pixels.filter((value) => value !== 0).length);
        expect(images.pixelValue.every((value) => value > 0)).toBe(true);
      }),
    );
  });

  test('are the same however they are collected', () => {
    fc.assert(
      fc.property(dataSets, fc.integer({ min: 0, max: 3 }), ({ features, pixels, labels }, guess) => {
        const builder = new SparseImagesBuilder(features, guess, guess);
        for (const [n, label] of labels.entries()) builder.add(pixels, label, n * features);
        expect(builder.count).toBe(labels.length);
        expect(builder.images()).toEqual(sparseFromDense(pixels, labels, features));
      }),
    );
  });

  test('can be cut anywhere and put together again', () => {
    fc.assert(
      fc.property(dataSets, fc.nat(), ({ features, pixels, labels }, place) => {
        const images = sparseFromDense(pixels, labels, features);
        const cut = place % (labels.length + 1);
        const parts = [sliceImages(images, 0, cut), sliceImages(images, cut, labels.length)];
        for (const part of parts) checkSparseImages(part);
        expect(concatImages(parts)).toEqual(images);
      }),
    );
  });

  test('write over whatever a target held', () => {
    const images = sparseFromDense(Uint8Array.of(0, 7, 0), Uint8Array.of(1), 3);
    const target = Uint8Array.of(9, 9, 9);
    expect(denseImage(images, 0, target)).toBe(target);
    expect(Array.from(target)).toEqual([0, 7, 0]);
  });

  test('refuse pixels that are no whole images, and sets of different sizes', () => {
    expect(() => sparseFromDense(new Uint8Array(7), new Uint8Array(2), 4)).toThrow('got 7 pixels, expected 2 images of 4');
    const [three, four] = [3, 4].map((features) => sparseFromDense(new Uint8Array(features), new Uint8Array(1), features));
    expect(() => concatImages([three!, four!])).toThrow(expect.objectContaining({ code: 'mismatch' }));
  });
});

describe('checkSparseImages', () => {
  const images = sparseFromDense(Uint8Array.of(0, 7, 0, 1, 2, 3), Uint8Array.of(1, 2), 3);

  test.each<[string, Partial<SparseImages>, string]>([
    ['an image without an end', { starts: Uint32Array.of(0, 1) }, 'got 2 starts, expected 3'],
    ['a first image that does not start at 0', { starts: Uint32Array.of(1, 1, 4) }, 'got 1, expected 0, start of image 0'],
    ['a last image that ends elsewhere', { starts: Uint32Array.of(0, 1, 5) }, 'got 5, expected the 4 entries'],
    ['starts that go back', { starts: Uint32Array.of(0, 5, 4) }, 'got an end 4 before the start 5, image 1'],
    ['pixels without values', { pixelValue: new Uint8Array(3) }, 'got 3 pixel values, expected 4'],
    ['a pixel past the image', { pixelIndex: Uint16Array.of(1, 0, 1, 3) }, 'got pixel 3, expected less than 3, entry 3'],
  ])('refuses %s', (_name, change, message) => {
    expect(() => checkSparseImages({ ...images, ...change })).toThrow(expect.objectContaining({ code: 'malformed' }));
    expect(() => checkSparseImages({ ...images, ...change })).toThrow(message);
  });
});
