import { expect, it } from 'vitest';
import { createStepRecords } from '../../src/state/step-records.ts';

it('keeps the newest steps by their numbers, and forgets the last', () => {
  const records = createStepRecords(2, 4);
  for (let step = 0; step < 6; step++) records.push([step, step * 10]);
  expect([records.first(), records.count()]).toEqual([2, 4]);
  expect([2, 3, 4, 5].map((step) => [records.at(step, 0), records.at(step, 1)])).toEqual([
    [2, 20],
    [3, 30],
    [4, 40],
    [5, 50],
  ]);
  const before = records.revision.value;
  records.pop();
  records.push([9, 90]);
  expect([records.at(4, 0), records.at(5, 0), records.count()]).toEqual([4, 9, 4]);
  expect(records.revision.value).toBe(before + 2);
  records.clear();
  expect([records.first(), records.count()]).toEqual([0, 0]);
});
