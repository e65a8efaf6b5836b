// The operations of assembly/math/log.ts in the same order, each rounded to float32.

const { fround } = Math;
const ROOT_HALF = fround(Math.SQRT1_2);
const LN2_HIGH = fround(0.693359375);
const LN2_LOW = fround(-2.1219444e-4);
const SMALLEST_NORMAL = 2 ** -126;
const P = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1, 2.0000714765e-1,
  -2.4999993993e-1, 3.3333331174e-1,
].map(fround);

const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** ln x in float32; x is a float32. */
export function log(x: number): number {
  if (x !== x || x === Infinity) return x;
  if (x < 0) return NaN;
  if (x < SMALLEST_NORMAL) return -Infinity;
  float[0] = x;
  let n = (bits[0]! >> 23) - 126;
  bits[0] = (bits[0]! & 0x007fffff) | 0x3f000000;
  let m = float[0];
  if (m < ROOT_HALF) {
    n -= 1;
    m = fround(fround(m + m) - 1);
  } else {
    m = fround(m - 1);
  }
  const square = fround(m * m);
  let p = P[0]!;
  for (let term = 1; term < P.length; term++) p = fround(fround(p * m) + P[term]!);
  p = fround(fround(p * m) * square);
  p = fround(p + fround(n * LN2_LOW));
  p = fround(p - fround(square * 0.5));
  return fround(fround(m + p) + fround(n * LN2_HIGH));
}
