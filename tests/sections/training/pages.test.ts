import { describe, expect, it } from 'vitest';
import { countsByDigit, filteredNumbers, pageAround } from '../../../src/sections/training/data/pages.ts';

const LABELS = Uint8Array.of(3, 1, 3, 7, 3, 1, 7);

describe('filteredNumbers', () => {
  it.each([
    ['all', null, [0, 1, 2, 3, 4, 5, 6]],
    ['training', null, [0, 1, 2, 3, 4]],
    ['validation', null, [5, 6]],
    ['all', 3, [0, 2, 4]],
    ['validation', 3, []],
    ['validation', 7, [6]],
  ] as const)('finds %s, digit %s', (part, digit, expected) => {
    expect([...filteredNumbers(LABELS, 2, { part, digit })]).toEqual(expected);
  });

  it('finds nothing where nothing is', () => {
    expect(filteredNumbers(new Uint8Array(), 0, { part: 'all', digit: null })).toHaveLength(0);
    expect(filteredNumbers(LABELS, 0, { part: 'validation', digit: null })).toHaveLength(0);
  });
});

describe('pageAround', () => {
  it('holds the image that is looked at, whatever the size of a page', () => {
    for (const size of [1, 7, 40, 132]) {
      const { from, to, page, pages } = pageAround(95, 100, size);
      expect(from).toBeLessThanOrEqual(95);
      expect(to).toBeGreaterThan(95);
      expect(page).toBeLessThan(pages);
    }
    expect(pageAround(95, 100, 40)).toEqual({ page: 2, pages: 3, from: 80, to: 100 });
  });

  it('is the last where there are fewer, and an empty one where there are none', () => {
    expect(pageAround(95, 50, 40)).toEqual({ page: 1, pages: 2, from: 40, to: 50 });
    expect(pageAround(95, 0, 40)).toEqual({ page: 0, pages: 1, from: 0, to: 0 });
  });
});

it('counts every digit', () => {
  expect(countsByDigit(LABELS)).toEqual([0, 2, 0, 3, 0, 0, 0, 2, 0, 0]);
});
