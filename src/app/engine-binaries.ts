import relaxedSimdUrl from '../../build/engine/relaxed-simd.wasm?url';
import scalarUrl from '../../build/engine/scalar.wasm?url';
import simdUrl from '../../build/engine/simd.wasm?url';
import type { LoadBinary } from '../engine/create.ts';
import { fetchFile } from './fetch-file.ts';

const URLS = { 'wasm-scalar': scalarUrl, 'wasm-simd': simdUrl, 'wasm-relaxed-simd': relaxedSimdUrl } as const;

/** The engine's binaries as files of this site. */
export const loadBinary: LoadBinary = (kind) => fetchFile(URLS[kind]);
