import { parentPort, workerData } from 'node:worker_threads';
import type { Model } from '../../domain/parameters.ts';
import type { SparseImages } from '../../domain/sparse-images.ts';
import { makeChunk, type RealDigits } from './examples.ts';
import type { Supply } from './recipe.ts';
import { Teachers } from './teacher.ts';

/** What a worker is started with. */
export interface ChunkWorkerData {
  readonly digits: RealDigits;
  readonly supply: Supply;
  readonly teachers: readonly Model[];
}

/** One chunk, finished: its images and, where there are teachers, what they say about each. */
export interface Chunk {
  readonly number: number;
  readonly images: SparseImages;
  readonly targets: Float32Array | undefined;
}

const { digits, supply, teachers: models } = workerData as ChunkWorkerData;
const teachers = models.length > 0 ? await Teachers.create(models) : null;

parentPort!.on('message', (number: number) => {
  const images = makeChunk(digits, supply, number);
  const chunk: Chunk = { number, images, targets: teachers?.targets(images) };
  parentPort!.postMessage(chunk);
});
