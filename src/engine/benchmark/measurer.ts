import {
  PACES,
  pathsOn,
  tasksOf,
  type Absence,
  type BenchmarkSettings,
  type ComputePath,
  type Pace,
  type Task,
} from '../../domain/benchmark/report.ts';
import { errorMessage } from '../../domain/errors.ts';
import type { Stepper } from '../side-worker.ts';
import type { ThreadHost } from '../team.ts';
import { hasWebAssembly, isValidBinary, type LoadBinary } from '../wasm.ts';
import { clockStepMs, momentOf, voidReason, type Clock, type HiddenTime } from './clock.ts';
import { writeData } from './data.ts';
import { differenceOf, digestOf } from './digest.ts';
import type { Binaries, MeasureAnswer, Progress, WorkerRequest } from './protocol.ts';
import { NOT_SHARED, Workshop, type Work } from './works.ts';

/** Where somebody measures. */
export interface MeasuringPlace {
  readonly cores: number;
  readonly isIsolated: boolean;
  readonly userAgent: string;
  /** Starts threads; undefined where there is no way to. */
  readonly threads: ThreadHost | undefined;
  readonly clock: Clock;
}

/** Runs from which checksums are taken. */
const CHECKED_RUNS = 2;
/** A sample lasts at least so many steps of the clock, as far as it may grow. */
const LEAST_CLOCK_STEPS = 50;
const LONGEST_SAMPLE_MS = 400;
/** A sample that was void so often in a row will not come. */
const MOST_VOIDS = 20;
/** What a warm-up is worth beside a sample, for the bar of progress. */
const WARM_UP_SHARE = 4;
const LONGEST_DATA_SHARE = 0.03;

/** A path at a task, ready for samples. */
interface Line {
  readonly number: number;
  readonly task: Task;
  readonly work: Work;
  readonly runs: number;
  isBroken: boolean;
}

/**
 * Measures paths against each other, in rounds: each gives one sample a round, there and back again, so that a slow moment hits all alike.
 *
 * Works in pieces of one warm-up or one sample. While the page is hidden it rests; a sample during which it was, or a clock jumped, is
 * void and taken again.
 */
export class Measurer implements Stepper<WorkerRequest> {
  readonly #place: MeasuringPlace;
  readonly #answer: (answer: MeasureAnswer) => void;
  #binaries: Binaries | null = null;
  #pieces: AsyncGenerator<void> | null = null;
  #hidden: HiddenTime[] = [];
  #done = 0;
  #total = 1;

  constructor(place: MeasuringPlace, answer: (answer: MeasureAnswer) => void) {
    this.#place = place;
    this.#answer = answer;
  }

  hear(request: WorkerRequest): void {
    if (request.kind === 'binaries') this.#binaries = request.binaries;
    else if (request.kind === 'measure') this.#pieces = this.#measure(request.settings);
    else if (request.isHidden) this.#hidden.push({ fromMs: request.atMs, toMs: Infinity });
    else this.#hidden = this.#hidden.map(({ fromMs, toMs }) => ({ fromMs, toMs: Math.min(toMs, request.atMs) }));
  }

  /** Does the next piece of work; false where there is none, or the page is hidden. */
  async step(): Promise<boolean> {
    if (!this.#pieces || this.#hidden.some(({ toMs }) => toMs === Infinity)) return false;
    const { done = false } = await this.#pieces.next();
    if (done) this.#pieces = null;
    return !done;
  }

  async *#measure(settings: BenchmarkSettings): AsyncGenerator<void> {
    const { cores, isIsolated, userAgent, threads, clock } = this.#place;
    const clockMs = clockStepMs(clock.steadyMs);
    this.#answer({ kind: 'machine', machine: { cores, isIsolated, clockMs, userAgent } });
    const startMs = clock.steadyMs();
    const base = PACES[settings.pace];
    const sampleMs = Math.min(LONGEST_SAMPLE_MS, Math.max(base.sampleMs, LEAST_CLOCK_STEPS * clockMs));
    const pace = { ...base, sampleMs };
    const writing = writeData(settings);
    let written = writing.next();
    for (; !written.done; written = writing.next()) {
      this.#tell({ phase: 'data', share: LONGEST_DATA_SHARE * written.value, task: null, round: 0, rounds: pace.rounds });
      yield;
    }
    const workshop = new Workshop(settings, written.value, this.#loadBinary, threads);
    try {
      const tasks = tasksOf(settings);
      const paths = this.#runnable(pathsOn(cores), tasks, cores);
      const lines: Line[][] = [];
      this.#total = tasks.length * paths.length * (WARM_UP_SHARE + pace.rounds);
      for (const task of tasks) {
        const ofTask: Line[] = [];
        lines.push(ofTask);
        let reference: Float32Array | null = null;
        for (const path of paths) {
          this.#progress('warm-up', task, 0, pace);
          const count = lines.reduce((sum, all) => sum + all.length, 0);
          const made = await this.#warmUp(task, path, count, pace, workshop, reference);
          if (made) {
            ofTask.push(made.line);
            reference ??= made.output;
          }
          this.#done += made ? WARM_UP_SHARE : WARM_UP_SHARE + pace.rounds;
          yield;
        }
      }
      for (let round = 1; round <= pace.rounds; round++) {
        if (round > pace.fewestRounds && clock.steadyMs() - startMs > pace.budgetMs) break;
        for (const ofTask of lines) {
          // There and back again, so that nobody always follows the same one.
          for (const line of round % 2 === 0 ? ofTask.toReversed() : ofTask) {
            this.#progress('round', line.task, round, pace);
            if (!line.isBroken) yield* this.#sample(line);
            this.#done++;
            yield;
          }
        }
      }
    } finally {
      await workshop.close();
    }
    this.#answer({ kind: 'done' });
  }

  readonly #loadBinary: LoadBinary = (kind) => {
    const binary = this.#binaries?.[kind] ?? 'got no binary';
    return typeof binary === 'string' ? Promise.reject(new Error(binary)) : Promise.resolve(binary);
  };

  /** The paths that can be tried; says of all others why not. */
  #runnable(paths: readonly ComputePath[], tasks: readonly Task[], cores: number): ComputePath[] {
    const workloads = [...new Set(tasks.map(({ workload }) => workload))];
    const sayAbsent = (path: ComputePath, [reason, detail]: readonly [Absence['reason'], string]) => {
      for (const workload of workloads) this.#answer({ kind: 'absent', absence: { workload, path, reason, detail } });
    };
    if (cores < 2) sayAbsent({ kind: 'wasm-simd', threads: 2 }, ['one-core', '']);
    return paths.filter((path) => {
      const lack = this.#lackOf(path);
      if (lack) sayAbsent(path, lack);
      return lack === null;
    });
  }

  #lackOf({ kind }: ComputePath): readonly [Absence['reason'], string] | null {
    if (kind === 'javascript' || kind === 'javascript-textbook') return null;
    if (!hasWebAssembly()) return ['no-webassembly', ''];
    const binary = this.#binaries?.[kind] ?? 'got no binary';
    if (typeof binary === 'string') return ['not-loaded', binary];
    if (isValidBinary(binary)) return null;
    return [kind === 'wasm-simd' ? 'no-simd' : kind === 'wasm-relaxed-simd' ? 'no-relaxed-simd' : 'no-webassembly', ''];
  }

  /** Compares the first runs with the reference, works until everything is compiled, and finds out how many runs make a sample. */
  async #warmUp(
    task: Task,
    path: ComputePath,
    number: number,
    { warmUpMs, sampleMs }: Pace,
    workshop: Workshop,
    reference: Float32Array | null,
  ): Promise<{ line: Line; output: Float32Array } | null> {
    const { steadyMs } = this.#place.clock;
    const sayAbsent = (reason: Absence['reason'], detail: string) =>
      this.#answer({ kind: 'absent', absence: { workload: task.workload, path, reason, detail } });
    try {
      const work = await workshop.make(task, path);
      if (work === NOT_SHARED) {
        sayAbsent(NOT_SHARED, '');
        return null;
      }
      work.enter();
      work.run(CHECKED_RUNS);
      const output = work.output();
      let runs = 1;
      const startMs = steadyMs();
      for (;;) {
        const beforeMs = steadyMs();
        work.run(runs);
        const nowMs = steadyMs();
        const ms = nowMs - beforeMs;
        // Few runs are too short for the clock: more of them, until they say how long one takes.
        if (ms < sampleMs / 2) runs *= 2;
        else if (nowMs - startMs >= warmUpMs) {
          runs = Math.max(1, Math.round((runs * sampleMs) / ms));
          break;
        }
      }
      const checksum = digestOf(output);
      const difference = reference ? differenceOf(output, reference) : 0;
      this.#answer({ kind: 'starter', starter: { ...task, path: work.path, runs, checksum, difference } });
      return { line: { number, task, work, runs, isBroken: false }, output };
    } catch (error) {
      sayAbsent(path.threads > 1 ? 'no-threads' : 'failed', errorMessage(error));
      return null;
    }
  }

  async *#sample(line: Line): AsyncGenerator<void> {
    const { number, work, runs } = line;
    const { clock } = this.#place;
    try {
      for (let voids = 0; voids < MOST_VOIDS; voids++) {
        work.enter();
        const start = momentOf(clock);
        work.run(runs);
        const end = momentOf(clock);
        // What the page says meanwhile is heard before the sample counts.
        yield;
        const why = voidReason(start, end, this.#hidden);
        if (why === null) {
          const perSecond = (1000 * runs * work.units) / (end.steadyMs - start.steadyMs);
          this.#answer({ kind: 'sample', line: number, perSecond });
          return;
        }
        this.#answer({ kind: 'void', line: number, why });
      }
      throw new Error(`got ${MOST_VOIDS} samples in a row that did not count, expected one that does`);
    } catch (error) {
      line.isBroken = true;
      this.#answer({ kind: 'broken', line: number, message: errorMessage(error) });
    }
  }

  #progress(phase: Progress['phase'], task: Task, round: number, { rounds }: Pace): void {
    const share = LONGEST_DATA_SHARE + (1 - LONGEST_DATA_SHARE) * (this.#done / this.#total);
    this.#tell({ phase, share, task, round, rounds });
  }

  #tell(progress: Progress): void {
    this.#answer({ kind: 'progress', progress });
  }
}
