import { parentPort, workerData } from 'node:worker_threads';
import type { SparseImages } from '../../domain/sparse-images.ts';
import { makeChunk, type RealDigits } from './examples.ts';
import type { Supply } from './recipe.ts';

/** What a worker is started with. */
export interface ChunkWorkerData {
  readonly digits: RealDigits;
  readonly supply: Supply;
}

/** One chunk, finished. */
export interface Chunk {
  readonly number: number;
  readonly images: SparseImages;
}

const { digits, supply } = workerData as ChunkWorkerData;

parentPort!.on('message', (number: number) => {
  const chunk: Chunk = { number, images: makeChunk(digits, supply, number) };
  parentPort!.postMessage(chunk);
});
