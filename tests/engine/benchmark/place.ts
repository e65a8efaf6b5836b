import { readFileSync } from 'node:fs';
import type { Binaries, MeasureAnswer, WorkerRequest } from '../../../src/engine/benchmark/protocol.ts';
import { Measurer, type MeasuringPlace } from '../../../src/engine/benchmark/measurer.ts';

const binary = (name: string): ArrayBuffer => new Uint8Array(readFileSync(`build/engine/${name}.wasm`)).buffer;

export const BINARIES: Binaries = {
  'wasm-scalar': binary('scalar'),
  'wasm-simd': binary('simd'),
  'wasm-relaxed-simd': binary('relaxed-simd'),
};

/** Node, on one core, without threads. */
export const NODE: MeasuringPlace = {
  cores: 1,
  isIsolated: true,
  userAgent: 'Node',
  threads: undefined,
  clock: { steadyMs: () => performance.timeOrigin + performance.now(), wallMs: () => Date.now() },
};

/** Hears requests, works until there is nothing to do, and returns all that was said. */
export async function measured(
  requests: readonly WorkerRequest[],
  place: Partial<MeasuringPlace> = {},
  between: (measurer: Measurer, answers: readonly MeasureAnswer[]) => void = () => undefined,
): Promise<MeasureAnswer[]> {
  const answers: MeasureAnswer[] = [];
  const measurer = new Measurer({ ...NODE, ...place }, (answer) => answers.push(structuredClone(answer)));
  for (const request of requests) measurer.hear(request);
  while (await measurer.step()) between(measurer, answers);
  return answers;
}

export function only<Kind extends MeasureAnswer['kind']>(answers: readonly MeasureAnswer[], kind: Kind) {
  return answers.filter((answer): answer is Extract<MeasureAnswer, { kind: Kind }> => answer.kind === kind);
}
