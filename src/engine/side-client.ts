import { errorMessage } from '../domain/errors.ts';
import { bestEngineKind, type LoadBinary } from './create.ts';
import type { SideMessage, SideStart } from './side-worker.ts';
import type { BinaryKind } from './wasm.ts';

/** The way to somebody who works beside the page. */
export interface SideHandle<Request> {
  /** `moved` is memory of the request that goes over instead of being copied. */
  readonly ask: (request: Request, moved?: readonly ArrayBuffer[]) => void;
  readonly close: () => void;
}

/** Starts somebody who works beside the page; `lost` is called at most once, when no answer will come any more, and says why. */
export type StartSide<Request, Answer> = (
  hear: (answer: Answer) => void,
  lost: (reason: string) => void,
) => SideHandle<Request>;

/** Whoever works in these workers of the page, each of which runs `serveSide`; `loadBinary` is null where they need no engine made ready. */
export function inSideWorkers<Request, Answer extends object>(
  makeWorker: () => Worker,
  loadBinary: LoadBinary | null,
): StartSide<Request, Answer> {
  return (hear, lost) => {
    const worker = makeWorker();
    const lock = `beside the page ${crypto.randomUUID()}`;
    const waiting: (readonly [Request, readonly ArrayBuffer[]])[] = [];
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
    worker.addEventListener('message', ({ data }: MessageEvent<SideMessage<Answer>>) => {
      if (isOver) return;
      if (data !== 'alive') return hear(data);
      // A worker that is killed says nothing; its lock comes free.
      void navigator.locks.request(lock, () => end('it has ended'));
    });
    const start = async () => {
      const message: SideStart = { ...(await arithmetic(loadBinary)), lock };
      if (isOver) return;
      worker.postMessage(message);
      isStarted = true;
      for (const [request, moved] of waiting) worker.postMessage(request, [...moved]);
    };
    start().catch((error: unknown) => end(errorMessage(error)));
    return {
      ask(request, moved = []) {
        if (isStarted) worker.postMessage(request, [...moved]);
        else waiting.push([request, moved]);
      },
      close() {
        isOver = true;
        worker.terminate();
      },
    };
  };
}

/** The best engine whose binary comes; JavaScript needs none. */
async function arithmetic(loadBinary: LoadBinary | null): Promise<Pick<SideStart, 'engineKind' | 'binary'>> {
  const engineKind = loadBinary ? await bestEngineKind() : 'javascript';
  if (!loadBinary || engineKind === 'javascript') return { engineKind: 'javascript', binary: null };
  try {
    return { engineKind, binary: await binaryBytes(engineKind, loadBinary) };
  } catch (error) {
    console.warn('The JavaScript engine takes over:', error);
    return { engineKind: 'javascript', binary: null };
  }
}

/** The bytes of a binary, as they can be posted to a worker. */
export async function binaryBytes(kind: BinaryKind, loadBinary: LoadBinary): Promise<ArrayBuffer> {
  const file = await loadBinary(kind);
  const binary = file instanceof Response ? await file.arrayBuffer() : file;
  if (binary instanceof ArrayBuffer) return binary;
  return new Uint8Array(binary.buffer as ArrayBuffer, binary.byteOffset, binary.byteLength).slice().buffer;
}
