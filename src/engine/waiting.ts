/** How long a thread looks again and again before it sleeps: what waking a core may cost where it is a virtual one. Measured from 0.05 to 1. */
const SPIN_MS = 0.25;
/** Looks between two looks at the clock. */
const LOOKS = 64;
/** Where most of so many spins in a row were in vain, cores are busy with others, and spinning only keeps the awaited from working. */
const TRIAL = 16;
const MOST = 12;
const REST_MS = 50;
/** Patience is spent in so many sleeps, so that a machine that was suspended meanwhile costs only one of them. */
const SLEEPS = 4;

/** May this thread sleep until another one wakes it? The main thread of a page may not. `words` must be shared memory. */
export function mayWait(words: Int32Array): boolean {
  try {
    Atomics.wait(words, 0, ~Atomics.load(words, 0), 0);
    return true;
  } catch {
    return false;
  }
}

/** How one thread waits for others: it spins briefly, then sleeps; where spinning is of no use it sleeps at once for a while. */
export class Waiter {
  readonly #words: Int32Array;
  readonly #spins: boolean;
  #tried = 0;
  #inVain = 0;
  #restUntilMs = 0;

  /** `words` are shared memory; `spins` is false where threads outnumber cores. */
  constructor(words: Int32Array, spins: boolean) {
    this.#words = words;
    this.#spins = spins;
  }

  /** Waits until a word is no longer `value`; false if that took longer. Who changes the word must call Atomics.notify. */
  waitWhile(index: number, value: number, patienceMs = Infinity): boolean {
    const words = this.#words;
    if (Atomics.load(words, index) !== value || (this.#spins && this.#spin(index, value))) return true;
    for (let sleep = 0; sleep < SLEEPS;) {
      if (Atomics.wait(words, index, value, patienceMs / SLEEPS) === 'timed-out') sleep++;
      else if (Atomics.load(words, index) !== value) return true;
    }
    return Atomics.load(words, index) !== value;
  }

  #spin(index: number, value: number): boolean {
    let nowMs = performance.now();
    if (nowMs < this.#restUntilMs) return false;
    const endMs = nowMs + SPIN_MS;
    let hasChanged = false;
    while (!hasChanged && nowMs < endMs) {
      for (let look = 0; look < LOOKS && !hasChanged; look++) hasChanged = Atomics.load(this.#words, index) !== value;
      nowMs = performance.now();
    }
    if (!hasChanged) this.#inVain++;
    if (++this.#tried === TRIAL) {
      if (this.#inVain > MOST) this.#restUntilMs = nowMs + REST_MS;
      this.#tried = 0;
      this.#inVain = 0;
    }
    return hasChanged;
  }
}
