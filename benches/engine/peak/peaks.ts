import fusedUrl from '../../../build/bench/peak/fused.wasm?url';
import mulAddUrl from '../../../build/bench/peak/mul-add.wasm?url';
import type { Peaks } from '../results.ts';
import { quantile } from '../../../src/domain/quantile.ts';

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
 * Chains of the kernel whose readings are the peaks, fused and rounded alike: as few as fused ones need for all that they can.
 * That is latency × units = 4 × 2 = 8 on the machines at hand, and two more for what the loop itself costs.
 */
const PEAK_CHAINS = 10;

/**
 * One way to multiply and add, with a kernel for each number of chains.
 *
 * All are sampled all through the run: how good they are shows only where nothing disturbs.
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
    const { chains, gflops } = this.#kernels.find((kernel) => kernel.chains === PEAK_CHAINS)!;
    const medians = this.#kernels.map((kernel): [number, number] => [kernel.chains, quantile(kernel.gflops, 0.5)]);
    return {
      gflops: quantile(gflops, 0.5),
      chains,
      samples: gflops,
      byChains: Object.fromEntries(medians),
      highestGflops: Math.max(...medians.map(([, median]) => median)),
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
