/**
 * sum + a·b, four lanes: the product rounded before the sum, so that every engine gives the same bits.
 *
 * In the relaxed binary one fused instruction rounds once, where the processor has it: faster, not bit-exact.
 */
export function multiplyAdd4(sum: v128, a: v128, b: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, sum);
  return f32x4.add(sum, f32x4.mul(a, b));
}
