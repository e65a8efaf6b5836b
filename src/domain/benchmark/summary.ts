import { quantile } from '../quantile.ts';
import { isSamePath, type BenchmarkReport, type ComputePath, type Reading, type Task } from './report.ts';

/** A figure of several samples: half of them lie from `low` to `high`. */
export interface Summary {
  readonly median: number;
  /** 25th and 75th percentile. */
  readonly low: number;
  readonly high: number;
}

export function summaryOf(samples: readonly number[]): Summary {
  return { median: quantile(samples, 0.5), low: quantile(samples, 0.25), high: quantile(samples, 0.75) };
}

/** (75th − 25th percentile) ÷ median. */
export function spreadOf({ median, low, high }: Summary): number {
  return (high - low) / median;
}

/** The reading of a path at a task, if it gave samples. */
export function readingOf({ readings }: BenchmarkReport, task: Task, path: ComputePath): Reading | null {
  const isIt = (reading: Reading) =>
    reading.workload === task.workload &&
    reading.size === task.size &&
    isSamePath(reading.path, path) &&
    reading.perSecond.length > 0;
  return readings.find(isIt) ?? null;
}

/**
 * How many times as fast one path is as another at the same task.
 *
 * Samples of one round were taken right after each other, so they are compared with each other: what slows a whole round down slows both.
 */
export function ratioOf(one: Reading, other: Reading): Summary {
  const rounds = Math.min(one.perSecond.length, other.perSecond.length);
  return summaryOf(Array.from({ length: rounds }, (_, round) => one.perSecond[round]! / other.perSecond[round]!));
}

export type Verdict = 'webassembly' | 'javascript' | 'even';

/** Who wins: three quarters of the rounds have to say so. */
export function verdictOf({ low, high }: Summary): Verdict {
  return low > 1 ? 'webassembly' : high < 1 ? 'javascript' : 'even';
}

/** The faster of JavaScript's paths against the faster of WebAssembly's exact ones with one thread. */
export interface Match {
  readonly size: number;
  readonly verdict: Verdict;
  /** How many times as fast WebAssembly is. */
  readonly ratio: Summary;
  readonly javascript: ComputePath;
  readonly webAssembly: ComputePath;
}

/** The matches of a workload, smallest size first; sizes at which one side is missing are left out. */
export function matchesOf(report: BenchmarkReport, workload: Task['workload']): Match[] {
  const sizes = [...new Set(report.readings.filter((reading) => reading.workload === workload).map(({ size }) => size))];
  return sizes
    .sort((one, other) => one - other)
    .flatMap((size): Match[] => {
      const fastest = (kinds: readonly ComputePath['kind'][]) =>
        kinds
          .map((kind) => readingOf(report, { workload, size }, { kind, threads: 1 }))
          .filter((reading) => reading !== null)
          .sort((one, other) => quantile(other.perSecond, 0.5) - quantile(one.perSecond, 0.5))[0];
      const javascript = fastest(['javascript-textbook', 'javascript']);
      const webAssembly = fastest(['wasm-scalar', 'wasm-simd']);
      if (!javascript || !webAssembly) return [];
      const ratio = ratioOf(webAssembly, javascript);
      return [{ size, ratio, verdict: verdictOf(ratio), javascript: javascript.path, webAssembly: webAssembly.path }];
    });
}

/** The size from which on WebAssembly wins at every measured one; null where it does not win the largest. */
export function crossoverOf(matches: readonly Match[]): number | null {
  let from: number | null = null;
  for (const { size, verdict } of matches.toReversed()) {
    if (verdict !== 'webassembly') break;
    from = size;
  }
  return from;
}
