import { expect, it } from 'vitest';
import { quantile } from '../../src/domain/quantile.ts';

it('a quantile lies between its neighbours, in whatever order the samples came', () => {
  expect(quantile([5, 1, 3, 2, 4], 0.5)).toBe(3);
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
  expect(quantile([0, 10], 0.75)).toBe(7.5);
  expect(quantile([7], 0.25)).toBe(7);
  expect(quantile([], 0.5)).toBeNaN();
});
