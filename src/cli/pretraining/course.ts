import { initialParameters } from '../../domain/initialization.ts';
import type { Model } from '../../domain/parameters.ts';
import { Random } from '../../domain/random.ts';
import { createEngine } from '../../engine/create.ts';
import { recipe } from '../../engine/recipe.ts';
import { loadBinary } from '../engine-binaries.ts';
import { chunkFor, ChunkSupply } from './chunk-supply.ts';
import type { ChunkWorkerData } from './chunk-worker.ts';
import { CHUNK_IMAGES, type Course } from './recipe.ts';

/** Told after every chunk. */
export type CourseProgress = (state: { chunk: number; chunks: number; loss: number; accuracy: number }) => void;

/** Trains one network from its first weights to its last. */
export async function trainCourse(
  course: Course,
  workers: number,
  data: ChunkWorkerData,
  progress: CourseProgress,
): Promise<Model> {
  const { network, batchSize } = course;
  const engine = await createEngine(
    'auto',
    {
      network,
      maxBatchSize: batchSize,
      maxImages: CHUNK_IMAGES,
      maxEntries: CHUNK_IMAGES * network.inFeatures,
      training: true,
    },
    loadBinary,
  );
  engine.loadParameters(initialParameters(network, 'he', course.seed));
  const supply = new ChunkSupply(workers, Math.ceil(course.chunks / course.reuse), data);
  try {
    const order = Uint32Array.from({ length: CHUNK_IMAGES }, (_, n) => n);
    const steps = Math.floor(CHUNK_IMAGES / batchSize);
    for (let t = 0; t < course.chunks; t++) {
      const { number, newest } = chunkFor(t, course.reuse);
      const { images } = await supply.chunk(number, newest);
      engine.loadImages(images);
      new Random(course.seed, t).shuffle(order);
      let loss = 0;
      let correct = 0;
      for (let step = 0; step < steps; step++) {
        const result = engine.trainStep(
          order.subarray(step * batchSize, (step + 1) * batchSize),
          recipe({
            optimizer: 'adamw',
            learningRate: learningRate(course, (t * steps + step) / (course.chunks * steps)),
            weightDecay: course.weightDecay,
            labelSmoothing: course.labelSmoothing,
          }),
        );
        loss += result.loss / steps;
        correct += result.correct;
      }
      progress({ chunk: t + 1, chunks: course.chunks, loss, accuracy: correct / (steps * batchSize) });
    }
    return { network, parameters: engine.parameters() };
  } finally {
    await supply.close();
  }
}

/** Linear from 0 to the peak, then half a cosine to 0; `done` is the share of steps taken. */
function learningRate({ peakLearningRate, warmUp }: Course, done: number): number {
  if (done < warmUp) return (peakLearningRate * done) / warmUp;
  return (peakLearningRate * (1 + Math.cos((Math.PI * (done - warmUp)) / (1 - warmUp)))) / 2;
}
