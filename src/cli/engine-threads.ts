import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ThreadHandle, ThreadHost } from '../engine/create.ts';

/** Threads of an engine in Node; `script` is engine-thread.ts as it was bundled. */
export function nodeThreads(script = new URL('./engine-thread.js', import.meta.url)): ThreadHost {
  return {
    cores: availableParallelism(),
    start(start): ThreadHandle {
      const worker = new Worker(script, { workerData: start });
      const ready = new Promise<void>((done, fail) => {
        worker.once('message', () => {
          // A program that is done may end without having closed its engine.
          worker.unref();
          done();
        });
        worker.on('error', fail);
        worker.once('exit', (code) => fail(new Error(`it ended with code ${code}`)));
      });
      return {
        ready,
        ended: new Promise((done) => void worker.once('exit', done)),
        terminate() {
          worker.ref();
          void worker.terminate();
        },
      };
    },
  };
}
