import type { ComputePath, Reading, Task, Workload } from '../../domain/benchmark/report.ts';
import { powerOfTen } from '../../domain/decimals.ts';
import { grouped } from '../../domain/numbers.ts';
import type { BenchmarkWords } from './words.ts';

const MILLION = 1e6;

/** What a reading's numbers are multiplied by to be shown: products count by their multiply-adds, in millions. */
export function shownPerUnit({ workload, size }: Task): number {
  return workload === 'product' ? size ** 3 / MILLION : 1;
}

/** The samples of a reading in the unit in which they are shown. */
export function shownSamples(reading: Reading): number[] {
  return reading.perSecond.map((value) => value * shownPerUnit(reading));
}

/** A speed with three digits that say something: 197 000, 52.8, 0.41. */
export function speedText(value: number): string {
  if (value >= 99.95) return grouped(Number(value.toPrecision(3)));
  return value >= 0.01 ? value.toFixed(value >= 9.995 ? 1 : 2) : smallText(value);
}

/** How many times as fast: 52, 3.4, 0.62. */
export function timesText(times: number): string {
  return times >= 10 ? grouped(Math.round(times)) : times.toFixed(times >= 1 ? 1 : 2);
}

/** 2·10⁻⁷; "0" for nothing. */
export function smallText(value: number): string {
  if (value === 0) return '0';
  if (!Number.isFinite(value)) return '∞';
  const [digits, exponent] = value.toExponential(0).split('e') as [string, string];
  return `${digits}${powerOfTen(Number(exponent))}`;
}

export function sizeText(size: number): string {
  return grouped(size);
}

export function taskText(words: BenchmarkWords, { workload, size }: Task): string {
  return words.tasks[workload](sizeText(size));
}

export function pathText(words: BenchmarkWords, { kind, threads }: ComputePath): string {
  return threads > 1 ? words.threads(words.paths[kind], threads) : words.paths[kind];
}

export function shortPathText(words: BenchmarkWords, { kind, threads }: ComputePath): string {
  return threads > 1 ? words.shortThreads(words.shortPaths[kind], threads) : words.shortPaths[kind];
}

/** "8 × 8", "batches of 32". */
export function placeText(words: BenchmarkWords, workload: Workload, size: number): string {
  return words.sentences.sizeOf[workload](sizeText(size));
}
