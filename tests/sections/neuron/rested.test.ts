import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { rested } from '../../../src/sections/neuron/rested.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('follows what has come to rest, or at once when asked, and no more when stopped', () => {
  const source = signal(1);
  const { value, follow, start } = rested(source, 60);
  const stop = start();
  for (source.value = 2; source.value < 5; source.value++) vi.advanceTimersByTime(50);
  expect(value.value).toBe(1);
  vi.advanceTimersByTime(60);
  expect(value.value).toBe(5);
  source.value = 6;
  follow();
  expect(value.value).toBe(6);
  stop();
  source.value = 7;
  vi.advanceTimersByTime(1000);
  expect(value.value).toBe(6);
});
