/** What is measured: a training step, with Adam, on images without a zero; predictions; one dense product. */
export type Workload = 'train' | 'train-adam' | 'train-dense' | 'predict' | 'matmul';

/** One line of the file: one contender at one workload. */
export interface Result {
  readonly workload: Workload;
  readonly engine: string;
  readonly threads: number;
  /** Images of one step; predict: images of one call; matmul: rows of the product. */
  readonly batchSize: number;
  /** The median over the samples. */
  readonly imagesPerSecond: number;
  /** (75th − 25th percentile) ÷ median of the samples. */
  readonly spread: number;
  /** Images a second, in the order of the rounds. */
  readonly samples: readonly number[];
  /** Training only: mean loss of the very first step and of the last sample. */
  readonly firstLoss?: number;
  readonly lastLoss?: number;
}

/** One bar of the goals with what was measured. */
export interface Bar {
  readonly what: string;
  readonly batchSize?: number;
  readonly measured: number;
  readonly bar: number;
  readonly aim: number;
  readonly unit: string;
  readonly isMet: boolean;
}

/** Peaks of one thread in GFLOP/s by the number of chains; see peak/chains.ts. */
export interface Peaks {
  /** [rounds] of the best number of chains. */
  readonly samples: readonly number[];
  readonly chains: number;
  readonly byChains: Readonly<Record<string, number>>;
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
  readonly peakFusedGflops: number;
  readonly peakMulAddGflops: number;
  readonly peaks: { readonly fused: Peaks | null; readonly mulAdd: Peaks };
  /** Memory of the SIMD engine with the data set loaded. */
  readonly engineBytes: number;
  readonly results: readonly Result[];
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
  readonly engines: readonly string[];
  readonly workloads: readonly string[];
  readonly batchSizes: readonly number[];
  /** Does the server have MNIST? */
  readonly hasMnist: boolean;
}

/** From the worker to the page to the program. */
export type Message =
  | { readonly type: 'progress'; readonly text: string }
  | { readonly type: 'done'; readonly report: Report }
  | { readonly type: 'failed'; readonly message: string };
