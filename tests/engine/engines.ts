import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeThreads } from '../../src/cli/engine-threads.ts';
import { imageCount, type SparseImages } from '../../src/domain/sparse-images.ts';
import type { ArenaEngine } from '../../src/engine/arena-engine.ts';
import { createEngine, type LoadBinary, type ThreadHost } from '../../src/engine/create.ts';
import type { EngineCapacity, EngineKind } from '../../src/engine/engine.ts';

const BUILD = resolve(import.meta.dirname, '../../build');

/** The binaries as `npm run build:wasm` leaves them. */
export const loadBinary: LoadBinary = (kind) => readFile(join(BUILD, 'engine', `${kind.slice('wasm-'.length)}.wasm`));

/** Threads as `npm run build:cli` leaves them. */
export const testThreads: ThreadHost = nodeThreads(pathToFileURL(join(BUILD, 'cli/engine-thread.js')));

/** An engine that can train on exactly these images, which are loaded. */
export async function engineFor(
  kind: EngineKind,
  images: SparseImages,
  settings: Pick<EngineCapacity, 'network' | 'maxBatchSize'>,
  targets?: Float32Array,
): Promise<ArenaEngine> {
  const capacity = { maxImages: imageCount(images), maxEntries: images.pixelIndex.length, training: true };
  const engine = await createEngine(kind, { ...capacity, ...settings, softTargets: targets !== undefined }, loadBinary);
  engine.loadImages(images, targets);
  return engine;
}

/** All numbers of some parameters or gradients, one tensor after the other. */
export function tensorsOf<T extends Float32Array | Float64Array>(layers: readonly { weight: T; bias: T | null }[]): T[] {
  return layers.flatMap(({ weight, bias }) => (bias ? [weight, bias] : [weight]));
}

/** The numbers from `from` up to but not including `to`. */
export function range(from: number, to: number): Uint32Array {
  return Uint32Array.from({ length: to - from }, (_, n) => from + n);
}
