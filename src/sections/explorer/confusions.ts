/** A digit that is taken for another more often than before. */
interface GrownConfusion {
  readonly digit: number;
  readonly read: number;
  readonly more: number;
}

const CLASSES = 10;
const SHOWN = 3;

/** The three mistakes that grew most, the worst first; both matrices [10 × 10], row: the digit that it is. */
export function grownConfusions(before: Uint32Array, now: Uint32Array): GrownConfusion[] {
  return Array.from(now, (count, cell) => ({
    digit: Math.floor(cell / CLASSES),
    read: cell % CLASSES,
    more: count - before[cell]!,
  }))
    .filter(({ digit, read, more }) => digit !== read && more > 0)
    .sort((one, other) => other.more - one.more)
    .slice(0, SHOWN);
}
