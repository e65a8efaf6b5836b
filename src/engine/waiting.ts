/** How long a thread looks again and again before it sleeps: longer than the gap between two orders, too short to be felt. */
const SPIN_MS = 0.1;
/** Looks between two looks at the clock. */
const LOOKS = 64;
/** Patience is spent in so many sleeps, so that a machine that was suspended meanwhile costs only one of them. */
const SLEEPS = 4;

/** Does this thread may sleep until another one wakes it? The main thread of a page may not. `words` must be shared memory. */
export function mayWait(words: Int32Array): boolean {
  try {
    Atomics.wait(words, 0, ~Atomics.load(words, 0), 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Waits until a word of shared memory is no longer `value`; false if that took longer than `patienceMs`.
 *
 * Who changes the word must call Atomics.notify. With `spins` it first looks without sleeping, which is faster by far where every
 * thread has a core of its own, and slower where not.
 */
export function waitWhile(words: Int32Array, index: number, value: number, spins: boolean, patienceMs = Infinity): boolean {
  if (spins) {
    const endMs = performance.now() + SPIN_MS;
    do {
      for (let look = 0; look < LOOKS; look++) if (Atomics.load(words, index) !== value) return true;
    } while (performance.now() < endMs);
  }
  for (let sleep = 0; sleep < SLEEPS;) {
    if (Atomics.wait(words, index, value, patienceMs / SLEEPS) === 'timed-out') sleep++;
    else if (Atomics.load(words, index) !== value) return true;
  }
  return Atomics.load(words, index) !== value;
}
