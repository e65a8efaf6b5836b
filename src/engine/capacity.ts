import { SimulatorError } from '../domain/errors.ts';
import type { EngineCapacity } from './engine.ts';

/** More threads than this share out nothing worth having. */
export const MAX_THREADS = 64;

/** Throws SimulatorError 'out-of-range' for a capacity that no engine can have, whatever the machine. */
export function checkCapacity({ maxBatchSize, maxImages, maxEntries, threads = 1 }: EngineCapacity): void {
  const check = (name: string, value: number, low: number, high: number) => {
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new SimulatorError('out-of-range', `got ${name} ${value}, expected a whole number from ${low} to ${high}`);
    }
  };
  check('maxBatchSize', maxBatchSize, 1, 65_535);
  check('maxImages', maxImages, 0, 2 ** 28);
  check('maxEntries', maxEntries, 0, 2 ** 30);
  check('threads', threads, 1, MAX_THREADS);
}
