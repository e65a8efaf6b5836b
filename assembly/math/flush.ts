// Sums below 1e-30 are written as +0: WebAssembly cannot switch subnormal numbers off, and arithmetic on them is many times slower.

const TINY: f32 = 1e-30;

/** x, or +0 where |x| < 1e-30; NaN stays. */
export function flush(x: f32): f32 {
  return abs(x) < TINY ? 0 : x;
}

/** flush of four lanes. */
export function flush4(x: v128): v128 {
  return v128.andnot(x, f32x4.lt(f32x4.abs(x), f32x4.splat(TINY)));
}
