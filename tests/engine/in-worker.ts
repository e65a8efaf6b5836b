import { callJob, type JobCall } from './browser-jobs.ts';

// Does one job away from the page.

addEventListener('message', ({ data }: MessageEvent<JobCall>) => {
  callJob(data).then(
    (result) => postMessage({ result }),
    (error: unknown) => postMessage({ message: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
postMessage('listening');
