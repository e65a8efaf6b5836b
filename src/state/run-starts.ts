import type { ReadonlySignal } from '@preact/signals';
import { networkOf } from '../domain/training-settings.ts';
import type { RunStart } from '../engine/laboratory.ts';
import type { Recognition } from './recognition.ts';
import type { RunState } from './run-state.ts';

/** From where runs start. */
export interface RunStarts {
  /** A fresh one, as it is chosen. */
  readonly fresh: () => RunStart;
  /** The present one, as far as the page knows where it stands. */
  readonly present: () => RunStart;
}

export function createRunStarts(
  run: RunState,
  recognition: Recognition,
  startsFrom: ReadonlySignal<'random' | 'page'>,
): RunStarts {
  const { settings, visited, history } = run;
  const fresh = (): RunStart => {
    const { initialization, seed } = settings.peek();
    const own = recognition.learned.peek();
    const page = recognition.status.peek();
    const fits = page.kind === 'ready' && JSON.stringify(page.network) === JSON.stringify(networkOf(settings.peek()));
    return startsFrom.peek() === 'page' && own && fits
      ? { kind: 'parameters', parameters: own }
      : { kind: 'random', initialization, seed };
  };
  return {
    fresh,
    present() {
      const kept = visited.peek() ?? history.end;
      return kept ? { kind: 'checkpoint', checkpoint: kept.checkpoint } : (run.branchStart ?? fresh());
    },
  };
}
