import { readFile } from 'node:fs/promises';
import type { EngineKind } from '../engine/engine.ts';

/** Where `npm run build:wasm` leaves the binaries, seen from the bundled programs in build/cli/. */
const FOLDER = new URL('../engine/', import.meta.url);

const FILES = { 'wasm-scalar': 'scalar.wasm', 'wasm-simd': 'simd.wasm', 'wasm-relaxed-simd': 'relaxed-simd.wasm' } as const;

/** Reads an engine's binary from the build folder, as `createEngine` asks for it. */
export async function loadBinary(kind: Exclude<EngineKind, 'javascript'>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL(FILES[kind], FOLDER)));
}
