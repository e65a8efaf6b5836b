// Sums below 1e-30 are written as +0: WebAssembly cannot switch subnormal numbers off, and arithmetic on them is many times slower.

export const TINY: f32 = 1e-30;

/** x, or +0 where |x| < 1e-30; NaN stays. */
export function flush(x: f32): f32 {
  return flushBelow(x, TINY);
}

/** flush of four lanes. */
export function flush4(x: v128): v128 {
  return flushBelow4(x, f32x4.splat(TINY));
}

/** x, or +0 where |x| < limit; a limit of 0 changes nothing. */
export function flushBelow(x: f32, limit: f32): f32 {
  return abs(x) < limit ? 0 : x;
}

/** flushBelow of four lanes. */
export function flushBelow4(x: v128, limit: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), limit));
}
