import { SimulatorError } from '../domain/errors.ts';
import type { Engine } from './engine.ts';

/**
 * Does a piece of work on an engine; again, where a thread was lost meanwhile, once the engine is back where it was before.
 *
 * `accident` hears what happened.
 */
export async function withRecovery<T>(engine: Engine, accident: (what: string) => void, work: () => T): Promise<T> {
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof SimulatorError && error.code === 'thread-lost')) throw error;
      await engine.recover();
      accident(`${error.message}; on from the last whole step with ${engine.threads}`);
    }
  }
}
