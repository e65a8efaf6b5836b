import { effect, signal, type ReadonlySignal } from '@preact/signals';

/** Has `source` stayed as it is for `quietMs`? For what may wait until everything else is done. */
export function settled(source: ReadonlySignal<unknown>, quietMs: number): ReadonlySignal<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let changedMs = 0;
  let stop: () => void;
  // One timer for many changes: it looks whether the last of them is long enough ago.
  const look = () => {
    const leftMs = changedMs + quietMs - performance.now();
    timer = leftMs > 0 ? setTimeout(look, leftMs) : undefined;
    if (leftMs <= 0) value.value = true;
  };
  const value = signal(true, {
    watched() {
      let isFirst = true;
      stop = effect(() => {
        void source.value;
        if (isFirst) return;
        value.value = false;
        changedMs = performance.now();
        timer ??= setTimeout(look, quietMs);
      });
      isFirst = false;
    },
    unwatched() {
      stop();
      clearTimeout(timer);
      timer = undefined;
      value.value = true;
    },
  });
  return value;
}
