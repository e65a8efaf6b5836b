// The operations of assembly/math/exp.ts in the same order, each rounded to float32.

const { fround } = Math;
const LOG2E = fround(Math.LOG2E);
const LN2_HIGH = fround(0.693359375);
const LN2_LOW = fround(-2.1219444e-4);
const LOWEST = fround(-87.33654);
const HIGHEST = fround(88.72283);
const P0 = fround(1.98756915e-4);
const P1 = fround(1.3981999507e-3);
const P2 = fround(8.3334519073e-3);
const P3 = fround(4.1665795894e-2);
const P4 = fround(1.6666665459e-1);
const P5 = fround(5.0000001201e-1);

/** 2ⁿ for n from −126 to 127, at place n + 126. */
const POWERS = Float32Array.from({ length: 254 }, (_, place) => 2 ** (place - 126));

/** eˣ in float32; x is a float32. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > HIGHEST) return Infinity;
  if (x < LOWEST) return 0;
  const n = Math.floor(fround(fround(x * LOG2E) + 0.5));
  const r = fround(fround(x - fround(n * LN2_HIGH)) - fround(n * LN2_LOW));
  let p = P0;
  p = fround(fround(p * r) + P1);
  p = fround(fround(p * r) + P2);
  p = fround(fround(p * r) + P3);
  p = fround(fround(p * r) + P4);
  p = fround(fround(p * r) + P5);
  p = fround(fround(fround(p * fround(r * r)) + r) + 1);
  const half = n >> 1;
  return fround(fround(p * POWERS[half + 126]!) * POWERS[n - half + 126]!);
}
