/**
 * What is measured: a training step, with Adam, on images without a zero; predictions; one dense product. Beside the comparison: a
 * training step on images that are varied first, which only our engine does.
 */
export const WORKLOADS = ['train', 'train-adam', 'train-dense', 'predict', 'matmul', 'train-augmented'] as const;

export type Workload = (typeof WORKLOADS)[number];

/** Who takes part: our engines, plain loops, TensorFlow.js; the last three beside the comparison. */
export const ENGINES = [
  'javascript',
  'wasm-scalar',
  'wasm-simd',
  'wasm-relaxed-simd',
  'javascript-textbook',
  'tfjs-wasm',
  'tfjs-cpu',
  'tfjs-wasm-core',
  'tfjs-wasm-slices',
  'tfjs-wasm-by-hand',
] as const;

export type EngineName = (typeof ENGINES)[number];

/** One line of the file: one contender at one workload. */
export interface Result {
  readonly workload: Workload;
  readonly engine: EngineName;
  readonly threads: number;
  /** Images of one step; predict: images of one call; matmul: rows of the product. */
  readonly batchSize: number;
  /** The median over the samples. */
  readonly imagesPerSecond: number;
  /** (75th − 25th percentile) ÷ median of the samples. */
  readonly spread: number;
  /** Images a second, in the order of the rounds. */
  readonly samples: readonly number[];
  /** Training only: the losses of the first and the last step of the warm-up. */
  readonly firstLoss?: number;
  readonly lastLoss?: number;
}

/** One bar of the goals with what was measured. */
export interface Bar extends Judgement {
  readonly what: string;
  readonly aim: number;
  readonly unit: string;
  /** Is less better? */
  readonly isCeiling: boolean;
  /** The same with the highest reading of any number of chains for a peak; null for a bar without a peak. */
  readonly byHighestPeak: Judgement | null;
}

export interface Judgement {
  /** null where it was not measured. */
  readonly measured: number | null;
  readonly bar: number;
  readonly isMet: boolean;
}

/** What the first steps of training gave, all contenders on the same batches. */
export interface Agreement {
  readonly engine: EngineName;
  readonly threads: number;
  readonly firstLoss: number;
  readonly lastLoss: number;
  /** The largest difference of a step's loss from the first contender's. */
  readonly lossDifference: number;
}

/** Peaks of one thread in GFLOP/s; see peak/peaks.ts. */
export interface Peaks {
  /** The median of the kernel that all ratios refer to. */
  readonly gflops: number;
  /** Its number of chains. */
  readonly chains: number;
  /** What it gave, all through the run. */
  readonly samples: readonly number[];
  /** The median of each kernel. */
  readonly byChains: Readonly<Record<string, number>>;
  /** The highest of these. */
  readonly highestGflops: number;
}

/** The data that was trained on. */
export interface DataSetFacts {
  readonly name: string;
  readonly images: number;
  /** Of 784 pixels an image. */
  readonly nonZeroPixelsMean: number;
  /** Operations that training on one image costs without products with a zero pixel. */
  readonly operationsPerImage: number;
}

/** What the page reports when it is done. */
export interface Report {
  readonly dataSet: DataSetFacts;
  /** null where the browser has no relaxed SIMD. */
  readonly peakFusedGflops: number | null;
  /** The same kernel as fused. */
  readonly peakMulAddGflops: number;
  readonly peaks: { readonly fused: Peaks | null; readonly mulAdd: Peaks };
  /** Memory of the SIMD engine with the data set loaded, four threads. */
  readonly engineBytes: number;
  readonly results: readonly Result[];
  /** Measured beside the comparison. */
  readonly besides: readonly Result[];
  readonly agreements: readonly Agreement[];
}

/** The file of `--json`. */
export interface BenchFile extends Report {
  readonly machine: string;
  readonly browser: string;
  readonly date: string;
  readonly seconds: number;
  readonly quick: boolean;
  readonly wasmBytes: number;
  readonly bars: readonly Bar[];
}

/** What a run is asked for. */
export interface RunSettings {
  readonly quick: boolean;
  /** Empty for all. */
  readonly engines: readonly EngineName[];
  readonly workloads: readonly Workload[];
  readonly batchSizes: readonly number[];
  /** Does the server have MNIST? */
  readonly hasMnist: boolean;
}

/** From the worker to the page to the program. */
export type Message =
  | { readonly type: 'progress'; readonly text: string }
  | { readonly type: 'done'; readonly report: Report }
  | { readonly type: 'failed'; readonly message: string };
