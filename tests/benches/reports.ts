import type { BenchFile, EngineName, Result, Workload } from '../../benches/engine/results.ts';

/** One line of results. */
export function resultOf(
  workload: Workload,
  batchSize: number,
  engine: EngineName,
  imagesPerSecond: number,
  threads = 1,
): Result {
  return { workload, batchSize, engine, threads, imagesPerSecond, spread: 0.05, samples: [imagesPerSecond] };
}

/** A file with round numbers: a peak of 41 (highest 50) rounded, 50 fused, 100,000 operations an image. */
export function benchFile(results: readonly Result[], besides: readonly Result[] = []): BenchFile {
  const peaks = {
    mulAdd: { gflops: 41, chains: 10, samples: [41], byChains: { 8: 33, 10: 41, 13: 50 }, highestGflops: 50 },
    fused: { gflops: 50, chains: 10, samples: [50], byChains: { 8: 49, 10: 50, 13: 50 }, highestGflops: 50 },
  };
  const names = [
    ...new Map([...results, ...besides].map(({ engine, threads }) => [`${engine} ${threads}`, { engine, threads }])),
  ];
  return {
    machine: 'a machine',
    browser: 'a browser',
    date: '2026-01-02T03:04:05Z',
    seconds: 12.3,
    quick: false,
    wasmBytes: 15_000,
    dataSet: { name: 'MNIST', images: 60_000, nonZeroPixelsMean: 149.9, operationsPerImage: 100_000 },
    peakFusedGflops: 50,
    peakMulAddGflops: 41,
    peaks,
    engineBytes: 2 ** 26,
    results,
    besides,
    agreements: names.map(([, name]) => ({ ...name, firstLoss: 2, lastLoss: 1, lossDifference: 0 })),
    bars: [],
  };
}
