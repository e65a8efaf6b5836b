import { expect, it } from 'vitest';
import { decimal, grouped, percent, typedNumber, unitsText } from '../../src/domain/numbers.ts';

it('writes shares as percent', () => {
  expect(percent(0.9824)).toBe('98.2\u202f%');
  expect(percent(0)).toBe('0.0\u202f%');
});

it('groups thousands by thin spaces', () => {
  expect([10, 784, 1234, 111_146, 1_000_000].map(grouped)).toEqual([
    '10',
    '784',
    '1\u202f234',
    '111\u202f146',
    '1\u202f000\u202f000',
  ]);
});

it('writes decimals with a true minus, and never minus zero', () => {
  expect([1.23456, -1.23456, -0.0004, 0].map((value) => decimal(value, 3))).toEqual(['1.235', '−1.235', '0.000', '0.000']);
});

it('writes whole counts of units as they are', () => {
  expect([1234, -1234, 5, -5, 0].map((units) => unitsText(units, 3))).toEqual(['1.234', '−1.234', '0.005', '−0.005', '0.000']);
  expect(unitsText(-1_234_570, 0)).toBe('−1234570');
});

it('reads what people type, with a comma, a true minus or spaces', () => {
  for (const [typed, number] of [
    ['0.5', 0.5],
    ['0,5', 0.5],
    ['−0.5', -0.5],
    ['–0,5', -0.5],
    [' - 2 ', -2],
    ['.5', 0.5],
    ['3.', 3],
    ['1e9', 1e9],
  ] as const) {
    expect(typedNumber(typed), typed).toBe(number);
  }
});

it('takes nothing else for a number', () => {
  for (const typed of [
    '',
    '-',
    '−',
    '.',
    'abc',
    '1.2.3',
    '1,2,3',
    '--1',
    '0x10',
    'NaN',
    'Infinity',
    '1e',
    '1e9999',
    '2 apples',
  ]) {
    expect(typedNumber(typed), typed).toBeNull();
  }
});

it('reads back every number that it writes', () => {
  for (const number of [-2, -0.3, 0, 0.07, 12.5]) expect(typedNumber(decimal(number, 2))).toBe(number);
});
