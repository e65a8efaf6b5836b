import { errorMessage } from '../domain/errors.ts';
import type { LoadBinary } from './create.ts';
import type { EngineKind } from './engine.ts';

// The other end of side-client.ts: one who works beside a page, in pieces, and hears what the page says between two of them.

/** The first message: with what to compute, and a Web Lock that the worker holds for as long as it lives. */
export interface SideStart {
  readonly engineKind: EngineKind;
  /** null where the engine is plain JavaScript. */
  readonly binary: ArrayBuffer | null;
  readonly lock: string;
}

/** What comes back: answers, and once that its life can be watched. */
export type SideMessage<Answer> = Answer | 'alive';

/** One who answers requests in pieces of work. */
export interface Stepper<Request> {
  readonly hear: (request: Request) => void;
  /** Does the next piece; false where there is none. */
  readonly step: () => Promise<boolean>;
}

/**
 * Makes this worker one of a page's.
 *
 * `moved` names the memory of an answer that moves to the page instead of being copied; `failed` is the answer where a piece of work throws.
 */
export function serveSide<Request extends object, Answer extends object>(options: {
  readonly make: (kind: EngineKind, loadBinary: LoadBinary, answer: (answer: Answer) => void) => Stepper<Request>;
  readonly moved: (answer: Answer) => ArrayBuffer[];
  readonly failed: (message: string) => Answer;
}): void {
  const answer = (message: SideMessage<Answer>) =>
    postMessage(message, { transfer: message === 'alive' ? [] : options.moved(message) });
  let stepper: Stepper<Request> | null = null;
  let isWorking = false;

  // Messages of the page come in between two pieces of work; a timer would make each pause 4 ms.
  const pause = new MessageChannel();
  pause.port1.addEventListener('message', () => void work());
  pause.port1.start();

  const work = async () => {
    isWorking = true;
    try {
      if (await stepper!.step()) pause.port2.postMessage(null);
      else isWorking = false;
    } catch (error) {
      isWorking = false;
      answer(options.failed(errorMessage(error)));
    }
  };

  addEventListener('message', ({ data }: MessageEvent<SideStart | Request>) => {
    if ('lock' in data) {
      const { engineKind, binary, lock } = data;
      const loadBinary: LoadBinary = () => (binary ? Promise.resolve(binary) : Promise.reject(new Error('got no binary')));
      stepper = options.make(engineKind, loadBinary, answer);
      // Never given back: it comes free when the worker ends, however it ends.
      void navigator.locks?.request(lock, () => {
        answer('alive');
        return new Promise(() => undefined);
      });
      return;
    }
    stepper?.hear(data);
    if (!isWorking) void work();
  });
}
