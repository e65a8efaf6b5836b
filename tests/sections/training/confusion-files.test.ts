import { expect, it } from 'vitest';
import { confusionOf } from '../../../src/domain/confusion.ts';
import { classFacts, confusionCsv, mistakeShares } from '../../../src/sections/training/understanding/confusion-files.ts';
import { WORDS } from '../../../src/sections/training/understanding/words.ts';

const confusion = confusionOf([0, 0, 0, 0, 7, 7, 1], Uint8Array.of(0, 6, 6, 2, 1, 7, 1));

it('only mistakes have ink, the most frequent all of it', () => {
  const shares = mistakeShares(confusion);
  expect([shares[0], shares[6], shares[2], shares[71], shares[77], shares[5]]).toEqual([0, 1, 0.5, 0.5, 0, 0]);
  expect(Math.max(...mistakeShares(confusionOf([3], Uint8Array.of(3))))).toBe(0);
});

it('a class knows how many are right', () => {
  expect(classFacts(confusion, 0)).toEqual({ correct: 1, count: 4 });
  expect(classFacts(confusion, 3)).toEqual({ correct: 0, count: 0 });
});

it('a file has a line a digit, with its share; none where there are no images of it', () => {
  const lines = confusionCsv(confusion, WORDS.en.matrix).trimEnd().split('\n');
  expect(lines).toHaveLength(11);
  expect(lines.every((line) => line.split(',').length === 12 || line === lines[0])).toBe(true);
  expect(lines[1]).toBe('0,1,0,1,0,0,0,2,0,0,0,25');
  expect(lines[4]).toBe('3,0,0,0,0,0,0,0,0,0,0,');
});
