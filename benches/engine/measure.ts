import { imageCount } from '../../src/domain/sparse-images.ts';
import { checkAgreement } from './agreement.ts';
import type { Contender } from './contenders/contender.ts';
import { PREDICT_IMAGES } from './contenders/contender.ts';
import { engineBytes, ourContenders } from './contenders/ours.ts';
import { textbook } from './contenders/textbook.ts';
import { tfjsContenders } from './contenders/tfjs.ts';
import { loadData, type BenchData } from './data.ts';
import { PeakMeter } from './peak/peaks.ts';
import type { DataSetFacts, Report, Result, RunSettings, Workload } from './results.ts';
import { Measurement, type Pace } from './rounds.ts';

const FULL: Pace = { warmUpMs: 300, sampleMs: 100, samples: 9, slowMs: Infinity };
const QUICK: Pace = { warmUpMs: 80, sampleMs: 40, samples: 3, slowMs: 500 };

const BATCH_SIZES = [1, 8, 32, 128, 512, 1024, 4096];
const QUICK_BATCH_SIZES = [32, 128, 1024];

/** What everybody does at one time of a round. */
interface Task {
  readonly workload: Workload;
  readonly batchSize: number;
  readonly measurements: Measurement[];
}

/** Measures everything that was asked for, in rounds: everybody gives one sample a round. */
export async function measure(settings: RunSettings, progress: (text: string) => void): Promise<Report> {
  const pace = settings.quick ? QUICK : FULL;
  const data = await loadData(settings.hasMnist);
  const dataSet = factsOf(data);
  progress(`${dataSet.name}: ${dataSet.images} images, ${dataSet.nonZeroPixelsMean.toFixed(1)} of 784 pixels not zero`);
  const fused = await PeakMeter.load('fused');
  const mulAdd = await PeakMeter.load('mulAdd');
  if (!mulAdd) throw new Error('got a browser without SIMD, expected one that has it');

  const everybody = [...ourContenders(), textbook, ...tfjsContenders()];
  const contenders = everybody.filter(({ engine, isBesides = false }) =>
    isBesides && settings.quick ? settings.engines.includes(engine) : isAsked(settings.engines, engine),
  );
  const agreements = await checkAgreement(contenders, data);
  progress('everybody learns the same');
  const tasks = tasksOf(settings);
  for (const task of tasks) {
    for (const contender of contenders) await join(task, contender, data, pace);
    progress(`warm: ${task.workload}, batch ${task.batchSize}`);
  }
  for (let round = 1; round <= pace.samples; round++) {
    for (const { measurements } of tasks) {
      fused?.sample();
      mulAdd.sample();
      // There and back again, so that nobody always follows the same one.
      const inOrder = round % 2 === 0 ? measurements.toReversed() : measurements;
      for (const measurement of inOrder) {
        if (!measurement.isComplete) await measurement.sample();
      }
    }
    progress(`round ${round} of ${pace.samples}`);
  }
  const results = tasks.flatMap(({ measurements }) => measurements.map((measurement) => measurement.result()));
  const isBesides = ({ engine, workload }: Result) =>
    workload === 'train-augmented' || everybody.some((one) => one.engine === engine && one.isBesides);
  return {
    dataSet,
    peakFusedGflops: fused?.peaks().gflops ?? null,
    peakMulAddGflops: mulAdd.peaks().gflops,
    peaks: { fused: fused?.peaks() ?? null, mulAdd: mulAdd.peaks() },
    engineBytes: await engineBytes(data),
    results: results.filter((result) => !isBesides(result)),
    besides: results.filter(isBesides),
    agreements,
  };
}

/** Warms a contender up for a task, if it has something to offer for it. */
async function join({ workload, batchSize, measurements }: Task, contender: Contender, data: BenchData, pace: Pace) {
  const step = await contender.prepare(workload, batchSize, data);
  if (!step) return;
  const measurement = new Measurement(workload, contender.engine, contender.threads, batchSize, step);
  await measurement.warmUp(pace);
  measurements.push(measurement);
}

function tasksOf({ quick, workloads, batchSizes }: RunSettings): Task[] {
  const sizes = batchSizes.length > 0 ? batchSizes : quick ? QUICK_BATCH_SIZES : BATCH_SIZES;
  const all: [Workload, number][] = [
    ...sizes.map((size): [Workload, number] => ['train', size]),
    ['train-adam', 128],
    ['train-dense', 128],
    ['predict', PREDICT_IMAGES],
    ['matmul', 128],
    ['matmul', 1024],
    ['train-augmented', 128],
  ];
  return all
    .filter(([workload]) => isAsked(workloads, workload))
    .map(([workload, batchSize]) => ({ workload, batchSize, measurements: [] }));
}

function isAsked<Name>(list: readonly Name[], name: Name): boolean {
  return list.length === 0 || list.includes(name);
}

/** What training on one image of MNIST costs, of which 149.9 pixels are not zero. */
const MNIST_OPERATIONS = 140_300;
const MNIST_NON_ZERO = 149.9;
/** A pixel meets 128 weights, forward and for the gradient, each time with a product and a sum. */
const OPERATIONS_PER_PIXEL = 512;

function factsOf({ name, images }: BenchData): DataSetFacts {
  const nonZeroPixelsMean = images.pixelIndex.length / imageCount(images);
  const operationsPerImage = MNIST_OPERATIONS + OPERATIONS_PER_PIXEL * (nonZeroPixelsMean - MNIST_NON_ZERO);
  return { name, images: imageCount(images), nonZeroPixelsMean, operationsPerImage };
}
