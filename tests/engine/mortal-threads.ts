import type { ThreadHandle, ThreadHost } from '../../src/engine/create.ts';

/** Threads that a test can kill, and whose successors it can refuse. */
export class MortalThreads implements ThreadHost {
  readonly cores: number;
  readonly patienceMs: number;
  /** Whether a thread may start. */
  isOpen = true;
  /** Every thread that was ever started. */
  readonly handles: ThreadHandle[] = [];
  readonly #host: ThreadHost;

  constructor(patienceMs: number, host: ThreadHost) {
    this.cores = host.cores;
    this.patienceMs = patienceMs;
    this.#host = host;
  }

  start(start: Parameters<ThreadHost['start']>[0]): ThreadHandle {
    if (!this.isOpen) throw new Error('no more threads today');
    const handle = this.#host.start(start);
    this.handles.push(handle);
    return handle;
  }
}
