import {
  BATCH_SIZES,
  PATH_KINDS,
  PRODUCT_SIZES,
  WORKLOADS,
  type BenchmarkReport,
  type ComputePath,
} from '../domain/benchmark/report.ts';
import { SimulatorError } from '../domain/errors.ts';

// A report as JSON: what a person saves, and what a browser remembers.

const VERSION = 1;
const LONGEST_TEXT = 400_000;
const MOST_LINES = 400;
const MOST_SAMPLES = 100;
const LONGEST_WORDS = 500;
const ABSENCE_REASONS = [
  'no-webassembly',
  'no-simd',
  'no-relaxed-simd',
  'not-loaded',
  'one-core',
  'no-threads',
  'not-shared',
  'failed',
] as const;

/** The report as JSON; `indent` for people. */
export function writeReport(report: BenchmarkReport, indent = 0): string {
  return JSON.stringify({ version: VERSION, ...report }, null, indent);
}

/** Throws SimulatorError 'malformed' for anything that is no report of this version, and says where. */
export function readReport(text: string): BenchmarkReport {
  if (text.length > LONGEST_TEXT) throw malformed(`${text.length} signs`, `at most ${LONGEST_TEXT}`, 'the report');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new SimulatorError('malformed', 'got no JSON, expected a report', { cause: error });
  }
  const top = fieldsOf(value, 'the report');
  if (top.version !== VERSION) throw malformed(shown(top.version), String(VERSION), 'version');
  const settings = fieldsOf(top.settings, 'settings');
  const machine = fieldsOf(top.machine, 'machine');
  const voids = fieldsOf(top.voids, 'voids');
  return {
    date: words(top.date, 'date'),
    seconds: number(top.seconds, 'seconds'),
    end: oneOf(top.end, ['done', 'stopped', 'lost'], 'end'),
    message: words(top.message, 'message'),
    settings: {
      workloads: list(settings.workloads, WORKLOADS.length, 'settings.workloads', (item, at) => oneOf(item, WORKLOADS, at)),
      largestProduct: oneOf(settings.largestProduct, PRODUCT_SIZES, 'settings.largestProduct'),
      largestBatch: oneOf(settings.largestBatch, BATCH_SIZES, 'settings.largestBatch'),
      copies: oneOf(settings.copies, [true, false], 'settings.copies'),
      pace: oneOf(settings.pace, ['quick', 'full'], 'settings.pace'),
    },
    machine: {
      cores: number(machine.cores, 'machine.cores'),
      isIsolated: oneOf(machine.isIsolated, [true, false], 'machine.isIsolated'),
      clockMs: number(machine.clockMs, 'machine.clockMs'),
      userAgent: words(machine.userAgent, 'machine.userAgent'),
    },
    voids: { hidden: number(voids.hidden, 'voids.hidden'), clock: number(voids.clock, 'voids.clock') },
    readings: list(top.readings, MOST_LINES, 'readings', (item, at) => {
      const reading = fieldsOf(item, at);
      return {
        workload: oneOf(reading.workload, WORKLOADS, `${at}.workload`),
        size: number(reading.size, `${at}.size`),
        path: pathOf(reading.path, `${at}.path`),
        perSecond: list(reading.perSecond, MOST_SAMPLES, `${at}.perSecond`, number),
        runs: number(reading.runs, `${at}.runs`),
        checksum: words(reading.checksum, `${at}.checksum`),
        // JSON has no infinity, and writes null.
        difference: reading.difference === null ? Infinity : number(reading.difference, `${at}.difference`),
        voids: number(reading.voids, `${at}.voids`),
      };
    }),
    absences: list(top.absences, MOST_LINES, 'absences', (item, at) => {
      const absence = fieldsOf(item, at);
      return {
        workload: oneOf(absence.workload, WORKLOADS, `${at}.workload`),
        path: pathOf(absence.path, `${at}.path`),
        reason: oneOf(absence.reason, ABSENCE_REASONS, `${at}.reason`),
        detail: words(absence.detail, `${at}.detail`),
      };
    }),
  };
}

function pathOf(value: unknown, at: string): ComputePath {
  const path = fieldsOf(value, at);
  return { kind: oneOf(path.kind, PATH_KINDS, `${at}.kind`), threads: number(path.threads, `${at}.threads`) };
}

function fieldsOf(value: unknown, at: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(shown(value), 'fields', at);
  return value as Record<string, unknown>;
}

function list<Item>(value: unknown, most: number, at: string, read: (item: unknown, at: string) => Item): Item[] {
  if (!Array.isArray(value)) throw malformed(shown(value), 'a list', at);
  if (value.length > most) throw malformed(`${value.length} entries`, `at most ${most}`, at);
  return value.map((item, n) => read(item, `${at}[${n}]`));
}

function oneOf<const Choice>(value: unknown, choices: readonly Choice[], at: string): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw malformed(shown(value), `one of ${choices.join(', ')}`, at);
  return found;
}

function number(value: unknown, at: string): number {
  if (typeof value !== 'number' || !(value >= 0)) throw malformed(shown(value), 'a number from 0', at);
  return value;
}

function words(value: unknown, at: string): string {
  if (typeof value !== 'string') throw malformed(shown(value), 'text', at);
  if (value.length > LONGEST_WORDS) throw malformed(`${value.length} signs`, `at most ${LONGEST_WORDS}`, at);
  return value;
}

function malformed(found: string, expected: string, at: string): SimulatorError {
  return new SimulatorError('malformed', `got ${found}, expected ${expected}, ${at}`);
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 40);
}
