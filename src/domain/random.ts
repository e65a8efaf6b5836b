/**
 * Seeded random numbers, the same in every browser: only 32-bit integer arithmetic and exact divisions.
 *
 * Source PCG-XSH-RR 64/32 needs 64-bit products; this is its 32-bit sister sfc32 (C. Doty-Humphrey, PractRand), seeded through
 * splitmix32 so that neighbouring seeds give unrelated streams.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** `seed` and `stream` are whole numbers; each pair is a stream of its own. */
  constructor(seed: number, stream = 0) {
    let state = seed | 0;
    const next = () => {
      state = (state + 0x9e3779b9) | 0;
      let word = state ^ (state >>> 16);
      word = Math.imul(word, 0x21f0aaad);
      word ^= word >>> 15;
      word = Math.imul(word, 0x735a2d97);
      return word ^ (word >>> 15);
    };
    this.#a = next();
    state = (state ^ Math.imul(stream, 0x85ebca6b)) | 0;
    this.#b = next();
    this.#c = next();
    for (let round = 0; round < 12; round++) this.uint32();
  }

  /** Writes the state, four whole numbers, from which `readState` goes on. */
  writeState(words: Uint32Array, at: number): void {
    words[at] = this.#a;
    words[at + 1] = this.#b;
    words[at + 2] = this.#c;
    words[at + 3] = this.#counter;
  }

  /** Goes on from a state that `writeState` wrote. */
  readState(words: Uint32Array, at: number): this {
    this.#a = words[at]! | 0;
    this.#b = words[at + 1]! | 0;
    this.#c = words[at + 2]! | 0;
    this.#counter = words[at + 3]! | 0;
    return this;
  }

  /** A whole number from 0 to 2³² − 1. */
  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = ((this.#c << 21) | (this.#c >>> 11)) + sum;
    this.#c |= 0;
    return sum >>> 0;
  }

  /** A number from 0 up to but not including 1, a multiple of 2⁻³². */
  unit(): number {
    return this.uint32() / 4_294_967_296;
  }

  /** A number from `low` up to but not including `high`. */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** A whole number from 0 to `count` − 1; no bias worth the name below 2²⁴. */
  below(count: number): number {
    return Math.floor(this.unit() * count);
  }

  /** One of the items, each as likely. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** true with this probability. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /**
   * About normal, mean 0, standard deviation 1, never beyond ±3.47: the sum of four uniforms, scaled.
   *
   * No logarithm or cosine, so that every machine gives the same bits.
   */
  normal(): number {
    const sum = this.unit() + this.unit() + this.unit() + this.unit();
    return (sum - 2) * 1.7320508075688772;
  }

  /** Puts the numbers in random order, in place (Fisher–Yates). */
  shuffle(items: Uint32Array): Uint32Array {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.below(last + 1);
      const held = items[last]!;
      items[last] = items[other]!;
      items[other] = held;
    }
    return items;
  }
}
