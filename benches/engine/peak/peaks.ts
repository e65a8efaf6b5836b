import fusedUrl from '../../../build/bench/peak/fused.wasm?url';
import mulAddUrl from '../../../build/bench/peak/mul-add.wasm?url';
import type { Peaks } from '../results.ts';
import { quantile } from '../rounds.ts';

type Chains = (rounds: number, factor: number, term: number) => number;

const LANES = 4;
const OPERATIONS = 2;
const WARM_UP_SAMPLES = 12;

/** One way to multiply and add, with a kernel for each number of chains. */
export class PeakKernels {
  readonly #kernels: readonly { chains: number; run: Chains; samples: number[]; rounds: number }[];
  readonly #sampleMs: number;

  private constructor(exports: WebAssembly.Exports, sampleMs: number) {
    this.#sampleMs = sampleMs;
    this.#kernels = Object.entries(exports).flatMap(([name, run]) =>
      typeof run === 'function'
        ? [{ chains: Number(name.slice('chains'.length)), run: run as Chains, samples: [], rounds: 20_000 }]
        : [],
    );
  }

  /** null where the browser does not run these instructions. */
  static async load(kind: 'fused' | 'mulAdd', sampleMs: number): Promise<PeakKernels | null> {
    const bytes = await (await fetch(kind === 'fused' ? fusedUrl : mulAddUrl)).arrayBuffer();
    if (!WebAssembly.validate(bytes)) return null;
    const { instance } = await WebAssembly.instantiate(bytes);
    return new PeakKernels(instance.exports, sampleMs);
  }

  /** Compiles every kernel and finds how many rounds make a sample. */
  warmUp(): void {
    for (const kernel of this.#kernels) {
      for (let n = 0; n < WARM_UP_SAMPLES; n++) {
        const before = performance.now();
        kernel.run(kernel.rounds, 0.5, 0.25);
        const ms = performance.now() - before;
        kernel.rounds = Math.round((kernel.rounds * this.#sampleMs) / Math.max(ms, 0.05));
      }
    }
  }

  /** One sample of each kernel. */
  sample(): void {
    for (const { run, chains, rounds, samples } of this.#kernels) {
      const before = performance.now();
      run(rounds, 0.5, 0.25);
      const seconds = (performance.now() - before) / 1000;
      samples.push((rounds * chains * LANES * OPERATIONS) / seconds / 1e9);
    }
  }

  /** The kernel with the highest median is the peak. */
  peaks(): Peaks & { readonly gflops: number } {
    const medians = this.#kernels.map((kernel) => ({ ...kernel, gflops: quantile(kernel.samples, 0.5) }));
    const best = medians.reduce((high, next) => (next.gflops > high.gflops ? next : high));
    return {
      gflops: best.gflops,
      samples: best.samples,
      chains: best.chains,
      byChains: Object.fromEntries(medians.map(({ chains, gflops }) => [chains, gflops])),
    };
  }
}
