/** Which code does the work: plain loops, or one of the engine's. */
export const PATH_KINDS = ['javascript-textbook', 'javascript', 'wasm-scalar', 'wasm-simd', 'wasm-relaxed-simd'] as const;

export type PathKind = (typeof PATH_KINDS)[number];

/** Who computes. */
export interface ComputePath {
  readonly kind: PathKind;
  readonly threads: number;
}

/** One product of two square matrices; one image through the network; one training step. */
export const WORKLOADS = ['product', 'forward', 'training'] as const;

export type Workload = (typeof WORKLOADS)[number];

/** What is computed. */
export interface Task {
  readonly workload: Workload;
  /** product: rows and columns of both factors; forward: 1 image; training: images of a step. */
  readonly size: number;
}

/** What people choose. */
export interface BenchmarkSettings {
  readonly workloads: readonly Workload[];
  readonly largestProduct: number;
  readonly largestBatch: number;
  /** Do factors and products of a product count as JavaScript's, to be copied to the engine and back within the time? */
  readonly copies: boolean;
  readonly pace: PaceKind;
}

export type PaceKind = 'quick' | 'full';

export const PRODUCT_SIZES = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] as const;
export const BATCH_SIZES = [1, 8, 32, 128, 512, 2048] as const;

/** The default run; its training is what machines are compared by. */
export const DEFAULT_SETTINGS: BenchmarkSettings = {
  workloads: WORKLOADS,
  largestProduct: 512,
  largestBatch: 512,
  copies: true,
  pace: 'full',
};

/** One path at one task. */
export interface Reading extends Task {
  /** As the engine says that it ran. */
  readonly path: ComputePath;
  /** Products, images or images of training steps a second, one a sample. */
  readonly perSecond: readonly number[];
  /** Runs of the task within a sample. */
  readonly runs: number;
  /** Eight hexadecimal digits of all bits that the task's first runs gave. */
  readonly checksum: string;
  /** The largest difference from the reference, in shares of its largest number; 0 where no number differs. */
  readonly difference: number;
  /** Samples that did not count, and were taken again. */
  readonly voids: number;
}

export type AbsenceReason =
  | 'no-webassembly'
  | 'no-simd'
  | 'no-relaxed-simd'
  /** The binary did not come: `detail`. */
  | 'not-loaded'
  /** There is one core. */
  | 'one-core'
  /** Threads do not start: `detail`. */
  | 'no-threads'
  /** Nothing of this task is shared among threads. */
  | 'not-shared'
  /** It began and broke: `detail`. */
  | 'failed';

/** A path that gave no figures for a task, and why. */
export interface Absence {
  readonly workload: Workload;
  readonly path: ComputePath;
  readonly reason: AbsenceReason;
  readonly detail: string;
}

/** What a worker finds out about where it is. */
export interface MachineFacts {
  readonly cores: number;
  readonly isIsolated: boolean;
  /** The smallest step of the clock that was seen, in ms. */
  readonly clockMs: number;
  readonly userAgent: string;
}

export type VoidReason = 'hidden' | 'clock';

/** Everything that one run gave. */
export interface BenchmarkReport {
  /** ISO 8601. */
  readonly date: string;
  readonly seconds: number;
  readonly end: 'done' | 'stopped' | 'lost';
  /** Why it was lost; empty where it was not. */
  readonly message: string;
  readonly settings: BenchmarkSettings;
  readonly machine: MachineFacts;
  readonly voids: Readonly<Record<VoidReason, number>>;
  readonly readings: readonly Reading[];
  readonly absences: readonly Absence[];
}

/** "wasm-simd×2"; the number of threads only where there are several. */
export function pathName({ kind, threads }: ComputePath): string {
  return threads > 1 ? `${kind}×${threads}` : kind;
}

export function isSamePath(one: ComputePath, other: ComputePath): boolean {
  return one.kind === other.kind && one.threads === other.threads;
}

/** More threads than this are not tried, and not every number of them. */
const MOST_THREADS = 16;

/** 2, 4, 8 … and as many as there are cores. */
export function threadCounts(cores: number): number[] {
  const most = Math.min(MOST_THREADS, Math.floor(cores));
  const counts: number[] = [];
  for (let threads = 2; threads < most; threads *= 2) counts.push(threads);
  return most > 1 ? [...counts, most] : counts;
}

/** All paths on a machine with so many cores, the one whose bits are the reference first. */
export function pathsOn(cores: number): ComputePath[] {
  const alone = (kind: PathKind): ComputePath => ({ kind, threads: 1 });
  return [
    alone('javascript'),
    alone('javascript-textbook'),
    alone('wasm-scalar'),
    alone('wasm-simd'),
    alone('wasm-relaxed-simd'),
    ...threadCounts(cores).map((threads): ComputePath => ({ kind: 'wasm-simd', threads })),
  ];
}

/** Must a path give the reference's bits? Plain loops round later, fused products once. */
export function isExact({ kind }: ComputePath): boolean {
  return kind === 'javascript' || kind === 'wasm-scalar' || kind === 'wasm-simd';
}

/** What is measured, in the order of the page. */
export function tasksOf({ workloads, largestProduct, largestBatch }: BenchmarkSettings): Task[] {
  const sizes: Readonly<Record<Workload, readonly number[]>> = {
    product: PRODUCT_SIZES.filter((size) => size <= largestProduct),
    forward: [1],
    training: BATCH_SIZES.filter((size) => size <= largestBatch),
  };
  return WORKLOADS.filter((workload) => workloads.includes(workload)).flatMap((workload) =>
    sizes[workload].map((size) => ({ workload, size })),
  );
}

/** How long and how often. */
export interface Pace {
  /** Every path works at least this long before its first sample, so that everything is compiled. */
  readonly warmUpMs: number;
  /** A sample lasts about this long, and at least one run. */
  readonly sampleMs: number;
  readonly rounds: number;
  /** After this long no round begins any more, once there are the fewest. */
  readonly budgetMs: number;
  readonly fewestRounds: number;
}

export const PACES: Readonly<Record<PaceKind, Pace>> = {
  quick: { warmUpMs: 20, sampleMs: 8, rounds: 5, budgetMs: 12_000, fewestRounds: 3 },
  full: { warmUpMs: 90, sampleMs: 30, rounds: 9, budgetMs: 48_000, fewestRounds: 3 },
};

/** What a line costs beside its samples and its warm-up: what is made anew before each sample, and the first runs. */
const OVERHEAD = 1.5;
/** Fetching binaries, writing digits. */
const START_SECONDS = 2;

/** About how long a run takes on a machine with so many cores where no single run of a task lasts longer than a sample. */
export function estimatedSeconds(settings: BenchmarkSettings, cores: number): number {
  const { warmUpMs, sampleMs, rounds } = PACES[settings.pace];
  const paths = pathsOn(cores);
  const lines = tasksOf(settings).reduce(
    (sum, { workload }) => sum + paths.filter(({ threads }) => threads === 1 || workload === 'training').length,
    0,
  );
  return START_SECONDS + (OVERHEAD * lines * (warmUpMs + rounds * sampleMs)) / 1000;
}
