import { signal } from '@preact/signals';
import { validSettings, type TrainingSettings } from '../domain/training-settings.ts';
import type { Look, Mistake, Position, RunStart } from '../engine/laboratory.ts';
import type { DataFacts } from '../engine/laboratory-data.ts';
import type { TrainingStatus } from './training.ts';
import { TrainingHistory, type KeptCheckpoint } from './training-history.ts';

/** What the parts of training know of the run in common; nobody else has it. */
export type RunState = ReturnType<typeof createRunState>;

export function createRunState() {
  return {
    settings: signal(validSettings({})),
    status: signal<TrainingStatus>({ kind: 'idle' }),
    runData: signal<DataFacts | null>(null),
    look: signal<Look | null>(null),
    visited: signal<KeptCheckpoint | null>(null),
    mistakes: signal<{ readonly step: number; readonly mistakes: readonly Mistake[] } | null>(null),
    /** Those of the present run. */
    runSettings: signal<TrainingSettings | null>(null),
    /** Is the page's network another one now, from which the next start goes on? */
    isSetAside: signal(false),
    isAsleep: signal(false),
    history: new TrainingHistory(),
    /** By which the laboratory knows it. */
    number: 0,
    /** Is the run set up? */
    isReady: false,
    isGoing: false,
    /** What to do once the run is set up, or the journey has begun. */
    whenReady: null as (() => void) | null,
    /** What the present branch started from, and what the run to which `reset` leads back. */
    branchStart: null as RunStart | null,
    origin: null as RunStart | null,
    /** The last that was heard of, before the page is told. */
    latest: null as Position | null,
    rate: 0,
  };
}

/** Does what was to be done once the run is set up. */
export function goOnWith(run: RunState): void {
  const next = run.whenReady;
  run.whenReady = null;
  next?.();
}
