import { instantiate } from '@assemblyscript/loader';
import { SimulatorError, errorMessage } from '../domain/errors.ts';
import type { EngineKind } from './engine.ts';
import type { Kernels } from './kernels.ts';

/** The binaries of assembly/, one source compiled three times. */
export type BinaryKind = Exclude<EngineKind, 'javascript'>;

export const BINARY_KINDS: readonly BinaryKind[] = ['wasm-scalar', 'wasm-simd', 'wasm-relaxed-simd'];

/** Where a program gets the bytes of a binary: a fetch in the page, a file in Node. */
export type LoadBinary = (kind: BinaryKind) => Promise<BufferSource | Response>;

/** A compiled binary and the memory that it works on; both can be posted to workers. */
export type Binary = WebAssembly.Module;
export type BinaryMemory = WebAssembly.Memory;

type Exports = Kernels & Record<string, unknown>;

const PAGE_BYTES = 65_536;

/** Is there WebAssembly with memory that can be shared? (Within one thread it needs no cross-origin isolation.) */
export function hasWebAssembly(): boolean {
  try {
    return new WebAssembly.Memory({ initial: 0, maximum: 0, shared: true }).buffer.byteLength === 0;
  } catch {
    return false;
  }
}

/** Does this machine know every instruction of a binary? */
export function isValidBinary(bytes: ArrayBuffer): boolean {
  return WebAssembly.validate(bytes);
}

/** Takes memory of exactly this size, never to grow, and instantiates a binary on it. */
export async function instantiateKernels(
  kind: BinaryKind,
  bytes: number,
  loadBinary: LoadBinary,
): Promise<{ kernels: Kernels; binary: Binary; memory: BinaryMemory }> {
  const pages = Math.ceil(bytes / PAGE_BYTES);
  try {
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
    const { exports, module } = await instantiate<Exports>(await loadBinary(kind), { env: { memory } });
    return { kernels: exports, binary: module, memory };
  } catch (error) {
    throw new SimulatorError('unsupported', `the ${kind} engine does not start: ${errorMessage(error)}`, { cause: error });
  }
}

/** A thread's own instance of a binary, on the memory of all. The binaries have no data of their own that this could reset. */
export async function instantiateOn(binary: Binary, memory: BinaryMemory): Promise<Kernels> {
  return (await instantiate<Exports>(binary, { env: { memory } })).exports;
}
