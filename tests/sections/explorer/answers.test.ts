import { describe, expect, it } from 'vitest';
import { answersOf } from '../../../src/sections/explorer/answers.ts';

describe('the answers of a layer', () => {
  it('are shares of the largest, and name those that say most', () => {
    expect(answersOf(Float32Array.of(0, 2, 8, -1, 4, 2))).toEqual({ shares: [0, 0.25, 1, 0, 0.5, 0.25], strongest: [2, 4, 1] });
  });

  it('are none where no neuron says anything', () => {
    expect(answersOf(Float32Array.of(0, -1, 0))).toEqual({ shares: [0, 0, 0], strongest: [] });
  });

  it('survive numbers that are none', () => {
    expect(answersOf(Float32Array.of(NaN, Infinity, 2, 1))).toEqual({ shares: [0, 1, 1, 0.5], strongest: [1, 2, 3] });
  });
});
