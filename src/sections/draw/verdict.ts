import { firstAndSecond } from '../../domain/ranking.ts';

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
  const [first, second] = firstAndSecond(probabilities);
  return { first, second, isSure: probabilities[first]! >= SURE_FROM };
}
