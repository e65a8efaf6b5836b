import { exp } from './exp.ts';

// The operations of assembly/math/tanh.ts in the same order, each rounded to float32.

const { fround } = Math;
const NEAR = 0.625;
const P0 = fround(-5.70498872745e-3);
const P1 = fround(2.06390887954e-2);
const P2 = fround(-5.37397155531e-2);
const P3 = fround(1.33314422036e-1);
const P4 = fround(-3.33332819422e-1);

/** tanh x in float32; x is a float32. */
export function tanh(x: number): number {
  const size = Math.abs(x);
  if (size < NEAR) {
    const square = fround(x * x);
    let p = P0;
    p = fround(fround(p * square) + P1);
    p = fround(fround(p * square) + P2);
    p = fround(fround(p * square) + P3);
    p = fround(fround(p * square) + P4);
    return fround(fround(fround(p * square) * x) + x);
  }
  const far = fround(1 - fround(2 / fround(exp(fround(size + size)) + 1)));
  return x < 0 ? -far : far;
}
