import { exp, exp4 } from './exp';
import { log } from './log';
import { tanh, tanh4 } from './tanh';

// The engine's own functions for tests and for the page's comparison of engines; with SIMD, the lanes' version is what is shown.

/** eˣ as the engine computes it. */
export function expOf(x: f32): f32 {
  return ASC_FEATURE_SIMD ? f32x4.extract_lane(exp4(f32x4.splat(x)), 0) : exp(x);
}

/** ln x as the engine computes it. */
export function logOf(x: f32): f32 {
  return log(x);
}

/** tanh x as the engine computes it. */
export function tanhOf(x: f32): f32 {
  return ASC_FEATURE_SIMD ? f32x4.extract_lane(tanh4(f32x4.splat(x)), 0) : tanh(x);
}
