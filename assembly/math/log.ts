// ln x in float32, the polynomial of Cephes' logf (S. Moshier). Error below 1 ULP for normal positive x (measured 0.83).

const ROOT_HALF: f32 = 0.707106781186547524;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;

/** ln x for normal x > 0; −∞ at 0 (and below the normal range), NaN for negative x, +∞ and NaN stay. */
export function log(x: f32): f32 {
  if (x != x || x == Infinity) return x;
  if (x < 0) return NaN;
  const bits = reinterpret<i32>(x);
  if (bits < 0x00800000) return -Infinity;
  let n: f32 = <f32>((bits >> 23) - 126);
  let m: f32 = reinterpret<f32>((bits & 0x007fffff) | 0x3f000000);
  if (m < ROOT_HALF) {
    n -= 1;
    m = m + m - 1;
  } else {
    m = m - 1;
  }
  const square: f32 = m * m;
  let p: f32 = 7.0376836292e-2;
  p = p * m - <f32>1.151461031e-1;
  p = p * m + <f32>1.167699874e-1;
  p = p * m - <f32>1.2420140846e-1;
  p = p * m + <f32>1.4249322787e-1;
  p = p * m - <f32>1.6668057665e-1;
  p = p * m + <f32>2.0000714765e-1;
  p = p * m - <f32>2.4999993993e-1;
  p = p * m + <f32>3.3333331174e-1;
  p = p * m * square;
  p = p + n * LN2_LOW;
  p = p - square * <f32>0.5;
  return m + p + n * LN2_HIGH;
}
