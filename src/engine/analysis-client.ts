import { errorMessage } from '../domain/errors.ts';
import type { AnalysisRequest, StartAnalyst } from './analysis.ts';
import type { AnalysisMessage, AnalysisStart } from './analysis-worker.ts';
import { bestEngineKind, type LoadBinary } from './create.ts';

/** Analysts that work in workers of the page. */
export function analystsInWorkers(loadBinary: LoadBinary): StartAnalyst {
  return (hear, lost) => {
    const worker = new Worker(new URL('./analysis-worker.ts', import.meta.url), { type: 'module' });
    const lock = `analyst ${crypto.randomUUID()}`;
    const waiting: AnalysisRequest[] = [];
    let isStarted = false;
    let isOver = false;
    const end = (reason: string) => {
      if (isOver) return;
      isOver = true;
      worker.terminate();
      lost(reason);
    };
    worker.addEventListener('error', ({ message }) => end(message || 'its script does not load'));
    worker.addEventListener('messageerror', () => end('a message did not arrive'));
    worker.addEventListener('message', ({ data }: MessageEvent<AnalysisMessage>) => {
      if (isOver) return;
      if (data !== 'alive') return hear(data);
      // A worker that is killed says nothing; its lock comes free.
      void navigator.locks.request(lock, () => end('it has ended'));
    });
    const start = async () => {
      const message: AnalysisStart = { ...(await arithmetic(loadBinary)), lock };
      if (isOver) return;
      worker.postMessage(message);
      isStarted = true;
      for (const request of waiting) worker.postMessage(request);
    };
    start().catch((error: unknown) => end(errorMessage(error)));
    return {
      ask(request) {
        if (isStarted) worker.postMessage(request);
        else waiting.push(request);
      },
      close() {
        isOver = true;
        worker.terminate();
      },
    };
  };
}

/** The best engine whose binary comes; JavaScript needs none. */
async function arithmetic(loadBinary: LoadBinary): Promise<Pick<AnalysisStart, 'engineKind' | 'binary'>> {
  const engineKind = await bestEngineKind();
  if (engineKind === 'javascript') return { engineKind, binary: null };
  try {
    const file = await loadBinary(engineKind);
    const binary = file instanceof Response ? await file.arrayBuffer() : file;
    if (binary instanceof ArrayBuffer) return { engineKind, binary };
    return {
      engineKind,
      binary: new Uint8Array(binary.buffer as ArrayBuffer, binary.byteOffset, binary.byteLength).slice().buffer,
    };
  } catch (error) {
    console.warn('The JavaScript engine takes over:', error);
    return { engineKind: 'javascript', binary: null };
  }
}
