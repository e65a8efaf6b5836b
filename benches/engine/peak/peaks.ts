import fusedUrl from '../../../build/bench/peak/fused.wasm?url';
import mulAddUrl from '../../../build/bench/peak/mul-add.wasm?url';
import type { Peaks } from '../results.ts';
import { quantile } from '../rounds.ts';

type Chains = (rounds: number, factor: number, term: number) => number;

interface Kernel {
  readonly chains: number;
  readonly run: Chains;
  readonly gflops: number[];
  rounds: number;
}

const LANES = 4;
const OPERATIONS = 2;
const SAMPLE_MS = 10;
const WARM_UPS = 20;

/**
 * One way to multiply and add, with a kernel for each number of chains; the fastest of them is the peak.
 *
 * All are sampled all through the run: which is best shows only where nothing disturbs, and so does how good it is.
 */
export class PeakMeter {
  readonly #kernels: readonly Kernel[];

  private constructor(exports: WebAssembly.Exports) {
    this.#kernels = Object.entries(exports).flatMap(([name, run]): Kernel[] => {
      const chains = Number(name.slice('chains'.length));
      return typeof run === 'function' ? [{ chains, run: run as Chains, gflops: [], rounds: 20_000 }] : [];
    });
    for (const kernel of this.#kernels) warmUp(kernel);
  }

  /** null where the browser does not run these instructions. */
  static async load(kind: 'fused' | 'mulAdd'): Promise<PeakMeter | null> {
    const bytes = await (await fetch(kind === 'fused' ? fusedUrl : mulAddUrl)).arrayBuffer();
    if (!WebAssembly.validate(bytes)) return null;
    const { instance } = await WebAssembly.instantiate(bytes);
    return new PeakMeter(instance.exports);
  }

  /** One sample of each kernel. */
  sample(): void {
    for (const kernel of this.#kernels) kernel.gflops.push(gflopsOf(kernel));
  }

  peaks(): Peaks {
    const medians = this.#kernels.map(({ gflops }) => quantile(gflops, 0.5));
    const highest = Math.max(...medians);
    const best = this.#kernels[medians.indexOf(highest)]!;
    return {
      gflops: highest,
      chains: best.chains,
      samples: best.gflops,
      byChains: Object.fromEntries(this.#kernels.map(({ chains }, n) => [chains, medians[n]!])),
    };
  }
}

/** Compiles the kernel and finds how many rounds make a sample. */
function warmUp(kernel: Kernel): void {
  for (let n = 0; n < WARM_UPS; n++) {
    const before = performance.now();
    kernel.run(kernel.rounds, 0.5, 0.25);
    kernel.rounds = Math.round((kernel.rounds * SAMPLE_MS) / Math.max(performance.now() - before, 0.05));
  }
}

function gflopsOf({ run, rounds, chains }: Kernel): number {
  const before = performance.now();
  run(rounds, 0.5, 0.25);
  const seconds = (performance.now() - before) / 1000;
  return (rounds * chains * LANES * OPERATIONS) / seconds / 1e9;
}
