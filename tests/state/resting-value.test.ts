import { signal } from '@preact/signals';
import { expect, it } from 'vitest';
import { restingValue } from '../../src/state/resting-value.ts';

it('a resting value stays as it was, and is up to date once it rests no more', () => {
  const number = signal(1);
  const rests = signal(true);
  const resting = restingValue(() => number.value, rests);
  expect(resting.value).toBe(1);
  rests.value = false;
  number.value = 2;
  expect(resting.value).toBe(2);
  rests.value = true;
  number.value = 3;
  expect(resting.value).toBe(2);
  rests.value = false;
  expect(resting.value).toBe(3);
});
