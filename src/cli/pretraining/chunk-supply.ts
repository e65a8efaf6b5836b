import { Worker } from 'node:worker_threads';
import type { Chunk, ChunkWorkerData } from './chunk-worker.ts';

/** Chunks kept for use again and again. */
const POOL = 24;
/** Chunks ordered ahead of their use. */
const AHEAD = 4;

/**
 * Makes chunks in worker threads, a few ahead of their use, and keeps the latest ones.
 *
 * What a chunk holds depends on its number alone, so the number of workers changes nothing but the time.
 */
export class ChunkSupply {
  readonly #workers: Worker[];
  readonly #count: number;
  readonly #chunks = new Map<number, Promise<Chunk>>();
  readonly #waiting = new Map<number, PromiseWithResolvers<Chunk>>();
  #failure: Error | null = null;

  /** `count` chunks will be asked for, numbers 0 to count − 1. */
  constructor(workers: number, count: number, data: ChunkWorkerData) {
    this.#count = count;
    this.#workers = Array.from({ length: workers }, () => {
      const worker = new Worker(new URL('./chunk-worker.js', import.meta.url), { workerData: data });
      worker.on('message', (chunk: Chunk) => {
        this.#waiting.get(chunk.number)?.resolve(chunk);
        this.#waiting.delete(chunk.number);
      });
      worker.on('error', (error) => {
        this.#failure = error;
        for (const waiting of this.#waiting.values()) waiting.reject(error);
      });
      return worker;
    });
  }

  /** Chunk `number`; the first POOL chunks and each new one are made once, older ones are forgotten. */
  async chunk(number: number, newest: number): Promise<Chunk> {
    if (this.#failure) throw this.#failure;
    const last = Math.min(newest + AHEAD, this.#count - 1);
    for (let ahead = Math.max(0, newest - POOL + 1); ahead <= last; ahead++) this.#order(ahead);
    for (const old of this.#chunks.keys()) if (old <= newest - POOL) this.#chunks.delete(old);
    return this.#chunks.get(number)!;
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #order(number: number): void {
    if (this.#chunks.has(number)) return;
    const waiting = promiseWithResolvers<Chunk>();
    this.#waiting.set(number, waiting);
    this.#chunks.set(number, waiting.promise);
    this.#workers[number % this.#workers.length]!.postMessage(number);
  }
}

/** Which chunk training number `t` uses: each new one at once, then, until `reuse` is done, others of the pool in turn. */
export function chunkFor(t: number, reuse: number): { number: number; newest: number } {
  const newest = Math.floor(t / reuse);
  const again = t % reuse;
  if (again === 0) return { number: newest, newest };
  const oldest = Math.max(0, newest - POOL + 1);
  const stride = Math.max(1, Math.floor((newest - oldest + 1) / reuse));
  return { number: Math.max(oldest, newest - again * stride), newest };
}

interface PromiseWithResolvers<T> {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (reason: unknown) => void;
}

/** Promise.withResolvers, which Node 20 does not have. */
function promiseWithResolvers<T>(): PromiseWithResolvers<T> {
  let resolve!: (value: T) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<T>((accept, refuse) => {
    resolve = accept;
    reject = refuse;
  });
  promise.catch(() => {});
  return { promise, resolve, reject };
}
