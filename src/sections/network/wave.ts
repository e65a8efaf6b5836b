import { effect, signal, type ReadonlySignal } from '@preact/signals';

/** How many layers a second the wave passes. */
export const WAVE_SPEED = { least: 0.5, most: 10, step: 0.5, start: 4 } as const;

/** The forward pass as it is shown: how far it has come. */
export interface Wave {
  /** Layers passed, with the share of the next; Infinity: all, nothing moves. */
  readonly front: ReadonlySignal<number>;
  readonly replay: () => void;
  readonly dispose: () => void;
}

/** What the wave follows. */
export interface WaveCause {
  /** The image that the network sees; null while there is no network. */
  readonly image: ReadonlySignal<Uint8Array | null>;
  readonly isBlank: ReadonlySignal<boolean>;
  readonly isPenDown: ReadonlySignal<boolean>;
  /** Layers a second. */
  readonly speed: ReadonlySignal<number>;
  readonly layers: ReadonlySignal<number>;
  /** false where nobody sees it or motion is unwanted. */
  readonly mayMove: () => boolean;
}

/**
 * Sends a wave through the network whenever a new image has come: a stroke ended, a sample was put, something undone.
 *
 * Under the moving pen everything is shown at once, and numbers are never held back: the wave only reveals what is there already.
 */
export function createWave(cause: WaveCause): Wave {
  const front = signal(Infinity);
  let frame = 0;
  let shown: Uint8Array | null = null;
  const finish = () => {
    cancelAnimationFrame(frame);
    frame = 0;
    front.value = Infinity;
  };
  const start = () => {
    finish();
    if (cause.isBlank.peek() || !cause.mayMove()) return;
    front.value = 0;
    let last: number | null = null;
    const step = (now: number) => {
      const passed = last === null ? 0 : ((now - last) / 1000) * cause.speed.peek();
      last = now;
      const next = front.peek() + passed;
      if (next >= cause.layers.peek()) return finish();
      front.value = next;
      frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
  };
  const stop = effect(() => {
    const image = cause.image.value;
    if (cause.isPenDown.value) return finish();
    if (image === shown) return;
    const isFirst = shown === null;
    shown = image;
    if (image && !isFirst) start();
    else finish();
  });
  return {
    front,
    replay: start,
    dispose() {
      stop();
      cancelAnimationFrame(frame);
    },
  };
}
