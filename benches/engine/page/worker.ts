import { measure } from '../measure.ts';
import type { Message, RunSettings } from '../results.ts';

// A worker of its own: nothing is painted between two samples, and threads may wait for each other.

const post = (message: Message) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<RunSettings>) => {
  measure(data, (text) => post({ type: 'progress', text })).then(
    (report) => post({ type: 'done', report }),
    (error: unknown) =>
      post({ type: 'failed', message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
