import { signal } from '@preact/signals';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { NetworkParameters } from '../../src/domain/parameters.ts';
import { createReadable, READING_MS } from '../../src/state/readable.ts';
import type { Activity, Recognition } from '../../src/state/recognition.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function observed() {
  const activity = signal<Activity | null>(null);
  const parameters = signal<NetworkParameters | null>(null);
  const isPenDown = signal(false);
  const readable = createReadable(
    { activity, parameters, learned: parameters, clamp: signal(null) } as unknown as Recognition,
    isPenDown,
  );
  const seen: (readonly Float32Array[])[] = [];
  const stop = readable.subscribe((value) => void (value.activity && seen.push(value.activity.activations)));
  const layer = new Float32Array(1);
  /** The engine's answers lie in one place. */
  const draw = () => {
    layer[0]!++;
    activity.value = { preActivations: [layer], activations: [layer] } as unknown as Activity;
    return layer[0]!;
  };
  return { activity, isPenDown, seen, stop, draw };
}

it('what is read follows at once while the pen rests', () => {
  const { seen, draw } = observed();
  const drawn = draw();
  expect(seen.at(-1)).toEqual([Float32Array.of(drawn)]);
});

it('and a few times a second while it moves', () => {
  const { seen, draw, isPenDown } = observed();
  isPenDown.value = true;
  const before = seen.length;
  for (let move = 0; move < 10; move++) draw();
  expect(seen.length).toBe(before);
  const last = draw();
  vi.advanceTimersByTime(READING_MS);
  expect(seen.length).toBe(before + 1);
  expect(seen.at(-1)).toEqual([Float32Array.of(last)]);
  draw();
  expect(seen.at(-1)).toEqual([Float32Array.of(last)]);
});

it('and is up to date when the pen is lifted', () => {
  const { seen, draw, isPenDown } = observed();
  isPenDown.value = true;
  const last = draw();
  isPenDown.value = false;
  expect(seen.at(-1)).toEqual([Float32Array.of(last)]);
});

it('no clock ticks while nobody reads', () => {
  const { isPenDown, stop } = observed();
  isPenDown.value = true;
  expect(vi.getTimerCount()).toBe(1);
  stop();
  expect(vi.getTimerCount()).toBe(0);
});
