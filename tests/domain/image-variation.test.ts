import { describe, expect, it } from 'vitest';
import { VariationCollector, variedAlong } from '../../src/domain/image-variation.ts';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { Random } from '../../src/domain/random.ts';
import { concatImages, denseImage } from '../../src/domain/sparse-images.ts';

describe('how images vary', () => {
  const pieces = [proceduralImages(7, 5), proceduralImages(23, 5, 7)];
  const images = concatImages(pieces);
  const rows = Array.from({ length: 30 }, (_, n) => Float64Array.from(denseImage(images, n), (value) => value / 255));
  const collector = new VariationCollector(784);
  for (const piece of pieces) collector.add(piece);
  const variation = collector.variation();

  it('is their mean, and the covariance of the pixels that differ', () => {
    for (let pixel = 0; pixel < 784; pixel++) {
      const column = rows.map((x) => x[pixel]!);
      expect(variation.mean[pixel]).toBeCloseTo(column.reduce((sum, value) => sum + value, 0) / 30, 12);
      expect(variation.pixels.includes(pixel)).toBe(column.some((value) => value !== column[0]));
    }
  });

  it('along a direction is what a sum over the images says', () => {
    const random = new Random(1);
    const direction = Float64Array.from({ length: 784 }, () => random.normal());
    const expected = new Float64Array(784);
    for (const x of rows) {
      const along = x.reduce((sum, value, i) => sum + (value - variation.mean[i]!) * direction[i]!, 0);
      for (let i = 0; i < 784; i++) expected[i]! += (along * (x[i]! - variation.mean[i]!)) / 30;
    }
    const result = variedAlong(variation, direction);
    // The covariance is kept in float32.
    for (let i = 0; i < 784; i++) expect(result[i]).toBeCloseTo(expected[i]!, 5);
  });
});
