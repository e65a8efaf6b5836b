import { callJob, type JobCall } from './browser-jobs.ts';

// What the browser tests bundle and call: jobs in the page itself, or in a worker, where threads may wait for each other.

declare global {
  var callInPage: (call: JobCall) => Promise<unknown>;
  var callInWorker: (call: JobCall) => Promise<unknown>;
}

globalThis.callInPage = callJob;

globalThis.callInWorker = (call) =>
  new Promise((done, fail) => {
    const worker = new Worker(new URL('./in-worker.ts', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }: MessageEvent<{ result: unknown } | { message: string } | 'listening'>) => {
      if (data === 'listening') return worker.postMessage(call);
      worker.terminate();
      if ('result' in data) done(data.result);
      else fail(new Error(data.message));
    });
    worker.addEventListener('error', ({ message }) => fail(new Error(message || 'the worker did not start')));
  });
