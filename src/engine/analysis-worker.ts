import { errorMessage } from '../domain/errors.ts';
import type { AnalysisAnswer, AnalysisRequest } from './analysis.ts';
import { Analyst } from './analyst.ts';
import type { EngineKind } from './engine.ts';

// An analyst beside a page, started by analysis-client.ts.

/** The first message: with what to compute, and a Web Lock that the worker holds for as long as it lives. */
export interface AnalysisStart {
  readonly engineKind: EngineKind;
  /** null where the engine is plain JavaScript. */
  readonly binary: ArrayBuffer | null;
  readonly lock: string;
}

/** What it says: the analyst's answers, and once that its life can be watched. */
export type AnalysisMessage = AnalysisAnswer | 'alive';

/** Pictures move to the page; everything else is small enough to be copied. */
function answer(message: AnalysisMessage): void {
  const pictures = message !== 'alive' && message.kind === 'statistics' ? [message.favourites.pixels.buffer] : [];
  postMessage(message, { transfer: pictures });
}

let analyst: Analyst | null = null;
let isWorking = false;

/** Messages of the page come in between two pieces of work; a timer would make each pause 4 ms. */
const pause = new MessageChannel();
pause.port1.addEventListener('message', () => void work());
pause.port1.start();

async function work(): Promise<void> {
  isWorking = true;
  try {
    if (await analyst!.step()) pause.port2.postMessage(null);
    else isWorking = false;
  } catch (error) {
    isWorking = false;
    answer({ kind: 'failed', message: errorMessage(error) });
  }
}

addEventListener('message', ({ data }: MessageEvent<AnalysisStart | AnalysisRequest>) => {
  if ('lock' in data) {
    const { engineKind, binary, lock } = data;
    analyst = new Analyst(
      engineKind,
      () => (binary ? Promise.resolve(binary) : Promise.reject(new Error('got no binary'))),
      answer,
    );
    // Never given back: it comes free when the worker ends, however it ends.
    void navigator.locks?.request(lock, () => {
      answer('alive');
      return new Promise(() => undefined);
    });
    return;
  }
  analyst?.hear(data);
  if (!isWorking) void work();
});
