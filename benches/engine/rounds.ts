import { quantile } from '../../src/domain/quantile.ts';
import type { Step } from './contenders/contender.ts';
import type { EngineName, Result, Workload } from './results.ts';

/** How long and how often. */
export interface Pace {
  /** Each contender works at least this long before its first sample, so that everything is compiled. */
  readonly warmUpMs: number;
  /** A sample lasts about this long, and at least one step. */
  readonly sampleMs: number;
  readonly samples: number;
  /** Who takes longer for one step is measured only by the last step of its warm-up. */
  readonly slowMs: number;
}

const LEAST_STEPS = 3;
const LEAST_CONCLUSIVE_BATCH = 32;

/** A step with its name, while it is being measured. */
export class Measurement {
  readonly workload: Workload;
  readonly engine: EngineName;
  readonly threads: number;
  readonly batchSize: number;
  readonly #step: Step;
  readonly #samples: number[] = [];
  #stepsPerSample = 1;
  #isComplete = false;
  #firstLoss = NaN;
  /** Of the last step of the warm-up. */
  #lastLoss = NaN;

  constructor(workload: Workload, engine: EngineName, threads: number, batchSize: number, step: Step) {
    this.workload = workload;
    this.engine = engine;
    this.threads = threads;
    this.batchSize = batchSize;
    this.#step = step;
  }

  /**
   * Works until everything is compiled and finds out how many steps make a sample.
   *
   * Throws Error for a contender that trains and does not learn.
   */
  async warmUp({ warmUpMs, sampleMs, slowMs }: Pace): Promise<void> {
    await this.#step.enter();
    const leastSteps = this.workload.startsWith('train') ? LEAST_STEPS : 1;
    const start = performance.now();
    let stepMs = 0;
    for (let steps = 0; steps < leastSteps || performance.now() - start < warmUpMs; steps++) {
      const before = performance.now();
      this.#lastLoss = await this.#step.run(1);
      stepMs = performance.now() - before;
      if (steps === 0) this.#firstLoss = this.#lastLoss;
    }
    this.#checkLearning();
    this.#isComplete = stepMs > slowMs;
    if (this.#isComplete) this.#record(1, stepMs);
    else if (stepMs < sampleMs) this.#stepsPerSample = await this.#stepsIn(sampleMs);
  }

  /** How many steps fit into a time, tried for a quarter of it. */
  async #stepsIn(ms: number): Promise<number> {
    const start = performance.now();
    let steps = 0;
    while (performance.now() - start < ms / 4) {
      await this.#step.run(1);
      steps++;
    }
    return Math.max(1, Math.round((ms * steps) / (performance.now() - start)));
  }

  /** One sample. */
  async sample(): Promise<void> {
    await this.#step.enter();
    const steps = this.#stepsPerSample;
    const start = performance.now();
    const loss = await this.#step.run(steps);
    const ms = performance.now() - start;
    if (!Number.isFinite(loss)) throw new Error(`got a loss of ${loss}, expected a number, ${this.name}`);
    this.#record(steps, ms);
  }

  #record(steps: number, ms: number): void {
    this.#samples.push((1000 * steps * this.#step.images) / ms);
  }

  /** true for who is too slow for any more samples than the warm-up's. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  get name(): string {
    return `${this.workload} ${this.batchSize} ${this.engine}${this.threads > 1 ? ` ×${this.threads}` : ''}`;
  }

  result(): Result {
    const { workload, engine, threads, batchSize } = this;
    const imagesPerSecond = quantile(this.#samples, 0.5);
    const spread = (quantile(this.#samples, 0.75) - quantile(this.#samples, 0.25)) / imagesPerSecond;
    const isTraining = workload.startsWith('train');
    return {
      workload,
      engine,
      threads,
      batchSize,
      imagesPerSecond,
      spread,
      samples: this.#samples,
      ...(isTraining && { firstLoss: this.#firstLoss, lastLoss: this.#lastLoss }),
    };
  }

  /** The loss of a few images rises and falls by chance: only batches of some size must show that they learn. */
  #checkLearning(): void {
    const mustFall = this.workload.startsWith('train') && this.batchSize >= LEAST_CONCLUSIVE_BATCH;
    const isSound = mustFall ? this.#lastLoss < this.#firstLoss : Number.isFinite(this.#lastLoss);
    if (!isSound) {
      const expected = mustFall ? 'a falling loss' : 'a number';
      throw new Error(`got a loss of ${this.#firstLoss}, then ${this.#lastLoss}, expected ${expected}, ${this.name}`);
    }
  }
}
