import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bracketed, equality, measured, measuredAnySize, shownNumber } from '../../src/domain/decimals.ts';
import { decimal } from '../../src/domain/numbers.ts';

it('writes a true minus and never minus zero', () => {
  expect(decimal(-0.3, 2)).toBe('−0.30');
  expect(decimal(-0.0004, 2)).toBe('0.00');
  expect(decimal(-0, 2)).toBe('0.00');
  expect(bracketed(decimal(-0.3, 2))).toBe('(−0.30)');
  expect(bracketed('0.30')).toBe('0.30');
});

it('does not show next to nothing as nothing', () => {
  expect(measured(0)).toBe('0.0000');
  expect(measured(0.0005)).toBe('0.0005');
  expect(measured(4.5396e-5)).toBe('4.54·10⁻⁵');
  expect(measured(-1.2345e-12)).toBe('−1.23·10⁻¹²');
  expect(measured(0.55724)).toBe('0.5572');
});

it('shows a number to half a unit of its last digit, and says when there are more', () => {
  fc.assert(
    fc.property(fc.double({ min: -20, max: 20, noNaN: true }), fc.integer({ min: 0, max: 30 }), (size, power) => {
      const value = size / 10 ** power;
      const text = measured(value);
      const unit = text.includes('·') ? 0.01 * 10 ** Math.floor(Math.log10(Math.abs(value))) : 1e-4;
      expect(Math.abs(shownNumber(text) - value)).toBeLessThanOrEqual(unit * 0.5000001);
      if (equality(value, text) === '=') expect(shownNumber(text)).toBeCloseTo(value, 11);
    }),
  );
  expect(equality(0.1 + 0.2, '0.3000')).toBe('=');
  expect(equality(0.30001, '0.3000')).toBe('≈');
});

it.each([
  [0, '0.0000'],
  [-0, '0.0000'],
  [0.5, '0.5000'],
  [-7.79094, '−7.7909'],
  [77.90944, '77.9094'],
  [-654321.2, '−654321'],
  [1234.5678, '1234.57'],
  [0.0081941, '0.008194'],
  [-0.00012346, '−0.0001235'],
  [0.000099, '9.900·10⁻⁵'],
  [-1.23456e-12, '−1.235·10⁻¹²'],
  [2.5e6, '2.500·10⁶'],
  [NaN, '∞'],
  [-Infinity, '∞'],
])('%d of any size is %s', (value, text) => {
  expect(measuredAnySize(value)).toBe(text);
});
