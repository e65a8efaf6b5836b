import { hasWebAssembly } from './wasm.ts';

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
