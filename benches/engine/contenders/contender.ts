import type { BenchData } from '../data.ts';
import type { EngineName, Workload } from '../results.ts';

/** One step of work, to be repeated and timed. */
export interface Step {
  /** Images that one step works on. */
  readonly images: number;
  /** Does so many steps; returns the loss of the last one or their mean, or any finite number where there is none. */
  run(times: number): Promise<number> | number;
  /** Called before each sample, outside of its time: starts again from `BenchData.parameters`. */
  enter(): Promise<void> | void;
}

/** Who takes part: makes the steps that its API offers. */
export interface Contender {
  readonly engine: EngineName;
  readonly threads: number;
  /** A step of that workload at that batch size, from fresh weights; null where this contender has none to offer. */
  prepare(workload: Workload, batchSize: number, data: BenchData): Promise<Step | null>;
  /** true for what is measured beside the comparison and kept out of its results. */
  readonly isBesides?: boolean;
}

/** Steps that are calls of a function, one after the other. */
export function oneByOne(once: () => number): Step['run'] {
  return (times) => {
    let result = 0;
    for (let n = 0; n < times; n++) result = once();
    return result;
  };
}

/** Descent is safe at these; everybody takes the same. */
export function learningRateOf(workload: Workload, batchSize: number): number {
  if (workload === 'train-adam') return 1e-3;
  return batchSize < 32 ? 0.01 : 0.1;
}

/** Predictions are made for so many images at a time. */
export const PREDICT_IMAGES = 10_000;
