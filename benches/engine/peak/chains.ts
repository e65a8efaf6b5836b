// How many sums of products one thread can make a second: chains of x = x·m + a in registers, each waiting only for itself.
//
// Compiled twice: mul-add.wasm rounds the product (two instructions), fused.wasm does not (relaxed SIMD, one instruction where
// the machine has it). With too few chains the latency shows, with too many the registers spill: x86 has 16, V8 keeps one to
// itself, m and a take two, so 13 fit. Which kernel is the yardstick is said in peaks.ts; all are measured.

/** x·m + a, four lanes. */
function next(x: v128, m: v128, a: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(x, m, a);
  return f32x4.add(f32x4.mul(x, m), a);
}

/** A start that the compiler cannot know. */
function start(a: f32, n: f32): v128 {
  return f32x4.splat(a * n);
}

function sum(x: v128, y: v128, z: v128, w: v128): v128 {
  return f32x4.add(f32x4.add(x, y), f32x4.add(z, w));
}

/** All lanes together, so that nothing can be left out as unused. */
function end(x: v128): f32 {
  return f32x4.extract_lane(x, 0) + f32x4.extract_lane(x, 1) + f32x4.extract_lane(x, 2) + f32x4.extract_lane(x, 3);
}

/** 8 chains; a round makes 8 × 4 lanes × 2 operations = 64. */
export function chains8(rounds: i32, factor: f32, term: f32): f32 {
  const m = f32x4.splat(factor);
  const a = f32x4.splat(term);
  let x0 = start(term, 1);
  let x1 = start(term, 2);
  let x2 = start(term, 3);
  let x3 = start(term, 4);
  let x4 = start(term, 5);
  let x5 = start(term, 6);
  let x6 = start(term, 7);
  let x7 = start(term, 8);
  for (let round = 0; round < rounds; round++) {
    x0 = next(x0, m, a);
    x1 = next(x1, m, a);
    x2 = next(x2, m, a);
    x3 = next(x3, m, a);
    x4 = next(x4, m, a);
    x5 = next(x5, m, a);
    x6 = next(x6, m, a);
    x7 = next(x7, m, a);
  }
  return end(sum(sum(x0, x1, x2, x3), sum(x4, x5, x6, x7), a, a));
}

/** 10 chains; a round makes 10 × 4 lanes × 2 operations = 80. */
export function chains10(rounds: i32, factor: f32, term: f32): f32 {
  const m = f32x4.splat(factor);
  const a = f32x4.splat(term);
  let x0 = start(term, 1);
  let x1 = start(term, 2);
  let x2 = start(term, 3);
  let x3 = start(term, 4);
  let x4 = start(term, 5);
  let x5 = start(term, 6);
  let x6 = start(term, 7);
  let x7 = start(term, 8);
  let x8 = start(term, 9);
  let x9 = start(term, 10);
  for (let round = 0; round < rounds; round++) {
    x0 = next(x0, m, a);
    x1 = next(x1, m, a);
    x2 = next(x2, m, a);
    x3 = next(x3, m, a);
    x4 = next(x4, m, a);
    x5 = next(x5, m, a);
    x6 = next(x6, m, a);
    x7 = next(x7, m, a);
    x8 = next(x8, m, a);
    x9 = next(x9, m, a);
  }
  return end(sum(sum(x0, x1, x2, x3), sum(x4, x5, x6, x7), sum(x8, x9, a, a), a));
}

/** 12 chains; a round makes 12 × 4 lanes × 2 operations = 96. */
export function chains12(rounds: i32, factor: f32, term: f32): f32 {
  const m = f32x4.splat(factor);
  const a = f32x4.splat(term);
  let x0 = start(term, 1);
  let x1 = start(term, 2);
  let x2 = start(term, 3);
  let x3 = start(term, 4);
  let x4 = start(term, 5);
  let x5 = start(term, 6);
  let x6 = start(term, 7);
  let x7 = start(term, 8);
  let x8 = start(term, 9);
  let x9 = start(term, 10);
  let x10 = start(term, 11);
  let x11 = start(term, 12);
  for (let round = 0; round < rounds; round++) {
    x0 = next(x0, m, a);
    x1 = next(x1, m, a);
    x2 = next(x2, m, a);
    x3 = next(x3, m, a);
    x4 = next(x4, m, a);
    x5 = next(x5, m, a);
    x6 = next(x6, m, a);
    x7 = next(x7, m, a);
    x8 = next(x8, m, a);
    x9 = next(x9, m, a);
    x10 = next(x10, m, a);
    x11 = next(x11, m, a);
  }
  return end(sum(sum(x0, x1, x2, x3), sum(x4, x5, x6, x7), sum(x8, x9, x10, x11), a));
}

/** 13 chains; a round makes 13 × 4 lanes × 2 operations = 104. */
export function chains13(rounds: i32, factor: f32, term: f32): f32 {
  const m = f32x4.splat(factor);
  const a = f32x4.splat(term);
  let x0 = start(term, 1);
  let x1 = start(term, 2);
  let x2 = start(term, 3);
  let x3 = start(term, 4);
  let x4 = start(term, 5);
  let x5 = start(term, 6);
  let x6 = start(term, 7);
  let x7 = start(term, 8);
  let x8 = start(term, 9);
  let x9 = start(term, 10);
  let x10 = start(term, 11);
  let x11 = start(term, 12);
  let x12 = start(term, 13);
  for (let round = 0; round < rounds; round++) {
    x0 = next(x0, m, a);
    x1 = next(x1, m, a);
    x2 = next(x2, m, a);
    x3 = next(x3, m, a);
    x4 = next(x4, m, a);
    x5 = next(x5, m, a);
    x6 = next(x6, m, a);
    x7 = next(x7, m, a);
    x8 = next(x8, m, a);
    x9 = next(x9, m, a);
    x10 = next(x10, m, a);
    x11 = next(x11, m, a);
    x12 = next(x12, m, a);
  }
  return end(sum(sum(x0, x1, x2, x3), sum(x4, x5, x6, x7), sum(x8, x9, x10, x11), sum(x12, a, a, a)));
}
