import type { VoidReason } from '../../domain/benchmark/report.ts';

/** Two clocks of one machine. */
export interface Clock {
  /** Never goes back; milliseconds since 1970 as they were when it started. */
  readonly steadyMs: () => number;
  /** The clock on the wall: somebody may set it, and it goes on while a machine sleeps. */
  readonly wallMs: () => number;
}

/** Both clocks at one moment. */
export interface Moment {
  readonly steadyMs: number;
  readonly wallMs: number;
}

export function momentOf(clock: Clock): Moment {
  return { steadyMs: clock.steadyMs(), wallMs: clock.wallMs() };
}

/** The two clocks may drift apart so far within a sample: both are rounded, and a wall clock is set by small steps all the time. */
const DRIFT_MS = 25;

/** A time during which the page was not seen; `toMs` is Infinity while it lasts. */
export interface HiddenTime {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Why a sample between two moments says nothing; null where it counts. */
export function voidReason(start: Moment, end: Moment, hidden: readonly HiddenTime[]): VoidReason | null {
  if (hidden.some(({ fromMs, toMs }) => fromMs <= end.steadyMs && toMs >= start.steadyMs)) return 'hidden';
  const steadyMs = end.steadyMs - start.steadyMs;
  const wallMs = end.wallMs - start.wallMs;
  return steadyMs > 0 && Math.abs(wallMs - steadyMs) <= DRIFT_MS ? null : 'clock';
}

const CHANGES = 50;
const LONGEST_MS = 250;

/** The smallest step of a clock that is seen, in ms: browsers round it against those who would spy with it. */
export function clockStepMs(nowMs: () => number): number {
  const startMs = nowMs();
  let smallest = Infinity;
  let changes = 0;
  for (let lastMs = startMs; changes < CHANGES && lastMs - startMs < LONGEST_MS;) {
    const ms = nowMs();
    if (ms <= lastMs) continue;
    smallest = Math.min(smallest, ms - lastMs);
    lastMs = ms;
    changes++;
  }
  return smallest;
}
