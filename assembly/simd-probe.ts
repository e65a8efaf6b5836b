// A module of its own, so small that trying it costs nothing: it compiles and answers rightly only where there is 128-bit SIMD.

/** 4·x², summed over four lanes. */
export function sumOfSquares(x: f32): f32 {
  const squares = f32x4.mul(f32x4.splat(x), f32x4.splat(x));
  return (
    f32x4.extract_lane(squares, 0) +
    f32x4.extract_lane(squares, 1) +
    f32x4.extract_lane(squares, 2) +
    f32x4.extract_lane(squares, 3)
  );
}
