export const TINY = Math.fround(1e-30);

/** x, or +0 where |x| < 1e-30; NaN stays. See assembly/math/flush.ts. */
export function flush(x: number): number {
  return flushBelow(x, TINY);
}

/** x, or +0 where |x| < limit; a limit of 0 changes nothing. */
export function flushBelow(x: number, limit: number): number {
  return Math.abs(x) < limit ? 0 : x;
}

/** flush of all values, in place: small ones become +0, and so does −0. */
export function flushAll(values: Float32Array): void {
  for (let n = 0; n < values.length; n++) values[n] = flush(values[n]!);
}
