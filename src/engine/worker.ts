import { errorMessage } from '../domain/errors.ts';
import { prepareThread, type ThreadStart } from './thread.ts';

// A thread of an engine in a browser, started by worker-client.ts.

/** The message that makes a worker a thread. */
export interface WorkerStart extends ThreadStart {
  /** The name of a Web Lock that the worker holds as long as it lives, however it ends. */
  readonly lock: string;
}

/** What it answers: that it takes orders, or why it cannot go on. */
export type WorkerAnswer = 'ready' | { readonly failed: string };

const answer = (message: WorkerAnswer) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<WorkerStart>) => {
  prepareThread(data)
    .then((run) =>
      navigator.locks.request(data.lock, () => {
        answer('ready');
        run();
      }),
    )
    .catch((error: unknown) => answer({ failed: errorMessage(error) }))
    .finally(() => close());
});
