import type { Bar, EngineName, Judgement, Report, Workload } from './results.ts';

const MEBIBYTE = 2 ** 20;
/** Operations of training on one image with every product, zero or not. */
const DENSE_OPERATIONS = 464_640;
/** The peak, in GFLOP/s, of the machine for which the times are given. */
const REFERENCE_GFLOPS = 41;
const PREDICTED_IMAGES = 10_000;

/** What the sums and products of one thread may be taken for, in GFLOP/s. */
interface PeakPair {
  readonly mulAdd: number;
  readonly fused: number | null;
}

/** The goals of the engine against what a run gave. */
export function barsOf(report: Report, wasmBytes: number): Bar[] {
  const { peaks, dataSet, engineBytes } = report;
  const usual = { mulAdd: peaks.mulAdd.gflops, fused: peaks.fused?.gflops ?? null };
  const highest = { mulAdd: peaks.mulAdd.highestGflops, fused: peaks.fused?.highestGflops ?? null };
  /** A bar that hangs on a peak. */
  const byPeak = (judge: (peak: PeakPair) => Bar): Bar => ({ ...judge(usual), byHighestPeak: judgementOf(judge(highest)) });
  const speed = (workload: Workload, batchSize: number, engine: EngineName, threads = 1) =>
    [...report.results, ...report.besides].find(
      (one) => one.workload === workload && one.batchSize === batchSize && one.engine === engine && one.threads === threads,
    )?.imagesPerSecond ?? null;
  const train = (batchSize: number, engine: EngineName, threads = 1) => speed('train', batchSize, engine, threads);
  const limit = (gflops: number | null, operations = dataSet.operationsPerImage) => gflops && (gflops * 1e9) / operations;
  const peers: [number, number, number][] = [
    [32, 120, 200],
    [128, 45, 70],
    [1024, 22, 35],
  ];
  const sizes = peers.map(([size]) => size);
  const predictMs = ratio(PREDICTED_IMAGES * 1000, speed('predict', PREDICTED_IMAGES, 'wasm-simd'));
  return [
    ...sizes.map((size) =>
      byPeak(({ mulAdd }) =>
        floor(`SIMD ÷ limit of the sparse algorithm, batch ${size}`, ratio(train(size, 'wasm-simd'), limit(mulAdd)), 0.65, 0.8),
      ),
    ),
    ...sizes.map((size) =>
      byPeak(({ fused }) =>
        floor(`relaxed SIMD ÷ its limit, batch ${size}`, ratio(train(size, 'wasm-relaxed-simd'), limit(fused)), 0.6, 0.75),
      ),
    ),
    ...peers.map(([size, bar, aim]) =>
      floor(`SIMD ÷ tfjs-wasm, batch ${size}`, ratio(train(size, 'wasm-simd'), train(size, 'tfjs-wasm')), bar, aim, '×'),
    ),
    ...sizes.map((size) =>
      floor(
        `SIMD ÷ javascript-textbook, batch ${size}`,
        ratio(train(size, 'wasm-simd'), train(size, 'javascript-textbook')),
        45,
        70,
        '×',
      ),
    ),
    floor('Adam ÷ SGD, SIMD, batch 128', ratio(speed('train-adam', 128, 'wasm-simd'), train(128, 'wasm-simd')), 0.6, 0.8),
    // An augmentation that takes as long as the step it feeds leaves half of the speed.
    floor(
      'with augmentation ÷ without, SIMD, batch 128',
      ratio(speed('train-augmented', 128, 'wasm-simd'), train(128, 'wasm-simd')),
      0.5,
      0.6,
    ),
    floor('2 threads ÷ 1, SIMD, batch 1024', ratio(train(1024, 'wasm-simd', 2), train(1024, 'wasm-simd')), 1.7, 1.9, '×'),
    floor('2 threads ÷ 1, SIMD, batch 128', ratio(train(128, 'wasm-simd', 2), train(128, 'wasm-simd')), 1.5, 1.75, '×'),
    byPeak(({ mulAdd }) =>
      floor(
        'dense data, SIMD ÷ dense limit, batch 128',
        ratio(speed('train-dense', 128, 'wasm-simd'), limit(mulAdd, DENSE_OPERATIONS)),
        0.75,
        0.9,
      ),
    ),
    byPeak(({ mulAdd }) => {
      const slower = REFERENCE_GFLOPS / mulAdd;
      return ceiling('predicting 10,000 images, SIMD', predictMs, 30 * slower, 18 * slower, 'ms');
    }),
    ceiling('memory of the engine, data loaded, 4 threads', engineBytes / MEBIBYTE, 128, 64, 'MiB'),
    ceiling('size of the SIMD binary', wasmBytes / 1000, 24, 12, 'kB'),
  ];
}

function ratio(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a / b;
}

function judgementOf({ measured, bar, isMet }: Bar): Judgement {
  return { measured, bar, isMet };
}

function floor(what: string, measured: number | null, bar: number, aim: number, unit = ''): Bar {
  const isMet = measured !== null && measured >= bar;
  return { what, measured, bar, aim, unit, isCeiling: false, isMet, byHighestPeak: null };
}

function ceiling(what: string, measured: number | null, bar: number, aim: number, unit: string): Bar {
  const isMet = measured !== null && measured <= bar;
  return { what, measured, bar, aim, unit, isCeiling: true, isMet, byHighestPeak: null };
}
