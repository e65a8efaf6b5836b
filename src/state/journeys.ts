import { batch } from '@preact/signals';
import { networkOf, startingAs } from '../domain/training-settings.ts';
import type { LaboratoryRequest, RunStart } from '../engine/laboratory.ts';
import type { DataSupply } from './data-supply.ts';
import type { RunNetwork } from './run-network.ts';
import { goOnWith, type RunState } from './run-state.ts';
import type { KeptCheckpoint } from './training-history.ts';

/** Going to moments of the past, and back to the end. */
export interface Journeys {
  readonly visit: (to: KeptCheckpoint) => void;
  readonly returnToEnd: () => void;
  /** Does a journey wait until the end of the run is kept? */
  readonly isLeaving: () => boolean;
  /** The run has halted; false where no journey waits for that. */
  readonly halted: () => boolean;
  /** The run was looked at. */
  readonly looked: () => void;
  /** Nobody wants to go anywhere any more. */
  readonly end: () => void;
}

export function createJourneys(options: {
  readonly run: RunState;
  readonly network: RunNetwork;
  readonly supply: DataSupply;
  readonly ask: (request: LaboratoryRequest) => void;
  readonly begin: (from: RunStart) => void;
  /** Where the run stands, as far as the page knows. */
  readonly standing: () => RunStart;
  /** Somebody goes: what else is under way ends. */
  readonly departing: () => void;
}): Journeys {
  const { run, network, supply, ask } = options;
  const { settings, runSettings, status, visited, mistakes, isSetAside, history } = run;
  /** A journey waits until the end of the run is kept: for the halt, and for the look after it. */
  let leaving: { readonly to: KeptCheckpoint; hasHalted: boolean } | null = null;

  /** Goes to a moment: at once in the laboratory of the same network, else with a run of its own. */
  const depart = ({ checkpoint }: KeptCheckpoint) => {
    leaving = null;
    network.follow();
    if (!run.isReady || JSON.stringify(networkOf(runSettings.peek()!)) !== JSON.stringify(networkOf(settings.peek()))) {
      return supply.whenThere(() => options.begin({ kind: 'checkpoint', checkpoint }));
    }
    run.number++;
    isSetAside.value = false;
    runSettings.value = settings.peek();
    ask({ kind: 'settings', settings: settings.peek() });
    ask({ kind: 'travel', run: run.number, checkpoint });
    network.ask();
    status.value = { kind: 'paused' };
    goOnWith(run);
  };
  /** The end is kept now: on to where somebody wanted to go, if it is not the end itself. */
  const arriveAtEnd = (to: KeptCheckpoint) => {
    if (visited.peek()) return depart(to);
    leaving = null;
    goOnWith(run);
  };
  const visit = (to: KeptCheckpoint) => {
    const branch = history.branches.find(({ id }) => id === to.branch);
    if (!branch || supply.isMaking()) return;
    // What was learned since the last checkpoint is not lost: the run halts and is looked at before it is left.
    const isAtEnd = visited.peek() !== null || run.latest?.step === history.end?.record.step;
    const isEndKept = !run.isReady || (!run.isGoing && isAtEnd);
    const isLeaving = leaving !== null || !isEndKept;
    if (run.isGoing) ask({ kind: 'halt' });
    batch(() => {
      visited.value = to.id === history.end?.id ? null : to;
      settings.value = startingAs(branch.settings, settings.peek());
      mistakes.value = null;
      status.value = { kind: 'paused' };
    });
    run.whenReady = null;
    options.departing();
    if (isLeaving) leaving = { to, hasHalted: leaving?.hasHalted ?? !run.isGoing };
    else depart(to);
    run.isGoing = false;
  };
  return {
    visit,
    returnToEnd() {
      if (!visited.peek()) return;
      if (history.end) return visit(history.end);
      visited.value = null;
      settings.value = startingAs(history.present!.settings, settings.peek());
      supply.whenThere(() => options.begin(options.standing()));
    },
    isLeaving: () => leaving !== null,
    halted() {
      if (leaving) leaving.hasHalted = true;
      return leaving !== null;
    },
    looked() {
      if (leaving?.hasHalted) arriveAtEnd(leaving.to);
    },
    end() {
      leaving = null;
    },
  };
}
