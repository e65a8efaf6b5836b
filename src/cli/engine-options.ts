import { MAX_THREADS } from '../engine/capacity.ts';
import { ENGINE_KINDS, type Engine, type EngineKind } from '../engine/engine.ts';
import { choice, wholeNumber, type Option } from './options.ts';

/** `--engine`; createEngine says so where a machine cannot run the one that is asked for. */
export const ENGINE_OPTION: Option<EngineKind> = choice(
  'which code does the arithmetic (default: the fastest with exact bits that runs here; wasm-relaxed-simd is fast, not bit-exact)',
  ENGINE_KINDS,
);

/** `--threads`; where some cannot be had, the engine says so and works with fewer. */
export const THREADS_OPTION: Option<number> = wholeNumber(
  'threads that share the work (default 1); the result is the same to the bit',
  1,
  MAX_THREADS,
);

/** Says on stderr why an engine works with fewer threads than were asked for. */
export function tellShortage(program: string, engine: Engine): void {
  if (engine.threadShortage === null) return;
  const { threads, capacity, threadShortage } = engine;
  process.stderr.write(`${program}: got ${threads} of ${capacity.threads} threads: ${threadShortage}\n`);
}
