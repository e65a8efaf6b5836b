import type { Message, RunSettings } from '../results.ts';

declare global {
  /** Runs the benchmark; `report` gets every message of the worker. */
  var startBench: (settings: RunSettings) => void;
  /** Given by the program that opens this page. */
  var report: (message: Message) => Promise<void>;
}

globalThis.startBench = (settings) => {
  const worker = new Worker(new URL('worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', ({ data }: MessageEvent<Message>) => void report(data));
  worker.addEventListener(
    'error',
    ({ message }) => void report({ type: 'failed', message: message || 'the worker did not start' }),
  );
  worker.postMessage(settings);
};
