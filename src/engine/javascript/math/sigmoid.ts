import { exp } from './exp.ts';

/** 1 / (1 + e⁻ˣ) in float32; x is a float32. */
export function sigmoid(x: number): number {
  return Math.fround(1 / Math.fround(1 + exp(-x)));
}
