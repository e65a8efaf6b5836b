import { SimulatorError } from '../domain/errors.ts';
import { validNetwork } from '../domain/network.ts';
import { ArenaEngine } from './arena-engine.ts';
import { checkCapacity } from './capacity.ts';
import type { EngineCapacity, EngineKind, ExactEngineKind } from './engine.ts';
import { javascriptKernels } from './javascript/index.ts';
import type { Kernels } from './kernels.ts';
import { layOutArena } from './layout.ts';
import { viewMemory, type Memory } from './memory.ts';
import { hasSimd } from './simd.ts';
import { ThreadTeam, type ThreadHost } from './team.ts';
import type { SharedArithmetic } from './thread.ts';
import { hasWebAssembly, instantiateKernels, type LoadBinary } from './wasm.ts';

export type { LoadBinary } from './wasm.ts';
export type { ThreadHandle, ThreadHost } from './team.ts';

/** The fastest kind that this machine can run with exact bits. */
export async function bestEngineKind(): Promise<ExactEngineKind> {
  if (await hasSimd()) return 'wasm-simd';
  return hasWebAssembly() ? 'wasm-scalar' : 'javascript';
}

/**
 * Makes an engine of a kind; 'auto' takes the best kind that this machine can run.
 *
 * `host` starts the workers that a capacity of several threads asks for. Where they cannot be had, the engine works with fewer, the
 * same bits, and says so (Engine.threads, Engine.threadShortage); close() ends them.
 * Throws SimulatorError 'out-of-range' for a capacity that does not fit 2 GiB, 'unsupported' where the kind cannot run; never falls
 * back by itself: who asks for a kind gets that kind.
 */
export async function createEngine(
  kind: EngineKind | 'auto',
  capacity: EngineCapacity,
  loadBinary: LoadBinary,
  host?: ThreadHost,
): Promise<ArenaEngine> {
  validNetwork(capacity.network);
  checkCapacity(capacity);
  const layout = layOutArena(capacity);
  const chosen = kind === 'auto' ? await bestEngineKind() : kind;
  const { kernels, memory, arithmetic } = await takeMemory(chosen, layout.bytes, capacity.threads ?? 1, loadBinary);
  const team = await ThreadTeam.gather(arithmetic, memory, layout, host);
  return new ArenaEngine(chosen, capacity, layout, memory, kernels, team);
}

interface Arithmetic {
  readonly kernels: Kernels;
  readonly memory: Memory;
  /** What workers need to do the same; null where there is no memory that could be shared. */
  readonly arithmetic: SharedArithmetic | null;
}

async function takeMemory(kind: EngineKind, bytes: number, threads: number, loadBinary: LoadBinary): Promise<Arithmetic> {
  if (kind !== 'javascript') {
    const { kernels, ...arithmetic } = await instantiateKernels(kind, bytes, loadBinary);
    return { kernels, memory: viewMemory(arithmetic.memory.buffer), arithmetic };
  }
  const isShared = threads > 1 && 'SharedArrayBuffer' in globalThis;
  const buffer = takeBuffer(bytes, isShared);
  const memory = viewMemory(buffer);
  const arithmetic = buffer instanceof ArrayBuffer ? null : { binary: null, memory: buffer };
  return { kernels: javascriptKernels(memory), memory, arithmetic };
}

function takeBuffer(bytes: number, isShared: boolean): ArrayBuffer | SharedArrayBuffer {
  try {
    return isShared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
  } catch (error) {
    throw new SimulatorError('unsupported', `got no memory of ${bytes} bytes for the javascript engine`, { cause: error });
  }
}
