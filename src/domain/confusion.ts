/** How many classes there are: the ten digits. */
const CLASSES = 10;

/** What is read as what, [10 × 10], row: the true digit, column: what it is read as; both lists in the same order. */
export function confusionOf(labels: ArrayLike<number>, predictions: Uint8Array): Uint32Array {
  const confusion = new Uint32Array(CLASSES * CLASSES);
  for (const [image, read] of predictions.entries()) confusion[labels[image]! * CLASSES + read]!++;
  return confusion;
}

/** The places in both lists of those that are in one cell of the matrix. */
export function confusedAs(labels: ArrayLike<number>, predictions: Uint8Array, cell: number): number[] {
  const places: number[] = [];
  for (const [image, read] of predictions.entries()) if (labels[image]! * CLASSES + read === cell) places.push(image);
  return places;
}

/** The most frequent mistake, as a cell of the matrix; null where there is none. */
export function commonestMistake(confusion: Uint32Array): number | null {
  let most: number | null = null;
  for (const [cell, count] of confusion.entries()) {
    const isMistake = cell % (CLASSES + 1) !== 0;
    if (isMistake && count > (most === null ? 0 : confusion[most]!)) most = cell;
  }
  return most;
}

/** A digit that is taken for another more often than before. */
export interface GrownConfusion {
  readonly digit: number;
  readonly read: number;
  readonly more: number;
}

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
