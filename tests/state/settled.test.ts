import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { settled } from '../../src/state/settled.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('what goes on changing is not settled before its last change is long enough ago', () => {
  const source = signal(0);
  const seen: boolean[] = [];
  const stop = settled(source, 150).subscribe((isSettled) => void seen.push(isSettled));
  expect(seen).toEqual([true]);
  for (let ms = 0; ms < 600; ms += 100) {
    source.value++;
    vi.advanceTimersByTime(100);
  }
  expect(seen).toEqual([true, false]);
  vi.advanceTimersByTime(50);
  expect(seen).toEqual([true, false, true]);
  source.value++;
  expect(seen).toEqual([true, false, true, false]);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});
