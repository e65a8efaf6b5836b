import { expect, it } from 'vitest';
import { firstAndSecond } from '../../src/domain/ranking.ts';

it('the two largest numbers are found wherever they stand', () => {
  expect(firstAndSecond([1, 2])).toEqual([1, 0]);
  expect(firstAndSecond([5, 1, 9, 7])).toEqual([2, 3]);
  expect(firstAndSecond([0.1, 0.1, 0.1])).toEqual([0, 1]);
  expect(firstAndSecond([-3, -1, -2])).toEqual([1, 2]);
});
