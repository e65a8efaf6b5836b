import { describe, expect, it } from 'vitest';
import { weightHistogram, weightStatistics } from '../../src/domain/weight-statistics.ts';

describe('statistics of weights', () => {
  it('are those of a textbook', () => {
    const { mean, standardDeviation, least, most, norm, count } = weightStatistics(Float32Array.of(1, 2, 3, 6));
    expect({ mean, least, most, count }).toEqual({ mean: 3, least: 1, most: 6, count: 4 });
    expect(standardDeviation).toBeCloseTo(Math.sqrt(14 / 4), 12);
    expect(norm).toBeCloseTo(Math.sqrt(50), 12);
  });

  it('count every weight once, on its side of zero', () => {
    const { reach, counts } = weightHistogram(Float32Array.of(-0.375, -0.01, 0, 0.01, 0.375), 10);
    expect(reach).toBe(0.5);
    expect(counts).toEqual([0, 1, 0, 0, 1, 2, 0, 0, 1, 0]);
  });

  it('have a picture where all weights are zero or one is infinite', () => {
    expect(weightHistogram(new Float32Array(4), 2)).toEqual({ reach: 1, counts: [0, 4] });
    expect(weightHistogram(Float32Array.of(Infinity, -Infinity), 2)).toEqual({ reach: 1, counts: [1, 1] });
  });
});
