import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SURE_FROM, verdictOf } from '../../../src/sections/draw/verdict.ts';

it('finds the two most probable digits, wherever they stand', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 10, maxLength: 10 }), (shares) => {
      const order = shares.map((_, digit) => digit).toSorted((one, other) => shares[other]! - shares[one]!);
      const { first, second, isSure } = verdictOf(shares);
      expect([first, second]).toEqual(order.slice(0, 2));
      expect(isSure).toBe(shares[first]! >= SURE_FROM);
    }),
  );
});

it('has two different digits even where all are as probable', () => {
  const { first, second, isSure } = verdictOf(Array<number>(10).fill(0.1));
  expect(first).not.toBe(second);
  expect(isSure).toBe(false);
});
