import { batch } from '@preact/signals';
import type { NetworkParameters } from '../domain/parameters.ts';
import type { RunNetwork } from './run-network.ts';
import type { RunState } from './run-state.ts';
import type { Training, TrainingLog } from './training.ts';

/** The run as work that outlives the page, and as the log of a file. */
export function createRunKeeping(options: {
  readonly run: RunState;
  readonly network: RunNetwork;
  readonly isMaking: () => boolean;
  /** Ends the making of data. */
  readonly cancelData: () => void;
  readonly publish: () => void;
}): Pick<Training, 'work' | 'resume' | 'discard' | 'logOf'> {
  const { run, publish } = options;
  const { runSettings, status, visited, isAsleep, history } = run;
  return {
    work() {
      const trained = runSettings.peek();
      return trained && history.end ? { settings: trained, ...history.content() } : null;
    },
    resume(work) {
      if (runSettings.peek() || options.isMaking()) return false;
      history.restore(work);
      const end = history.end!;
      const first = history.along(history.present!)[0]!;
      run.origin = first.record.step === 0 ? { kind: 'checkpoint', checkpoint: first.checkpoint } : null;
      run.latest = end.checkpoint.position;
      run.rate = end.record.learningRate;
      batch(() => {
        runSettings.value = work.settings;
        isAsleep.value = true;
        status.value = { kind: 'paused' };
        publish();
      });
      return true;
    },
    discard() {
      if (!isAsleep.peek()) return false;
      options.cancelData();
      history.restore({ branches: [], checkpoints: [] });
      run.origin = run.branchStart = run.latest = null;
      batch(() => {
        isAsleep.value = false;
        runSettings.value = null;
        visited.value = null;
        status.value = { kind: 'idle' };
        publish();
      });
      return true;
    },
    logOf(parameters) {
      const brought = options.network.brought();
      if (!brought || !haveSameBits(brought.parameters, parameters)) return null;
      return logUntil(run, brought.step);
    },
  };
}

/** How the run came to a step of the line that is looked at. */
function logUntil({ runSettings, runData, visited, history }: RunState, step: number): TrainingLog | null {
  const trained = runSettings.peek();
  const { present } = history;
  if (!trained || !present) return null;
  const branch = history.branches.find(({ id }) => id === visited.peek()?.branch) ?? present;
  const learnedFrom = runData.peek();
  const looks = history.along(branch).filter(({ record }) => record.step <= step);
  return {
    settings: trained,
    step,
    data: learnedFrom && {
      source: learnedFrom.source,
      images: learnedFrom.labels.length - learnedFrom.validationCount,
      heldBack: learnedFrom.validationCount,
    },
    looks: looks.map(({ record }) => ({
      step: record.step,
      images: record.images,
      ...(record.seconds !== undefined && { seconds: record.seconds }),
      learningRate: record.learningRate,
      validation: record.validation,
    })),
  };
}

function haveSameBits(one: NetworkParameters, other: NetworkParameters): boolean {
  const same = (a: Float32Array | null, b: Float32Array | null) =>
    a?.length === b?.length && (a?.every((value, n) => Object.is(value, b![n])) ?? true);
  return (
    one.length === other.length &&
    one.every(({ weight, bias }, layer) => same(weight, other[layer]!.weight) && same(bias, other[layer]!.bias))
  );
}
