/** The network counts as sure of an answer from this probability on. */
export const SURE_FROM = 0.8;

/** What the ten probabilities amount to. */
export interface Verdict {
  /** The most probable digit. */
  readonly first: number;
  /** The next most probable. */
  readonly second: number;
  readonly isSure: boolean;
}

export function verdictOf(probabilities: readonly number[]): Verdict {
  let first = 0;
  let second = 1;
  if (probabilities[1]! > probabilities[0]!) [first, second] = [1, 0];
  for (let digit = 2; digit < probabilities.length; digit++) {
    if (probabilities[digit]! > probabilities[first]!) [first, second] = [digit, first];
    else if (probabilities[digit]! > probabilities[second]!) second = digit;
  }
  return { first, second, isSure: probabilities[first]! >= SURE_FROM };
}
