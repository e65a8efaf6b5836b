import { isExact, pathName, type BenchmarkReport, type ComputePath, type Reading, type Workload } from './report.ts';
import { crossoverOf, matchesOf, ratioOf, readingOf, summaryOf, type Match, type Summary } from './summary.ts';

/** What a run says, in figures; sentences are made of these. */
export interface Findings {
  readonly training: TrainingFinding | null;
  readonly crossover: CrossoverFinding | null;
  readonly threads: ThreadsFinding | null;
  readonly relaxed: RelaxedFinding | null;
  readonly bits: BitsFinding;
}

/** How much faster the best exact path of one thread is, at the batch where it gains most of those measured, or at a single image. */
export interface TrainingFinding {
  readonly workload: Workload;
  readonly size: number;
  readonly path: ComputePath;
  readonly overTextbook: Summary;
  /** null where the engine's JavaScript gave no figures. */
  readonly overJavascript: Summary | null;
}

/** Where WebAssembly begins to win over the faster JavaScript. */
export interface CrossoverFinding {
  readonly workload: Workload;
  /** null where it does not win the largest. */
  readonly from: number | null;
  readonly smallest: Match;
  readonly largest: Match;
}

export interface ThreadsFinding {
  readonly threads: number;
  readonly best: { readonly size: number; readonly ratio: Summary };
  readonly worst: { readonly size: number; readonly ratio: Summary };
}

export interface RelaxedFinding {
  readonly workload: Workload;
  readonly size: number;
  readonly overSimd: Summary;
  readonly difference: number;
}

/** Did all that must give the same bits do so? */
export interface BitsFinding {
  readonly exactPaths: number;
  /** Those that must have, and did not. */
  readonly broken: readonly ComputePath[];
}

/** The training at which machines are compared, where it was measured. */
export const COMPARED_BATCH = 128;

export function findingsOf(report: BenchmarkReport): Findings {
  return {
    training: trainingOf(report),
    crossover: (['product', 'training'] as const).map((workload) => crossoverFinding(report, workload)).find(Boolean) ?? null,
    threads: threadsOf(report),
    relaxed: relaxedOf(report),
    bits: bitsOf(report),
  };
}

/** The size that stands for a workload: the compared batch, or the largest one. */
function representative(report: BenchmarkReport, workload: Workload, path: ComputePath): Reading | null {
  const readings = report.readings.filter(
    (reading) => reading.workload === workload && pathName(reading.path) === pathName(path),
  );
  return (
    readings.find(({ size }) => workload === 'training' && size === COMPARED_BATCH) ?? readings[readings.length - 1] ?? null
  );
}

function trainingOf(report: BenchmarkReport): TrainingFinding | null {
  for (const workload of ['training', 'product', 'forward'] as const) {
    for (const kind of ['wasm-simd', 'wasm-scalar', 'javascript'] as const) {
      const reading = representative(report, workload, { kind, threads: 1 });
      const textbook = reading && readingOf(report, reading, { kind: 'javascript-textbook', threads: 1 });
      if (!textbook) continue;
      const javascript = kind === 'javascript' ? null : readingOf(report, reading, { kind: 'javascript', threads: 1 });
      return {
        workload,
        size: reading.size,
        path: reading.path,
        overTextbook: ratioOf(reading, textbook),
        overJavascript: javascript && ratioOf(reading, javascript),
      };
    }
  }
  return null;
}

function crossoverFinding(report: BenchmarkReport, workload: Workload): CrossoverFinding | null {
  const matches = matchesOf(report, workload);
  const [smallest, largest] = [matches[0], matches[matches.length - 1]];
  if (!smallest || !largest) return null;
  return { workload, from: crossoverOf(matches), smallest, largest };
}

/** With as many threads as were tried: where they gain most, and least. */
function threadsOf(report: BenchmarkReport): ThreadsFinding | null {
  const threads = Math.max(...report.readings.map(({ path }) => path.threads));
  if (threads < 2) return null;
  const sizes = report.readings
    .filter(({ path }) => path.threads === threads)
    .flatMap((reading) => {
      const alone = readingOf(report, reading, { ...reading.path, threads: 1 });
      return alone ? [{ size: reading.size, ratio: ratioOf(reading, alone) }] : [];
    })
    .sort((one, other) => one.ratio.median - other.ratio.median);
  const [worst, best] = [sizes[0], sizes[sizes.length - 1]];
  return worst && best ? { threads, worst, best } : null;
}

function relaxedOf(report: BenchmarkReport): RelaxedFinding | null {
  for (const workload of ['training', 'product', 'forward'] as const) {
    const relaxed = representative(report, workload, { kind: 'wasm-relaxed-simd', threads: 1 });
    const simd = relaxed && readingOf(report, relaxed, { kind: 'wasm-simd', threads: 1 });
    if (!simd) continue;
    const difference = Math.max(
      ...report.readings.filter(({ path }) => path.kind === 'wasm-relaxed-simd').map((reading) => reading.difference),
    );
    return { workload, size: relaxed.size, overSimd: ratioOf(relaxed, simd), difference };
  }
  return null;
}

function bitsOf(report: BenchmarkReport): BitsFinding {
  const exact = new Set<string>();
  const broken = new Map<string, ComputePath>();
  for (const reading of report.readings) {
    if (!isExact(reading.path)) continue;
    const name = pathName(reading.path);
    exact.add(name);
    if (!hasReferenceBits(report, reading)) broken.set(name, reading.path);
  }
  return { exactPaths: exact.size, broken: [...broken.values()] };
}

/** Did a line give the bits of the engine's JavaScript at the same task? true where that gave none. */
export function hasReferenceBits(report: BenchmarkReport, reading: Reading): boolean {
  const reference = readingOf(report, reading, { kind: 'javascript', threads: 1 });
  return reference === null || reference.checksum === reading.checksum;
}

/** Images of training steps a second at the compared batch; null where that was not measured. */
export function comparedSpeed(report: BenchmarkReport, path: ComputePath): number | null {
  const reading = readingOf(report, { workload: 'training', size: COMPARED_BATCH }, path);
  return reading && summaryOf(reading.perSecond).median;
}
