import fusedUrl from '../../../build/bench/peak/fused.wasm?url';
import mulAddUrl from '../../../build/bench/peak/mul-add.wasm?url';
import type { Peaks } from '../results.ts';
import { quantile } from '../rounds.ts';

type Chains = (rounds: number, factor: number, term: number) => number;

interface Kernel {
  readonly chains: number;
  readonly run: Chains;
  rounds: number;
}

const LANES = 4;
const OPERATIONS = 2;
const WARM_UPS = 12;
const TRIALS = 7;

/** One way to multiply and add, with a kernel for each number of chains; the fastest of them is the peak. */
export class PeakMeter {
  readonly #sampleMs: number;
  readonly #best: Kernel;
  readonly #byChains: Readonly<Record<string, number>>;
  readonly #samples: number[] = [];

  private constructor(exports: WebAssembly.Exports, sampleMs: number) {
    this.#sampleMs = sampleMs;
    const kernels = Object.entries(exports).flatMap(([name, run]): Kernel[] =>
      typeof run === 'function' ? [{ chains: Number(name.slice('chains'.length)), run: run as Chains, rounds: 20_000 }] : [],
    );
    for (const kernel of kernels) this.#warmUp(kernel);
    const trials = kernels.map((): number[] => []);
    for (let trial = 0; trial < TRIALS; trial++) {
      for (const [n, kernel] of kernels.entries()) trials[n]!.push(gflopsOf(kernel));
    }
    const medians = trials.map((samples) => quantile(samples, 0.5));
    this.#best = kernels[medians.indexOf(Math.max(...medians))]!;
    this.#byChains = Object.fromEntries(kernels.map(({ chains }, n) => [chains, medians[n]!]));
  }

  /** null where the browser does not run these instructions. */
  static async load(kind: 'fused' | 'mulAdd', sampleMs: number): Promise<PeakMeter | null> {
    const bytes = await (await fetch(kind === 'fused' ? fusedUrl : mulAddUrl)).arrayBuffer();
    if (!WebAssembly.validate(bytes)) return null;
    const { instance } = await WebAssembly.instantiate(bytes);
    return new PeakMeter(instance.exports, sampleMs);
  }

  sample(): void {
    this.#samples.push(gflopsOf(this.#best));
  }

  /** In GFLOP/s. */
  get peak(): number {
    return quantile(this.#samples, 0.5);
  }

  get peaks(): Peaks {
    return { chains: this.#best.chains, samples: this.#samples, byChains: this.#byChains };
  }

  /** Compiles the kernel and finds how many rounds make a sample. */
  #warmUp(kernel: Kernel): void {
    for (let n = 0; n < WARM_UPS; n++) {
      const before = performance.now();
      kernel.run(kernel.rounds, 0.5, 0.25);
      kernel.rounds = Math.round((kernel.rounds * this.#sampleMs) / Math.max(performance.now() - before, 0.05));
    }
  }
}

function gflopsOf({ run, rounds, chains }: Kernel): number {
  const before = performance.now();
  run(rounds, 0.5, 0.25);
  const seconds = (performance.now() - before) / 1000;
  return (rounds * chains * LANES * OPERATIONS) / seconds / 1e9;
}
