import {
  DEFAULT_SETTINGS,
  type Absence,
  type BenchmarkReport,
  type PathKind,
  type Reading,
  type Workload,
} from '../../../src/domain/benchmark/report.ts';

/** A line with these samples, the reference's bits unless said. */
export function line(
  workload: Workload,
  size: number,
  kind: PathKind,
  perSecond: readonly number[],
  more: Partial<Reading> & { readonly threads?: number } = {},
): Reading {
  const { threads = 1, ...rest } = more;
  return {
    workload,
    size,
    path: { kind, threads },
    perSecond,
    runs: 1,
    checksum: kind === 'javascript-textbook' || kind === 'wasm-relaxed-simd' ? 'ffffffff' : '01234567',
    difference: kind === 'javascript-textbook' || kind === 'wasm-relaxed-simd' ? 2e-7 : 0,
    voids: 0,
    ...rest,
  };
}

export function reportOf(readings: readonly Reading[], absences: readonly Absence[] = []): BenchmarkReport {
  return {
    date: '2026-11-26T12:00:00.000Z',
    seconds: 48.2,
    end: 'done',
    message: '',
    settings: DEFAULT_SETTINGS,
    machine: { cores: 2, isIsolated: true, clockMs: 0.005, userAgent: 'a browser' },
    voids: { hidden: 0, clock: 0 },
    readings,
    absences,
  };
}

/** A machine on which SIMD trains 52 times as fast as textbook JavaScript, and JavaScript wins below products of 16 × 16. */
export function usualReport(): BenchmarkReport {
  const product = (size: number, textbook: number, simd: number) => [
    line('product', size, 'javascript', [textbook * 0.9, textbook * 0.9, textbook * 0.9]),
    line('product', size, 'javascript-textbook', [textbook, textbook, textbook]),
    line('product', size, 'wasm-simd', [simd, simd, simd]),
  ];
  const training = (size: number, times: number) => [
    line('training', size, 'javascript', [13_600, 13_600, 13_600]),
    line('training', size, 'javascript-textbook', [4000, 4000, 4000]),
    line('training', size, 'wasm-scalar', [54_000, 54_000, 54_000]),
    line('training', size, 'wasm-simd', [208_000, 207_000, 209_000]),
    line('training', size, 'wasm-relaxed-simd', [228_800, 228_800, 228_800]),
    line('training', size, 'wasm-simd', [208_000 * times, 207_000 * times, 209_000 * times], { threads: 2 }),
  ];
  return reportOf([
    ...product(4, 1000, 400),
    ...product(8, 500, 450),
    ...product(16, 100, 180),
    ...product(512, 10, 120),
    ...training(1, 0.9),
    ...training(128, 1.6),
  ]);
}
