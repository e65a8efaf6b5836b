import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { createComparison } from '../../../src/sections/network/comparison.ts';

it('winner and runner-up are compared until somebody chooses, and again when told to follow', () => {
  const probabilities = signal<readonly number[] | null>(null);
  const comparison = createComparison(probabilities);
  const [one, other] = comparison.pair.value;
  expect(one).not.toBe(other);
  probabilities.value = [0, 0.3, 0, 0, 0, 0, 0, 0.7, 0, 0];
  expect(comparison.pair.value).toEqual([7, 1]);
  comparison.choose(1, 9);
  expect(comparison.pair.value).toEqual([7, 9]);
  probabilities.value = [0.9, 0.1, 0, 0, 0, 0, 0, 0, 0, 0];
  expect(comparison.pair.value).toEqual([7, 9]);
  comparison.choose(0, 9);
  expect(comparison.pair.value).toEqual([9, 7]);
  comparison.choose(1, 9);
  expect(comparison.pair.value).toEqual([7, 9]);
  expect(comparison.isChosen.value).toBe(true);
  comparison.follow();
  expect(comparison.pair.value).toEqual([0, 1]);
});
