import { javascriptKernels } from './javascript/index.ts';
import type { Kernels } from './kernels.ts';
import { viewMemory, type Memory } from './memory.ts';
import { obey, type Post } from './orders.ts';
import { Waiter } from './waiting.ts';
import { instantiateOn, type Binary, type BinaryMemory } from './wasm.ts';

/** What a worker needs to become a thread of an engine; can be posted where memory can be shared. */
export interface ThreadStart {
  readonly arithmetic: SharedArithmetic;
  readonly post: Post;
  /** false where threads outnumber cores. */
  readonly spins: boolean;
  /** The number of the last order that is none of its business. */
  readonly seen: number;
}

/** The memory of an engine, with the compiled binary that works on it; plain JavaScript brings its code itself. */
export type SharedArithmetic =
  { readonly binary: Binary; readonly memory: BinaryMemory } | { readonly binary: null; readonly memory: SharedArrayBuffer };

/** The second word of a thread's line of arrivals: it could not do what it was told, and has ended. */
export const FAILED = 1;

/** Makes ready what a worker needs; the function that comes back runs until the engine lets the worker go. */
export async function prepareThread({ arithmetic, post, spins, seen }: ThreadStart): Promise<() => void> {
  const memory = viewMemory(arithmetic.binary ? arithmetic.memory.buffer : arithmetic.memory);
  const kernels = arithmetic.binary ? await instantiateOn(arithmetic.binary, arithmetic.memory) : javascriptKernels(memory);
  return () => runThread(kernels, memory, post, spins, seen);
}

/** Obeys one order after the other. Throws what the kernels throw, after it has told the engine that it failed. */
function runThread(kernels: Kernels, memory: Memory, post: Post, spins: boolean, seen: number): void {
  const { i32 } = memory;
  const waiter = new Waiter(i32, spins);
  const order = post.order >> 2;
  const arrival = post.arrival >> 2;
  const arrive = (failed: number) => {
    i32[arrival + 1] = failed;
    Atomics.store(i32, arrival, seen);
    Atomics.notify(i32, arrival);
  };
  for (;;) {
    waiter.waitWhile(order, seen);
    seen = Atomics.load(i32, order);
    try {
      if (!obey(kernels, memory, post)) return;
    } catch (error) {
      arrive(FAILED);
      throw error;
    }
    arrive(0);
  }
}
