import { signal, type ReadonlySignal } from '@preact/signals';
import type { Descent } from '../../state/descent.ts';

/** Stages a second. */
export const PLAY_SPEED = { least: 0.5, most: 10, step: 0.5, start: 1.5 } as const;

/** Goes on by itself: stage by stage, or step by step as fast as the screen shows them. */
export interface Player {
  readonly mode: ReadonlySignal<'paused' | 'stages' | 'steps'>;
  readonly speed: ReadonlySignal<number>;
  readonly setSpeed: (speed: number) => void;
  readonly play: () => void;
  readonly train: () => void;
  readonly pause: () => void;
  readonly dispose: () => void;
}

/** Steps leave at least as much time to the page as they take from it, on machines that need more than this for one. */
const SLOW_STEP_MS = 6;

export function createPlayer(descent: Descent): Player {
  const mode = signal<'paused' | 'stages' | 'steps'>('paused');
  const speed = signal<number>(PLAY_SPEED.start);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  const pause = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    mode.value = 'paused';
  };
  const isOver = () => descent.explosion.peek() !== null;
  const nextStage = () => {
    descent.step();
    if (isOver()) pause();
    else timer = setTimeout(nextStage, 1000 / speed.peek());
  };
  let rests = 0;
  const nextStep = () => {
    frame = requestAnimationFrame(nextStep);
    if (rests-- > 0) return;
    const start = performance.now();
    if (!descent.iterate()) return pause();
    rests = performance.now() - start > SLOW_STEP_MS ? 1 : 0;
  };
  return {
    mode,
    speed,
    setSpeed(next) {
      speed.value = Math.min(PLAY_SPEED.most, Math.max(PLAY_SPEED.least, next));
    },
    play() {
      pause();
      mode.value = 'stages';
      nextStage();
    },
    train() {
      pause();
      mode.value = 'steps';
      frame = requestAnimationFrame(nextStep);
    },
    pause,
    dispose: pause,
  };
}
