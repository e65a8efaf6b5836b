import { expect, it } from 'vitest';
import type { Judgement } from '../../../src/engine/teaching.ts';
import { scoreRows, scoresCsv, scoresPicture } from '../../../src/sections/training/teaching/score-files.ts';
import { WORDS } from '../../../src/sections/training/teaching/words.ts';

const judged = (correct: number, isHeldBack: boolean): Judgement => ({
  drawn: { correct, count: 3, predictions: new Uint8Array(3) },
  varied: { correct: 10 * correct, count: 30 },
  validation: isHeldBack ? { correct: 190, count: 200, confusion: new Uint32Array(100) } : null,
});

it('a file has a line a kind of digits, with how many are right of how many; none where there are none', () => {
  const rows = scoreRows({ before: judged(0, false), after: judged(2, false) }, WORDS.en);
  expect(scoresCsv(rows, WORDS.en.table).split('\n')).toEqual([
    '"digits","right before","of","right after","of"',
    '"your digits",0,3,2,3',
    '"variations of them, never learned from",0,30,20,30',
    '"images held back from the data",,,,',
    '',
  ]);
  expect(scoreRows(null, WORDS.en).map(({ before, after }) => [before, after])).toEqual([0, 0, 0].map(() => [null, null]));
});

it('a picture has room for a long sentence', () => {
  const rows = scoreRows({ before: judged(0, true), after: judged(2, true) }, WORDS.en);
  const { height } = scoresPicture(rows, '', WORDS.en);
  expect(scoresPicture(rows, 'more than a line '.repeat(12), WORDS.en).height).toBe(height + 2 * 24);
});
