import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paced } from '../../src/state/paced.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function observed() {
  const source = signal(0);
  const seen: number[] = [];
  const stop = paced(source, 500).subscribe((value) => void seen.push(value));
  return { source, seen, stop };
}

it('what changes after a rest is followed at once', () => {
  const { source, seen } = observed();
  source.value = 1;
  expect(seen).toEqual([0, 1]);
  vi.advanceTimersByTime(500);
  source.value = 2;
  expect(seen).toEqual([0, 1, 2]);
});

it('what goes on changing is followed at its pace, and the last value always comes', () => {
  const { source, seen } = observed();
  for (let ms = 0; ms < 1200; ms += 20) {
    source.value++;
    vi.advanceTimersByTime(20);
  }
  expect(seen).toEqual([0, 1, 25, 50]);
  vi.advanceTimersByTime(500);
  expect(seen.at(-1)).toBe(60);
  vi.advanceTimersByTime(5000);
  expect(seen).toHaveLength(5);
});

it('nothing waits once nobody listens', () => {
  const { source, seen, stop } = observed();
  source.value = 1;
  source.value = 2;
  stop();
  expect(vi.getTimerCount()).toBe(0);
  source.value = 3;
  expect(seen).toEqual([0, 1]);
});
