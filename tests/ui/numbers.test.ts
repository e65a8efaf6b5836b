import { expect, it } from 'vitest';
import { grouped, percent, percentAtLeast } from '../../src/ui/numbers.ts';

it('writes shares as percent', () => {
  expect(percent(0.9824)).toBe('98.2\u202f%');
  expect(percent(0)).toBe('0.0\u202f%');
  expect(percentAtLeast(0.0004)).toBe('< 0.1\u202f%');
  expect(percentAtLeast(0.0005)).toBe('0.1\u202f%');
});

it('groups thousands by thin spaces', () => {
  expect([10, 784, 1234, 111_146, 1_000_000].map(grouped)).toEqual([
    '10',
    '784',
    '1\u2009234',
    '111\u2009146',
    '1\u2009000\u2009000',
  ]);
});
