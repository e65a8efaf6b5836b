// The sine and cosine of src/domain/circle.ts: Taylor's series to the 15th power on the quarter turns around zero.

const TAU: f64 = 6.283185307179586;

/** The sine of an angle in turns; error below 1e-10 within ±1,000 turns. */
export function sinTurns(turns: f64): f64 {
  let rest = turns - NativeMath.round(turns);
  if (rest > 0.25) rest = 0.5 - rest;
  else if (rest < -0.25) rest = -0.5 - rest;
  const x = rest * TAU;
  const s = x * x;
  // x·(1 − s/6·(1 − s/20·(… (1 − s/210)))), the divisors being 2·3, 4·5, … 14·15.
  let sum: f64 = 1;
  for (let n = 14; n > 0; n -= 2) sum = 1 - (s / <f64>(n * (n + 1))) * sum;
  return x * sum;
}

/** The cosine of an angle in turns. */
export function cosTurns(turns: f64): f64 {
  return sinTurns(turns + 0.25);
}
