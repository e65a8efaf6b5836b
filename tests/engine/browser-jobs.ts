import { describeNetwork, type HiddenActivation, type Loss } from '../../src/domain/network.ts';
import type { SparseImages } from '../../src/domain/sparse-images.ts';
import type { NetworkParameters } from '../../src/domain/parameters.ts';
import { createEngine, type LoadBinary } from '../../src/engine/create.ts';
import type { EngineKind } from '../../src/engine/engine.ts';
import { browserThreads } from '../../src/engine/worker-client.ts';
import { MortalThreads } from './mortal-threads.ts';
import { THREAD_RUNS, trainOnThreads } from './thread-runs.ts';
import { hashOfRun, TRAINING_RUNS } from './training-runs.ts';

// What tests have a browser do, in the page or in a worker of it; arguments and results can be posted.

const loadBinary: LoadBinary = (kind) => fetch(`${kind}.wasm`);

/** Accidents of a run. */
interface Accidents {
  /** Before which step which worker is killed; workers are counted from 0 in the order of their start. */
  readonly kills: readonly { readonly step: number; readonly worker: number }[];
  /** The step from which on no worker starts any more. */
  readonly closedFrom?: number;
}

export const JOBS = {
  /** The hash of a training run. */
  trainingRun: ({ run, kind }: { run: number; kind: EngineKind }) => hashOfRun(TRAINING_RUNS[run]!, kind, loadBinary),

  threadRun({ run, kind, threads, accidents }: { run: number; kind: EngineKind; threads: number; accidents?: Accidents }) {
    const host = new MortalThreads(1000, browserThreads);
    const kills = [...(accidents?.kills ?? [])];
    let losses = 0;
    let isDying = false;
    return trainOnThreads(THREAD_RUNS[run]!, { kind, threads, loadBinary, host }, (step, _engine, lossesSoFar) => {
      host.isOpen = step < (accidents?.closedFrom ?? Infinity);
      isDying &&= lossesSoFar === losses;
      losses = lossesSoFar;
      if (step === kills[0]?.step) {
        host.handles[kills.shift()!.worker]!.terminate();
        isDying = true;
      }
      // Chromium gives a worker at work two seconds and lets time pass only between tasks; steps are to be taken meanwhile.
      return isDying ? new Promise((done) => setTimeout(done, 8)) : undefined;
    });
  },

  /** Gradients of the first images, and the guards. */
  async gradients({ kind, activation, loss, parameters, images, count }: GradientsJob) {
    const network = describeNetwork({ sizes: [784, 128, 64, 32, 10], activation, loss });
    const capacity = { network, maxBatchSize: count, maxImages: images.labels.length, maxEntries: images.pixelIndex.length };
    const engine = await createEngine(kind, { ...capacity, training: true }, loadBinary);
    engine.loadParameters(parameters);
    engine.loadImages(images);
    const result = engine.accumulate(Uint32Array.from({ length: count }, (_, n) => n));
    return { loss: result.loss, gradients: engine.gradients(), brokenGuards: engine.brokenGuards };
  },

  async autoKind(_settings: null): Promise<EngineKind> {
    const capacity = { network: describeNetwork({ sizes: [9, 5] }), maxBatchSize: 1, maxImages: 0, maxEntries: 0 };
    return (await createEngine('auto', { ...capacity, training: false }, loadBinary)).kind;
  },
};

interface GradientsJob {
  readonly kind: EngineKind;
  readonly activation: HiddenActivation;
  readonly loss: Loss;
  readonly parameters: NetworkParameters;
  readonly images: SparseImages;
  readonly count: number;
}

export type JobName = keyof typeof JOBS;
export type JobSettings<Name extends JobName> = Parameters<(typeof JOBS)[Name]>[0];
export type JobResult<Name extends JobName> = Awaited<ReturnType<(typeof JOBS)[Name]>>;

/** A call of a job, as it is posted. */
export interface JobCall {
  readonly name: JobName;
  readonly settings: unknown;
}

export function callJob({ name, settings }: JobCall): Promise<unknown> {
  return (JOBS[name] as (given: unknown) => Promise<unknown>)(settings);
}
