import type { Step } from './contenders/contender.ts';
import type { Result, Workload } from './results.ts';

/** How long and how often. */
export interface Pace {
  /** Each contender works at least this long before its first sample, so that everything is compiled. */
  readonly warmUpMs: number;
  /** A sample lasts about this long, and at least one step. */
  readonly sampleMs: number;
  readonly samples: number;
}

const LEAST_STEPS = 3;
const LEAST_CONCLUSIVE_BATCH = 32;

/** A step with its name, while it is being measured. */
export class Measurement {
  readonly workload: Workload;
  readonly engine: string;
  readonly threads: number;
  readonly batchSize: number;
  readonly #step: Step;
  readonly #samples: number[] = [];
  #stepsPerSample = 1;
  #firstLoss = NaN;
  /** Of the last step of the warm-up. */
  #lastLoss = NaN;

  constructor(workload: Workload, engine: string, threads: number, batchSize: number, step: Step) {
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
  async warmUp({ warmUpMs, sampleMs }: Pace): Promise<void> {
    await this.#step.enter();
    const start = performance.now();
    for (let steps = 0; steps < LEAST_STEPS || performance.now() - start < warmUpMs; steps++) {
      this.#lastLoss = this.#step.run();
      if (steps === 0) this.#firstLoss = this.#lastLoss;
    }
    this.#checkLearning();
    const spent = performance.now();
    let steps = 0;
    for (; performance.now() - spent < sampleMs / 4; steps++) this.#step.run();
    this.#stepsPerSample = Math.max(1, Math.round((sampleMs * steps) / (performance.now() - spent)));
  }

  /** One sample. */
  async sample(): Promise<void> {
    await this.#step.enter();
    const steps = this.#stepsPerSample;
    let loss = 0;
    const start = performance.now();
    for (let n = 0; n < steps; n++) loss += this.#step.run();
    const seconds = (performance.now() - start) / 1000;
    if (!Number.isFinite(loss)) throw new Error(`got a loss of ${loss}, expected a number, ${this.name}`);
    this.#samples.push((steps * this.#step.images) / seconds);
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

/** The value below which this share of the samples lies, interpolated. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)]!;
  return low + (at - Math.floor(at)) * (sorted[Math.ceil(at)]! - low);
}
