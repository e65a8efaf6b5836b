const TINY = Math.fround(1e-30);

/** x, or +0 where |x| < 1e-30; NaN stays. See assembly/math/flush.ts. */
export function flush(x: number): number {
  return Math.abs(x) < TINY ? 0 : x;
}
