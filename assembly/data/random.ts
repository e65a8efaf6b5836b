// The generator of src/domain/random.ts, sfc32 seeded through splitmix32; its state lies in the arena.

@unmanaged
export class RandomState {
  a: i32;
  b: i32;
  c: i32;
  counter: i32;
}

const WORD_STEP: i32 = 0x9e3779b9;
const STREAM_STEP: i32 = 0x85ebca6b;

/** Starts the generator as `new Random(seed, stream)` does. Shapes  random 4 words, see RandomState */
export function seedRandom(randomPtr: usize, seed: i32, stream: i32): void {
  const state = changetype<RandomState>(randomPtr);
  const first = seed + WORD_STEP;
  const other = (first ^ (stream * STREAM_STEP)) + WORD_STEP;
  state.a = mixed(first);
  state.b = mixed(other);
  state.c = mixed(other + WORD_STEP);
  state.counter = 1;
  for (let round = 0; round < 12; round++) uint32(randomPtr);
}

/** The output of splitmix32. */
function mixed(word: i32): i32 {
  word = (word ^ (word >>> 16)) * 0x21f0aaad;
  word = (word ^ (word >>> 15)) * 0x735a2d97;
  return word ^ (word >>> 15);
}

/** A whole number from 0 to 2³² − 1. */
export function uint32(randomPtr: usize): u32 {
  const state = changetype<RandomState>(randomPtr);
  const b = state.b;
  const c = state.c;
  const sum = state.a + b + state.counter;
  state.counter += 1;
  state.a = b ^ (b >>> 9);
  state.b = c + (c << 3);
  state.c = rotl(c, 21) + sum;
  return sum;
}

/** Calls uint32 again and again. Shapes  random 4 words   to u64 [count, 2], the first of each pair written */
export function drawNumbers(randomPtr: usize, toPtr: usize, count: i32): void {
  const state = changetype<RandomState>(randomPtr);
  let a = state.a;
  let b = state.b;
  let c = state.c;
  let counter = state.counter;
  const endPtr = toPtr + ((<usize>count) << 4);
  for (; toPtr < endPtr; toPtr += 16) {
    const sum = a + b + counter;
    counter++;
    a = b ^ (b >>> 9);
    b = c + (c << 3);
    c = rotl(c, 21) + sum;
    store<u64>(toPtr, <u64>(<u32>sum));
  }
  state.a = a;
  state.b = b;
  state.c = c;
  state.counter = counter;
}
