import { SimulatorError } from '../domain/errors.ts';
import { ENGINE_KINDS, type EngineKind } from '../engine/engine.ts';
import { choice, wholeNumber, type Option } from './options.ts';

/** `--engine`; createEngine says so where a machine cannot run the one that is asked for. */
export const ENGINE_OPTION: Option<EngineKind> = choice(
  'which code does the arithmetic (default: the fastest with exact bits that runs here; wasm-relaxed-simd is fast, not bit-exact)',
  ENGINE_KINDS,
);

const anyThreads = wholeNumber('threads to train with (only 1 so far)', 1, 1024);

/** `--threads`; refuses what it cannot do rather than to train with fewer in silence. */
export const THREADS_OPTION: Option<number> = {
  ...anyThreads,
  parse(given, name) {
    const threads = anyThreads.parse(given, name);
    if (threads > 1) throw new SimulatorError('unsupported', `got ${name} ${threads}, which is not built yet, expected 1`);
    return threads;
  },
};
