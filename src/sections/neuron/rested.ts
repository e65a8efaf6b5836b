import { effect, signal, type ReadonlySignal } from '@preact/signals';

/** A value that follows another when that one has rested. */
export interface Rested<T> {
  readonly value: ReadonlySignal<T>;
  /** Follows at once. */
  readonly follow: () => void;
  /** Begins to follow; returns how to stop. */
  readonly start: () => () => void;
}

/** Follows `source` when it has not changed for `restMs`. */
export function rested<T>(source: ReadonlySignal<T>, restMs: number): Rested<T> {
  const value = signal(source.peek());
  const follow = () => {
    value.value = source.peek();
  };
  return {
    value,
    follow,
    start() {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const stop = effect(() => {
        void source.value;
        clearTimeout(timer);
        timer = setTimeout(follow, restMs);
      });
      return () => {
        clearTimeout(timer);
        stop();
      };
    },
  };
}
