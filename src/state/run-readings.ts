import { batch, signal } from '@preact/signals';
import type { Position } from '../engine/laboratory.ts';
import { Pace } from './pace.ts';
import type { RunState } from './run-state.ts';

/** The page is told no more often than this. */
const PUBLISH_MS = 100;

type Timer = ReturnType<typeof setTimeout> | 0;

/** What ticks of a run: where it stands, how fast it goes, and that there is more of its history. `told` hears when the page was. */
export function createRunReadings(run: RunState, told: () => void) {
  const position = signal<Position | null>(null);
  const learningRate = signal(0);
  const speed = signal<number | null>(null);
  const revision = signal(0);
  const pace = new Pace();
  let timer: Timer = 0;
  let historyTimer: Timer = 0;

  const publish = (isNow: boolean) => {
    clearTimeout(timer);
    clearTimeout(historyTimer);
    timer = 0;
    batch(() => {
      position.value = run.latest;
      learningRate.value = run.rate;
      speed.value = pace.speed() ?? speed.peek();
      if (isNow) revision.value++;
    });
    // Numbers in one frame, pictures in another: neither keeps the page for long.
    if (!isNow) historyTimer = setTimeout(() => revision.value++, PUBLISH_MS / 2);
    if (run.latest) told();
  };
  return {
    position,
    learningRate,
    speed,
    revision,
    pace,
    publish: () => publish(true),
    publishSoon: () => {
      timer ||= setTimeout(() => publish(false), PUBLISH_MS);
    },
  };
}
