import { instantiate } from '@assemblyscript/loader';
import { SimulatorError, errorMessage } from '../domain/errors.ts';
import type { Kernels } from './kernels.ts';

/** The binaries of assembly/, one source compiled twice. */
export type BinaryKind = 'wasm-scalar' | 'wasm-simd';

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

/** `(func (drop (i32x4.splat (i32.const 0))))`: a module that is valid only where there is SIMD. */
const SIMD_MODULE = [
  0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 10, 9, 1, 7, 0, 0x41, 0, 0xfd, 0x11, 0x1a, 0x0b,
];

/** Does this WebAssembly know 128-bit SIMD? */
export function hasSimd(): boolean {
  return hasWebAssembly() && WebAssembly.validate(new Uint8Array(SIMD_MODULE));
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
