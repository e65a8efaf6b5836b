import { imageCount } from '../../src/domain/sparse-images.ts';
import type { Contender } from './contenders/contender.ts';
import { ourContenders } from './contenders/ours.ts';
import { textbook } from './contenders/textbook.ts';
import { loadData, type BenchData } from './data.ts';
import { PeakKernels } from './peak/peaks.ts';
import type { DataSetFacts, Report, RunSettings, Workload } from './results.ts';
import { Measurement, type Pace } from './rounds.ts';

const FULL: Pace = { warmUpMs: 300, sampleMs: 100, samples: 9 };
const QUICK: Pace = { warmUpMs: 150, sampleMs: 50, samples: 5 };

const BATCH_SIZES = [1, 8, 32, 128, 512, 1024, 4096];
const QUICK_BATCH_SIZES = [32, 128, 1024];

/** Measures everything that was asked for, in rounds: each contender gives one sample a round. */
export async function measure(settings: RunSettings, progress: (text: string) => void): Promise<Report> {
  const pace = settings.quick ? QUICK : FULL;
  const fused = await PeakKernels.load('fused', pace.sampleMs / 2);
  const mulAdd = (await PeakKernels.load('mulAdd', pace.sampleMs / 2))!;
  fused?.warmUp();
  mulAdd.warmUp();
  const data = await loadData(settings.hasMnist);
  const dataSet = factsOf(data);
  progress(`${dataSet.name}: ${dataSet.images} images, ${dataSet.nonZeroPixelsMean.toFixed(1)} of 784 pixels not zero`);

  const contenders = [...ourContenders(), textbook].filter(({ engine }) => isAsked(settings.engines, engine));
  const measurements: Measurement[] = [];
  for (const [workload, batchSize] of tasks(settings)) {
    for (const contender of contenders) {
      const step = await contender.prepare(workload, batchSize, data);
      if (!step) continue;
      const measurement = new Measurement(workload, contender.engine, contender.threads, batchSize, step);
      await measurement.warmUp(pace);
      measurements.push(measurement);
    }
    progress(`warm: ${workload}, batch ${batchSize}`);
  }
  for (let round = 0; round < pace.samples; round++) {
    fused?.sample();
    mulAdd.sample();
    for (const measurement of measurements) await measurement.sample();
    progress(`round ${round + 1} of ${pace.samples}`);
  }
  return {
    dataSet,
    ...peakFacts(fused, mulAdd),
    engineBytes: memoryOf(contenders, 'wasm-simd'),
    results: measurements.map((measurement) => measurement.result()),
  };
}

function* tasks({ quick, workloads, batchSizes }: RunSettings): Iterable<[Workload, number]> {
  const all = quick ? QUICK_BATCH_SIZES : BATCH_SIZES;
  const list: [Workload, number][] = [
    ...(batchSizes.length > 0 ? batchSizes : all).map((size): [Workload, number] => ['train', size]),
    ['train-adam', 128],
    ['train-dense', 128],
    ['predict', 10_000],
  ];
  for (const task of list) if (isAsked(workloads, task[0])) yield task;
}

function isAsked(list: readonly string[], name: string): boolean {
  return list.length === 0 || list.includes(name);
}

function peakFacts(fused: PeakKernels | null, mulAdd: PeakKernels) {
  const { gflops: peakMulAddGflops, ...mulAddPeaks } = mulAdd.peaks();
  const { gflops: peakFusedGflops, ...fusedPeaks } = fused?.peaks() ?? { gflops: 0 };
  return { peakFusedGflops, peakMulAddGflops, peaks: { fused: fused ? (fusedPeaks as never) : null, mulAdd: mulAddPeaks } };
}

function memoryOf(contenders: readonly Contender[], engine: string): number {
  const bytes = contenders.filter((one) => one.engine === engine).map(({ memoryBytes = 0 }) => memoryBytes);
  return Math.max(0, ...bytes);
}

/** What 140,300 counts: the operations of training on one image of MNIST, of which 149.9 pixels are not zero. */
const MNIST_OPERATIONS = 140_300;
const MNIST_NON_ZERO = 149.9;
/** A pixel meets 128 weights, forward and for the gradient, each time with a product and a sum. */
const OPERATIONS_PER_PIXEL = 512;

function factsOf({ name, images }: BenchData): DataSetFacts {
  const nonZeroPixelsMean = images.pixelIndex.length / imageCount(images);
  const operationsPerImage = MNIST_OPERATIONS + OPERATIONS_PER_PIXEL * (nonZeroPixelsMean - MNIST_NON_ZERO);
  return { name, images: imageCount(images), nonZeroPixelsMean, operationsPerImage };
}
