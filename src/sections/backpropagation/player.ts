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

/** A step in every second frame: one frame computes, the next one shows, and neither is late. */
const FRAMES_A_STEP = 2;

/** While somebody watches the steps here, the rest of the page follows this often: every section that it wakes takes its time. */
const PUBLISH_MS = 600;

/** `isInSight`: are the steps watched? */
export function createPlayer(descent: Descent, isInSight: () => boolean): Player {
  const mode = signal<'paused' | 'stages' | 'steps'>('paused');
  const speed = signal<number>(PLAY_SPEED.start);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let frame = 0;
  const pause = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    descent.publish();
    mode.value = 'paused';
  };
  const isOver = () => descent.explosion.peek() !== null;
  const nextStage = () => {
    descent.step();
    if (isOver()) pause();
    else timer = setTimeout(nextStage, 1000 / speed.peek());
  };
  let frames = 0;
  let published = 0;
  const nextStep = () => {
    frame = requestAnimationFrame(nextStep);
    frames++;
    if (frames % FRAMES_A_STEP !== 0) return descent.prepare();
    const start = performance.now();
    const isDue = !isInSight() || start - published > PUBLISH_MS;
    if (isDue) published = start;
    if (!descent.iterate(isDue)) pause();
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
