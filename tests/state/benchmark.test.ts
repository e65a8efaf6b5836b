import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Absence } from '../../src/domain/benchmark/report.ts';
import type { MeasureAnswer, MeasureRequest, StartMeasurer } from '../../src/engine/benchmark/protocol.ts';
import { createBenchmark } from '../../src/state/benchmark.ts';

/** A measurer that says what it is told to say. */
class Runner {
  requests: MeasureRequest[] = [];
  started = 0;
  closed = 0;
  say: (answer: MeasureAnswer) => void = () => undefined;
  die: (reason: string) => void = () => undefined;

  readonly start: StartMeasurer = (hear, lost) => {
    this.started++;
    this.say = hear;
    this.die = lost;
    return { ask: (request) => this.requests.push(request), close: () => this.closed++ };
  };
}

const machine = { cores: 2, isIsolated: true, clockMs: 0.005, userAgent: 'a browser' };
const task = { workload: 'training', size: 128 } as const;
const absence: Absence = { workload: 'training', path: { kind: 'wasm-simd', threads: 2 }, reason: 'one-core', detail: '' };

/** Two lines, the first with two samples, the second with one. */
function measureSome({ say }: Runner): void {
  say({ kind: 'machine', machine });
  say({ kind: 'absent', absence });
  say({ kind: 'absent', absence });
  const starter = { ...task, runs: 3, checksum: '01234567', difference: 0 };
  say({ kind: 'starter', starter: { ...starter, path: { kind: 'javascript', threads: 1 } } });
  say({ kind: 'starter', starter: { ...starter, path: { kind: 'javascript-textbook', threads: 1 } } });
  say({ kind: 'sample', line: 0, perSecond: 12_000.123456 });
  say({ kind: 'void', line: 0, why: 'hidden' });
  say({ kind: 'sample', line: 1, perSecond: 4000 });
  say({ kind: 'sample', line: 0, perSecond: 13_000 });
}

let stored: Map<string, string>;
let runner: Runner;

beforeEach(() => {
  stored = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => stored.get(key) ?? null,
    setItem: (key: string, text: string) => void stored.set(key, text),
  });
  runner = new Runner();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it('a run becomes a report, and its worker goes', () => {
  const benchmark = createBenchmark(runner.start);
  expect(benchmark.status.value).toEqual({ kind: 'idle' });
  benchmark.measure();
  benchmark.measure();
  expect(runner.started).toBe(1);
  expect(runner.requests).toEqual([{ kind: 'measure', settings: benchmark.settings.value }]);
  expect(benchmark.status.value).toEqual({ kind: 'measuring', progress: null, isHidden: false });
  measureSome(runner);
  const progress = { phase: 'round', share: 0.5, task, round: 1, rounds: 9 } as const;
  runner.say({ kind: 'progress', progress });
  // The next comes too soon to be shown.
  runner.say({ kind: 'progress', progress: { ...progress, share: 0.6 } });
  expect(benchmark.status.value).toEqual({ kind: 'measuring', progress, isHidden: false });
  expect(benchmark.report.value).toBeNull();
  runner.say({ kind: 'done' });
  expect(benchmark.status.value).toEqual({ kind: 'ended' });
  expect(runner.closed).toBe(1);
  expect(benchmark.report.value).toMatchObject({
    end: 'done',
    machine,
    voids: { hidden: 1, clock: 0 },
    absences: [absence],
    readings: [
      { ...task, path: { kind: 'javascript', threads: 1 }, perSecond: [12_000.1, 13_000], runs: 3, voids: 1 },
      { ...task, path: { kind: 'javascript-textbook', threads: 1 }, perSecond: [4000], voids: 0 },
    ],
  });
});

it('what is measured so far stays when it is stopped, and nothing is heard after that', () => {
  const benchmark = createBenchmark(runner.start);
  benchmark.measure();
  measureSome(runner);
  benchmark.stop();
  expect(benchmark.report.value).toMatchObject({ end: 'stopped' });
  const report = benchmark.report.value;
  runner.say({ kind: 'sample', line: 0, perSecond: 1 });
  runner.say({ kind: 'done' });
  runner.die('late');
  expect(benchmark.report.value).toBe(report);
  expect(benchmark.status.value).toEqual({ kind: 'ended' });
});

it('stopped before anything was measured, it shows what there was before', () => {
  const benchmark = createBenchmark(runner.start);
  benchmark.measure();
  benchmark.stop();
  expect(benchmark.status.value).toEqual({ kind: 'idle' });
  benchmark.measure();
  measureSome(runner);
  runner.say({ kind: 'done' });
  const report = benchmark.report.value;
  benchmark.measure();
  benchmark.stop();
  expect(benchmark.report.value).toBe(report);
  expect(benchmark.status.value).toEqual({ kind: 'ended' });
});

it('a worker that dies leaves what was measured, or a reason, and the next run starts another', () => {
  const benchmark = createBenchmark(runner.start);
  benchmark.measure();
  runner.die('it has ended');
  expect(benchmark.status.value).toEqual({ kind: 'failed', message: 'it has ended' });
  benchmark.measure();
  expect(runner.started).toBe(2);
  measureSome(runner);
  runner.die('it has ended');
  expect(benchmark.status.value).toEqual({ kind: 'ended' });
  expect(benchmark.report.value).toMatchObject({ end: 'lost', message: 'it has ended' });
  benchmark.measure();
  measureSome(runner);
  runner.say({ kind: 'failed', message: 'out of memory' });
  expect(benchmark.report.value).toMatchObject({ end: 'lost', message: 'out of memory' });
});

it('a line that breaks is taken back and says why', () => {
  const benchmark = createBenchmark(runner.start);
  benchmark.measure();
  measureSome(runner);
  runner.say({ kind: 'broken', line: 1, message: 'a thread was lost' });
  runner.say({ kind: 'done' });
  expect(benchmark.report.value!.readings.map(({ path }) => path.kind)).toEqual(['javascript']);
  expect(benchmark.report.value!.absences).toContainEqual({
    workload: 'training',
    path: { kind: 'javascript-textbook', threads: 1 },
    reason: 'failed',
    detail: 'a thread was lost',
  });
});

it('the worker is told when the page goes out of sight and comes back, from the start on', () => {
  const benchmark = createBenchmark(runner.start);
  benchmark.setHidden(true);
  benchmark.measure();
  expect(runner.requests.map(({ kind }) => kind)).toEqual(['sight', 'measure']);
  expect(benchmark.status.value).toMatchObject({ isHidden: true });
  benchmark.setHidden(false);
  benchmark.setHidden(false);
  expect(runner.requests.slice(2)).toMatchObject([{ kind: 'sight', isHidden: false }]);
});

it('nothing chosen, nothing measured', () => {
  const benchmark = createBenchmark(runner.start);
  benchmark.change({ workloads: [] });
  benchmark.measure();
  expect(runner.started).toBe(0);
});

it('the last report and the codes of the class are remembered; what cannot be read is forgotten', () => {
  const before = createBenchmark(runner.start);
  before.measure();
  measureSome(runner);
  runner.say({ kind: 'done' });
  before.setClassText('hello');
  const after = createBenchmark(runner.start);
  expect(after.report.value).toEqual(before.report.value);
  expect(after.status.value).toEqual({ kind: 'ended' });
  expect(after.classText.value).toBe('hello');
  expect(after.machines.value.refusals).toHaveLength(1);
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  stored.set('benchmark', stored.get('benchmark')!.slice(0, -5));
  expect(createBenchmark(runner.start).status.value).toEqual({ kind: 'idle' });
  expect(warned).toHaveBeenCalledOnce();
});

it('forbidden storage costs only the memory', () => {
  vi.stubGlobal('localStorage', undefined);
  const benchmark = createBenchmark(runner.start);
  benchmark.measure();
  measureSome(runner);
  runner.say({ kind: 'done' });
  expect(benchmark.report.value).toMatchObject({ end: 'done' });
});
