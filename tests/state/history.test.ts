import fc from 'fast-check';
import { expect, it } from 'vitest';
import { recorded, redone, startHistory, undone } from '../../src/state/history.ts';

it('undoes to every earlier value and redoes to every later one', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { maxLength: 30 }), (values) => {
      let history = startHistory(-1);
      for (const value of values) history = recorded(history, value);
      const seen: number[] = [];
      while (history.past.length > 0) {
        seen.unshift(history.present);
        history = undone(history);
      }
      expect(seen).toEqual(values);
      expect(history.present).toBe(-1);
      for (const value of values) {
        history = redone(history);
        expect(history.present).toBe(value);
      }
      expect(redone(history)).toBe(history);
    }),
  );
});

it('forgets what was undone once something new is done', () => {
  const history = recorded(undone(recorded(recorded(startHistory(0), 1), 2)), 3);
  expect(history).toEqual({ past: [0, 1], present: 3, future: [] });
});

it('keeps the last 200 steps', () => {
  let history = startHistory(0);
  for (let value = 1; value <= 500; value++) history = recorded(history, value);
  expect(history.past).toHaveLength(200);
  expect(history.past[0]).toBe(300);
});
