import { describe, expect, it } from 'vitest';
import { proceduralDigit, proceduralImages, sampleDigit } from '../../../src/domain/procedural/digits.ts';
import { Random } from '../../../src/domain/random.ts';
import { denseImage, sliceImages } from '../../../src/domain/sparse-images.ts';

const LABELS = Array.from({ length: 10 }, (_, label) => label);

describe('proceduralDigit', () => {
  it('writes any number of digits of every class, all of finite points and of a pen’s length', () => {
    for (const label of LABELS) {
      const random = new Random(1, label);
      for (let n = 0; n < 300; n++) {
        const drawing = proceduralDigit(label, random);
        const points = drawing.flatMap((stroke) => [...stroke.points]);
        expect(points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))).toBe(true);
        expect(points.length).toBeGreaterThan(5);
        expect(points.length).toBeLessThan(300);
      }
    }
  });

  it('writes the same for the same seed and another for another', () => {
    expect(proceduralDigit(4, new Random(3))).toEqual(proceduralDigit(4, new Random(3)));
    expect(proceduralDigit(4, new Random(3))).not.toEqual(proceduralDigit(4, new Random(4)));
  });

  it('refuses what is not a digit', () => {
    expect(() => proceduralDigit(10, new Random(1))).toThrow(expect.objectContaining({ code: 'out-of-range' }));
  });
});

describe('proceduralImages', () => {
  const images = proceduralImages(1000, 5);

  it('balances the classes and never repeats a picture', () => {
    for (const label of LABELS) expect(images.labels.filter((other) => other === label)).toHaveLength(100);
    const seen = new Set(LABELS.map((n) => denseImage(images, n).join()));
    for (let n = 10; n < 1000; n++) seen.add(denseImage(images, n).join());
    expect(seen.size).toBe(1000);
  });

  it('has the ink of MNIST', () => {
    // MNIST's training images: 150.4 pixels inked of 784, total ink 103.2; pens here are as often narrower as wider.
    const ink = images.pixelValue.reduce((sum, value) => sum + value, 0) / 255 / 1000;
    expect(images.pixelIndex.length / 1000).toBeGreaterThan(135);
    expect(images.pixelIndex.length / 1000).toBeLessThan(165);
    expect(ink).toBeGreaterThan(90);
    expect(ink).toBeLessThan(116);
  });

  it('begins a longer set with a shorter one', () => {
    expect(sliceImages(images, 0, 100)).toEqual(proceduralImages(100, 5));
  });
});

describe('sampleDigit', () => {
  it('puts a new digit on the pad each time, large and inside', () => {
    const random = new Random(2);
    for (const label of LABELS) {
      for (let n = 0; n < 20; n++) {
        const drawing = sampleDigit(label, random);
        const points = drawing.flatMap((stroke) => [...stroke.points]);
        const xs = points.map((point) => point.x);
        const ys = points.map((point) => point.y);
        expect(Math.min(...xs, ...ys)).toBeGreaterThanOrEqual(2);
        expect(Math.max(...xs, ...ys)).toBeLessThanOrEqual(26);
        expect(Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys))).toBeGreaterThan(17);
        expect(drawing[0]).toMatchObject({ width: 2, ink: 0.8 });
      }
    }
  });
});
