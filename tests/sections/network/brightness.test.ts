import { expect, it } from 'vitest';
import { brightnessOf } from '../../../src/sections/network/brightness.ts';

it('hidden neurons are as bright as their share of the largest of their layer, outputs as their share', () => {
  const activations = [Float32Array.of(0, 2, 4), Float32Array.of(-1, 0.5), Float32Array.of(0.25, 0.75)];
  expect(brightnessOf({ activations }).map((layer) => [...layer])).toEqual([
    [0, 0.5, 1],
    [1, 0.5],
    [0.25, 0.75],
  ]);
});

it('numbers that are none, or all zero, give no light', () => {
  const activations = [Float32Array.of(0, 0), Float32Array.of(Number.NaN, 1), Float32Array.of(Number.NaN, Number.NaN)];
  expect(brightnessOf({ activations }).map((layer) => [...layer])).toEqual([
    [0, 0],
    [0, 1],
    [0, 0],
  ]);
});
