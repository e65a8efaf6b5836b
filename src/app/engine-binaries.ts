import scalarUrl from '../../build/engine/scalar.wasm?url';
import simdUrl from '../../build/engine/simd.wasm?url';
import type { LoadBinary } from '../engine/create.ts';
import { fetchFile } from './fetch-file.ts';

/** The engine's binaries as files of this site. */
export const loadBinary: LoadBinary = (kind) => fetchFile(kind === 'wasm-simd' ? simdUrl : scalarUrl);
