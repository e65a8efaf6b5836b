import { instantiate } from '@assemblyscript/loader';
import { SimulatorError, errorMessage } from '../domain/errors.ts';
import type { EngineKind } from './engine.ts';
import type { Kernels } from './kernels.ts';

/** The binaries of assembly/, one source compiled three times. */
export type BinaryKind = Exclude<EngineKind, 'javascript'>;

/** Where a program gets the bytes of a binary: a fetch in the page, a file in Node. */
export type LoadBinary = (kind: BinaryKind) => Promise<BufferSource | Response>;

const PAGE_BYTES = 65_536;

/** Is there WebAssembly with memory that can be shared? (Within one thread it needs no cross-origin isolation.) */
export function hasWebAssembly(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 0, maximum: 0, shared: true }).buffer.byteLength === 0;
  } catch {
    return false;
  }
}

/** Does this machine run 128-bit SIMD? Whether a module is valid is known only by compiling it, so a tiny one is tried. */
export async function hasSimd(): Promise<boolean> {
  if (!hasWebAssembly()) return false;
  try {
    const { sumOfSquares } = await import('../../build/engine/simd-probe.wasm');
    return sumOfSquares(3) === 36;
  } catch {
    return false;
  }
}

/** Takes memory of exactly this size, never to grow, and instantiates a binary on it. */
export async function instantiateKernels(
  kind: BinaryKind,
  bytes: number,
  loadBinary: LoadBinary,
): Promise<{ kernels: Kernels; buffer: ArrayBufferLike }> {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  try {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const { exports } = await instantiate<Kernels & Record<string, unknown>>(await loadBinary(kind), { env: { memory } });
    return { kernels: exports, buffer: memory.buffer };
  } catch (error) {
    throw new SimulatorError('unsupported', `the ${kind} engine does not start: ${errorMessage(error)}`, { cause: error });
  }
}
