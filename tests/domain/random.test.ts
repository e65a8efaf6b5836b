import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../../src/domain/random.ts';

/** The first numbers of seed 1 when this file was written: weights, shuffles and sample digits all hang on them. */
const RECORDED = [2_420_951_833, 2_513_034_076, 3_847_892_949, 4_064_752_930];

const many = <T>(count: number, draw: () => T): T[] => Array.from({ length: count }, draw);

describe('Random', () => {
  test('gives the same numbers for the same seed, now and in years', () => {
    const random = new Random(1);
    expect(many(4, () => random.uint32())).toEqual(RECORDED);
  });

  test('gives other numbers for another seed or stream', () => {
    const first = (seed: number, stream?: number) => {
      const random = new Random(seed, stream);
      return many(4, () => random.uint32()).join();
    };
    const streams = [first(0), first(1), first(2), first(-1), first(0, 1), first(0, 2), first(1, 1), first(1, 2)];
    expect(new Set(streams).size).toBe(streams.length);
  });

  test('neighbouring seeds are not alike: about half of their bits differ', () => {
    const differing = many(1000, () => 0).map((_, seed) => {
      let bits = new Random(seed).uint32() ^ new Random(seed + 1).uint32();
      let count = 0;
      for (; bits !== 0; bits &= bits - 1) count++;
      return count;
    });
    // 32,000 fair coins: five standard deviations are 0.45 bits of the mean's 16 over 1,000 pairs.
    expect(Math.abs(differing.reduce((a, b) => a + b) / 1000 - 16)).toBeLessThan(0.45);
  });

  test('unit is uniform: every hundredth gets its share', () => {
    const random = new Random(7);
    const counts = new Uint32Array(100);
    for (let n = 0; n < 100_000; n++) counts[Math.floor(random.unit() * 100)]!++;
    const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 99 degrees of freedom: beyond 161 or below 54 once in ten thousand.
    expect(chiSquare).toBeLessThan(161);
    expect(chiSquare).toBeGreaterThan(54);
  });

  test('stays within its ranges', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 1000 }), (seed, count) => {
        const random = new Random(seed);
        const unit = random.unit();
        const below = random.below(count);
        const between = random.between(-3, 5);
        expect(unit >= 0 && unit < 1).toBe(true);
        expect(Number.isInteger(below) && below >= 0 && below < count).toBe(true);
        expect(between >= -3 && between < 5).toBe(true);
        expect(Math.abs(random.normal())).toBeLessThan(3.47);
      }),
    );
  });

  test('normal has mean 0 and standard deviation 1', () => {
    const random = new Random(3);
    const values = many(100_000, () => random.normal());
    const mean = values.reduce((a, b) => a + b) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    // Five standard errors: 1/√100,000 = 0.0032 for the mean, somewhat less than 0.0045 for the variance.
    expect(Math.abs(mean)).toBeLessThan(0.016);
    expect(Math.abs(variance - 1)).toBeLessThan(0.022);
  });

  test('chance and pick hit as often as they should', () => {
    const random = new Random(5);
    const hits = many(10_000, () => random.chance(0.3)).filter(Boolean).length;
    const picked = many(10_000, () => random.pick(['a', 'b', 'c', 'd'])).filter((item) => item === 'b').length;
    // Five standard deviations of a binomial count are 229 and 217.
    expect(Math.abs(hits - 3000)).toBeLessThan(229);
    expect(Math.abs(picked - 2500)).toBeLessThan(217);
  });

  test('shuffle keeps every number and prefers no place', () => {
    const random = new Random(11);
    const counts = new Uint32Array(16);
    for (let round = 0; round < 4000; round++) {
      const items = random.shuffle(Uint32Array.of(0, 1, 2, 3));
      expect([...items].toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
      for (const [place, item] of items.entries()) counts[place * 4 + item]!++;
    }
    // Each number a quarter of the time in each place; five standard deviations are 137.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(137);
    expect(random.shuffle(new Uint32Array(0))).toHaveLength(0);
  });
});
