import { SimulatorError } from '../domain/errors.ts';
import { validNetwork } from '../domain/network.ts';
import { ArenaEngine } from './arena-engine.ts';
import type { EngineCapacity, EngineKind, ExactEngineKind } from './engine.ts';
import { javascriptKernels } from './javascript/index.ts';
import { layOutArena } from './layout.ts';
import { viewMemory } from './memory.ts';
import { hasSimd, hasWebAssembly, instantiateKernels, type LoadBinary } from './wasm.ts';

export type { LoadBinary } from './wasm.ts';

/** The fastest kind that this machine can run with exact bits. */
export async function bestEngineKind(): Promise<ExactEngineKind> {
  if (await hasSimd()) return 'wasm-simd';
  return hasWebAssembly() ? 'wasm-scalar' : 'javascript';
}

/**
 * Makes an engine of a kind; 'auto' takes the best kind that this machine can run.
 *
 * Throws SimulatorError 'out-of-range' for a capacity that does not fit 2 GiB, 'unsupported' where the kind cannot run; never falls
 * back by itself: who asks for a kind gets that kind.
 */
export async function createEngine(
  kind: EngineKind | 'auto',
  capacity: EngineCapacity,
  loadBinary: LoadBinary,
): Promise<ArenaEngine> {
  validNetwork(capacity.network);
  const layout = layOutArena(capacity);
  const chosen = kind === 'auto' ? await bestEngineKind() : kind;
  if (chosen === 'javascript') {
    const memory = viewMemory(takeBuffer(layout.bytes));
    return new ArenaEngine(chosen, capacity, layout, memory, javascriptKernels(memory));
  }
  const { kernels, buffer } = await instantiateKernels(chosen, layout.bytes, loadBinary);
  return new ArenaEngine(chosen, capacity, layout, viewMemory(buffer), kernels);
}

function takeBuffer(bytes: number): ArrayBuffer {
  try {
    return new ArrayBuffer(bytes);
  } catch (error) {
    throw new SimulatorError('unsupported', `got no memory of ${bytes} bytes for the javascript engine`, { cause: error });
  }
}
