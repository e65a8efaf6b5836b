import { expect, it } from 'vitest';
import { Turns } from '../../src/ui/turns.ts';

/** A machine on which a frame takes `frameMs`, and each text in it `textMs` more. */
function machine(frameMs: number, textMs: number) {
  let nowMs = 0;
  let made: (() => void) | null = null;
  let done: (() => void) | null = null;
  const turns = new Turns({
    request: (make) => (made = make),
    after: (after) => (done = after),
    now: () => nowMs,
  });
  return {
    turns,
    write: () => (nowMs += textMs),
    /** Makes the next frame; returns how long it took, ms. */
    frame() {
      const startMs = nowMs;
      const [make] = [made];
      made = null;
      make?.();
      nowMs += frameMs;
      const [after] = [done];
      done = null;
      after?.();
      return nowMs - startMs;
    },
    isAsked: () => made !== null,
  };
}

/** Texts that all change in every frame; how often each was written in so many frames, and how long the last frames took. */
function slide(frameMs: number, textMs: number, count: number, frames: number) {
  const { turns, write, frame } = machine(frameMs, textMs);
  const written = Array.from({ length: count }, () => 0);
  const texts = written.map((_, index) => () => {
    written[index]!++;
    write();
  });
  const took: number[] = [];
  for (let n = 0; n < frames; n++) {
    for (const text of texts) turns.ask(text);
    took.push(frame());
  }
  return { written, took };
}

it('writes all texts in the next frame where there is time, as soon as that is known', () => {
  const { written, took } = slide(2, 0.1, 20, 50);
  // 8 texts, twice as many, then one more a frame: in the sixth all of them, two milliseconds and 20 times 0.1.
  for (const ms of took.slice(6)) expect(ms).toBeCloseTo(4);
  expect(Math.min(...written)).toBeGreaterThanOrEqual(44);
});

it('shares frames where there is none: they become short enough, and every text has its turn', () => {
  const { written, took } = slide(2, 1, 20, 200);
  // Never all of them, which would be 22 ms: after 10 and 8 ms a frame has found how many it has time for, and goes on trying one more.
  expect(Math.max(...took)).toBe(10);
  for (const ms of took.slice(2)) expect(ms).toBeLessThanOrEqual(7);
  // Those that ask in the same moment are asked in their order, so that their turns are not quite as many.
  expect(Math.min(...written) / Math.max(...written)).toBeGreaterThan(0.7);
  expect(Math.min(...written)).toBeGreaterThan(25);
});

it('writes at least one text a frame, however slow the machine', () => {
  const { written } = slide(40, 5, 4, 100);
  expect(Math.min(...written)).toBeGreaterThan(20);
});

it('calls nobody who withdrew, once for many asks, and asks for no frame at rest', () => {
  const { turns, frame, isAsked } = machine(1, 0);
  let calls = 0;
  const call = () => calls++;
  turns.ask(call);
  turns.ask(call);
  frame();
  expect(calls).toBe(1);
  turns.ask(call);
  turns.withdraw(call);
  frame();
  expect(calls).toBe(1);
  frame();
  expect(isAsked()).toBe(false);
});
