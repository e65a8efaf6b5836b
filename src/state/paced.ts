import { effect, signal, type ReadonlySignal } from '@preact/signals';

/**
 * Follows `source` at once, but changes no more often than every `paceMs`: for what is read beside what is looked at.
 *
 * What comes in between waits for the end of that time, so that the last value always arrives.
 */
export function paced<Value>(source: ReadonlySignal<Value>, paceMs: number): ReadonlySignal<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changedMs = -Infinity;
  let stop: () => void;
  const follow = () => {
    timer = undefined;
    changedMs = performance.now();
    value.value = source.peek();
  };
  const value = signal(source.peek(), {
    watched() {
      stop = effect(() => {
        if (source.value === value.peek() || timer !== undefined) return;
        const waitMs = changedMs + paceMs - performance.now();
        if (waitMs <= 0) follow();
        else timer = setTimeout(follow, waitMs);
      });
    },
    unwatched() {
      stop();
      clearTimeout(timer);
      timer = undefined;
    },
  });
  return value;
}
