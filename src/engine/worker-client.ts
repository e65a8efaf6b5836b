import { SimulatorError } from '../domain/errors.ts';
import type { ThreadHandle, ThreadHost } from './team.ts';
import type { ThreadStart } from './thread.ts';
import type { WorkerAnswer, WorkerStart } from './worker.ts';

/** Threads of an engine as workers of a page; the engine itself must be made in a worker, too, since a page may not wait. */
export const browserThreads: ThreadHost = {
  cores: navigator.hardwareConcurrency,
  start(start: ThreadStart): ThreadHandle {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    const lock = `engine thread ${crypto.randomUUID()}`;
    const ready = new Promise<void>((done, fail) => {
      const refuse = (reason: string) => fail(new SimulatorError('unsupported', reason));
      worker.addEventListener('message', ({ data }: MessageEvent<WorkerAnswer>) =>
        data === 'ready' ? done() : refuse(data.failed),
      );
      worker.addEventListener('messageerror', () => refuse('memory cannot be shared here'));
      worker.addEventListener('error', ({ message }) => refuse(message || 'its script does not load'));
    });
    try {
      worker.postMessage({ ...start, lock } satisfies WorkerStart);
    } catch (error) {
      worker.terminate();
      throw error;
    }
    return {
      ready,
      // terminate() returns while the worker may still be at work; its lock comes free when it no longer is.
      ended: ready.then(
        () => navigator.locks.request(lock, () => undefined),
        () => worker.terminate(),
      ),
      terminate: () => worker.terminate(),
    };
  },
};
