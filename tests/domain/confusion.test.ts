import { expect, it } from 'vitest';
import { commonestMistake, confusedAs, confusionOf } from '../../src/domain/confusion.ts';

const labels = [4, 4, 4, 9, 9, 1, 4];
const read = Uint8Array.of(4, 9, 9, 9, 4, 1, 4);

it('every image is in the cell of its digit and of what it is read as', () => {
  const confusion = confusionOf(labels, read);
  expect(confusion.reduce((sum, count) => sum + count, 0)).toBe(7);
  expect([confusion[44], confusion[49], confusion[94], confusion[99], confusion[11]]).toEqual([2, 2, 1, 1, 1]);
  expect(confusedAs(labels, read, 49)).toEqual([1, 2]);
  expect(confusedAs(labels, read, 44)).toEqual([0, 6]);
});

it('the most frequent mistake is no right answer; of equals it is the first; where all is right there is none', () => {
  expect(commonestMistake(confusionOf(labels, read))).toBe(49);
  expect(commonestMistake(confusionOf([3, 5], Uint8Array.of(5, 3)))).toBe(35);
  expect(commonestMistake(confusionOf([3, 5], Uint8Array.of(3, 5)))).toBeNull();
});
