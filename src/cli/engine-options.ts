import { SimulatorError } from '../domain/errors.ts';
import { ENGINE_KINDS, type EngineKind } from '../engine/engine.ts';
import { choice, wholeNumber, type Option } from './options.ts';

const exactKinds = choice('which code does the arithmetic (default: the fastest that this machine can run)', ENGINE_KINDS);

/** `--engine`; relaxed SIMD has a name already, and no binary yet. */
export const ENGINE_OPTION: Option<EngineKind> = {
  ...exactKinds,
  parse(given, name) {
    if (given === 'wasm-relaxed-simd') {
      throw new SimulatorError(
        'unsupported',
        `got ${name} ${given}, which is not built yet, expected ${ENGINE_KINDS.join(', ')}`,
      );
    }
    return exactKinds.parse(given, name);
  },
};

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
