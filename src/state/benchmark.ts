import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { DEFAULT_SETTINGS, type BenchmarkReport, type BenchmarkSettings } from '../domain/benchmark/report.ts';
import { ReportDraft } from '../domain/benchmark/report-draft.ts';
import type { MeasureAnswer, MeasurerHandle, Progress, StartMeasurer } from '../engine/benchmark/protocol.ts';
import { readReport, writeReport } from '../formats/benchmark-report.ts';
import { LONGEST_LIST, readMachineList, type MachineList } from '../formats/machine-code.ts';
import { storedText, storeText } from './stored.ts';

export type BenchmarkStatus =
  | { readonly kind: 'idle' }
  /** Paths are being measured; `progress` is null until the worker answers. */
  | { readonly kind: 'measuring'; readonly progress: Progress | null; readonly isHidden: boolean }
  /** The run of the report ended as the report says. */
  | { readonly kind: 'ended' }
  /** There is no report of this run: `message`. */
  | { readonly kind: 'failed'; readonly message: string };

/** Paths measured against each other, in a worker that lives for one run, and what came of the last run. */
export interface Benchmark {
  readonly settings: ReadonlySignal<BenchmarkSettings>;
  readonly status: ReadonlySignal<BenchmarkStatus>;
  /** Of the last run, as far as it came; remembered by the browser. Stays while the next one runs. */
  readonly report: ReadonlySignal<BenchmarkReport | null>;
  readonly isMeasuring: ReadonlySignal<boolean>;
  readonly change: (changes: Partial<BenchmarkSettings>) => void;
  readonly measure: () => void;
  /** Ends the run; what is measured so far becomes the report. */
  readonly stop: () => void;
  /** Is the page out of sight? Nothing is measured meanwhile. */
  readonly setHidden: (isHidden: boolean) => void;
  /** Codes of other machines, as they were pasted. */
  readonly classText: ReadonlySignal<string>;
  readonly machines: ReadonlySignal<MachineList>;
  readonly setClassText: (text: string) => void;
}

const REPORT_KEY = 'benchmark';
const CLASS_KEY = 'benchmark-class';
/** Progress is told no more often than this: whoever paints takes time from those who are measured. */
const TOLD_MS = 500;

export function createBenchmark(start: StartMeasurer): Benchmark {
  const settings = signal(DEFAULT_SETTINGS);
  const work = signal<'idle' | 'measuring' | 'ended'>('idle');
  const failure = signal<string | null>(null);
  const progress = signal<Progress | null>(null);
  const isHidden = signal(false);
  const report = signal<BenchmarkReport | null>(remembered());
  const classText = signal((storedText(CLASS_KEY) ?? '').slice(0, LONGEST_LIST));
  if (report.peek()) work.value = 'ended';

  let worker: MeasurerHandle | null = null;
  let draft: ReportDraft | null = null;
  let startMs = 0;
  let toldMs = 0;

  const end = (how: BenchmarkReport['end'], message = '') => {
    worker?.close();
    worker = null;
    const made = draft?.report(how, (performance.now() - startMs) / 1000, message) ?? null;
    draft = null;
    batch(() => {
      if (made) report.value = made;
      else if (message) failure.value = message;
      work.value = report.value ? 'ended' : 'idle';
    });
    if (made) storeText(REPORT_KEY, writeReport(made));
  };

  const hear = (answer: MeasureAnswer) => {
    if (!draft) return;
    if (answer.kind === 'machine') draft.machine = answer.machine;
    else if (answer.kind === 'absent') draft.absent(answer.absence);
    else if (answer.kind === 'starter') draft.begin(answer.starter);
    else if (answer.kind === 'sample') draft.sample(answer.line, answer.perSecond);
    else if (answer.kind === 'void') draft.spoil(answer.line, answer.why);
    else if (answer.kind === 'broken') draft.breakOff(answer.line, answer.message);
    else if (answer.kind === 'done') end('done');
    else if (answer.kind === 'failed') end('lost', answer.message);
    else if (performance.now() - toldMs >= TOLD_MS) {
      toldMs = performance.now();
      progress.value = answer.progress;
    }
  };

  const tellSight = () => {
    worker?.ask({ kind: 'sight', isHidden: isHidden.peek(), atMs: performance.timeOrigin + performance.now() });
  };

  return {
    settings,
    report,
    status: computed((): BenchmarkStatus => {
      if (work.value === 'measuring') return { kind: 'measuring', progress: progress.value, isHidden: isHidden.value };
      return failure.value === null ? { kind: work.value } : { kind: 'failed', message: failure.value };
    }),
    isMeasuring: computed(() => work.value === 'measuring'),
    change(changes) {
      settings.value = { ...settings.value, ...changes };
    },
    measure() {
      if (work.peek() === 'measuring' || settings.peek().workloads.length === 0) return;
      draft = new ReportDraft(settings.peek(), new Date().toISOString());
      startMs = performance.now();
      toldMs = -Infinity;
      batch(() => {
        failure.value = null;
        progress.value = null;
        work.value = 'measuring';
      });
      worker = start(hear, (reason) => {
        if (draft) end('lost', reason);
      });
      if (isHidden.peek()) tellSight();
      worker.ask({ kind: 'measure', settings: settings.peek() });
    },
    stop() {
      if (work.peek() === 'measuring') end('stopped');
    },
    setHidden(hidden) {
      if (hidden === isHidden.peek()) return;
      isHidden.value = hidden;
      tellSight();
    },
    classText,
    machines: computed(() => readMachineList(classText.value)),
    setClassText(text) {
      classText.value = text;
      storeText(CLASS_KEY, text.slice(0, LONGEST_LIST));
    },
  };
}

/** The last report that this browser keeps; null where there is none that can be read. */
function remembered(): BenchmarkReport | null {
  const text = storedText(REPORT_KEY);
  if (text === null) return null;
  try {
    return readReport(text);
  } catch (error) {
    console.warn('The last benchmark is forgotten:', error);
    return null;
  }
}
