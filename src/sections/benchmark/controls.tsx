import {
  BATCH_SIZES,
  estimatedSeconds,
  PRODUCT_SIZES,
  WORKLOADS,
  type PaceKind,
  type Workload,
} from '../../domain/benchmark/report.ts';
import type { BenchmarkStatus } from '../../state/benchmark.ts';
import { Choice } from '../../ui/choice.tsx';
import { Switch } from '../../ui/switch.tsx';
import type { Services } from '../section.ts';
import { sizeText, taskText } from './numbers.ts';
import { WORDS, type BenchmarkWords } from './words.ts';

const PACE_KINDS: readonly PaceKind[] = ['quick', 'full'];
const LARGEST_PRODUCTS = PRODUCT_SIZES.filter((size) => size >= 16);

/** What is measured, how far it is, and the button. */
export function Controls({ state, t }: Services) {
  const { benchmark, training } = state;
  const words = t(WORDS);
  const isTraining = training.status.value.kind === 'running';
  const measure = () => {
    // It would take the cores that are measured.
    if (isTraining) training.pause();
    benchmark.measure();
  };
  const { workloads, largestProduct, largestBatch, copies, pace } = benchmark.settings.value;
  const isMeasuring = benchmark.isMeasuring.value;
  const has = (workload: Workload) => workloads.includes(workload);
  const toggle = (workload: Workload, on: boolean) =>
    benchmark.change({ workloads: WORKLOADS.filter((one) => (one === workload ? on : has(one))) });
  return (
    <div class="benchmark-controls">
      <fieldset disabled={isMeasuring} class="benchmark-settings">
        <legend class="visually-hidden">{words.what}</legend>
        {WORKLOADS.map((workload) => (
          <div class="benchmark-setting" key={workload}>
            <Switch on={has(workload)} onChange={(on) => toggle(workload, on)}>
              {words.workloads[workload]}
            </Switch>
            {workload === 'product' && (
              <SizeSelect
                label={words.largestProduct}
                sizes={LARGEST_PRODUCTS}
                text={(size) => words.square(sizeText(size))}
                value={largestProduct}
                isDisabled={!has('product')}
                onChange={(size) => benchmark.change({ largestProduct: size })}
              />
            )}
            {workload === 'training' && (
              <SizeSelect
                label={words.largestBatch}
                sizes={BATCH_SIZES.slice(1)}
                text={sizeText}
                value={largestBatch}
                isDisabled={!has('training')}
                onChange={(size) => benchmark.change({ largestBatch: size })}
              />
            )}
          </div>
        ))}
        <Switch on={copies} onChange={(on) => benchmark.change({ copies: on })}>
          {words.copies}
        </Switch>
        <Choice
          label={words.pace}
          options={PACE_KINDS.map((value) => ({ value, label: words.paces[value] }))}
          value={pace}
          onChange={(next) => benchmark.change({ pace: next })}
        />
      </fieldset>
      <div class="benchmark-run">
        {isMeasuring ? (
          <button class="button" type="button" onClick={benchmark.stop}>
            {words.cancel}
          </button>
        ) : (
          <button class="button" type="button" disabled={workloads.length === 0} onClick={measure}>
            {words.measure}
          </button>
        )}
        <span class="quiet">
          {workloads.length === 0 ? words.nothing : words.estimate(estimateText(benchmark.settings.value))}{' '}
          {isTraining && words.pausesTraining}
        </span>
      </div>
      <RunProgress state={state} words={words} />
    </div>
  );
}

function SizeSelect(props: {
  readonly label: string;
  readonly sizes: readonly number[];
  readonly text: (size: number) => string;
  readonly value: number;
  readonly isDisabled: boolean;
  readonly onChange: (size: number) => void;
}) {
  const { label, sizes, text, value, isDisabled, onChange } = props;
  return (
    <label class="benchmark-select">
      <span>{label}</span>
      <select
        class="select"
        value={String(value)}
        disabled={isDisabled}
        onChange={({ currentTarget }) => onChange(Number(currentTarget.value))}
      >
        {sizes.map((size) => (
          <option key={size} value={String(size)}>
            {text(size)}
          </option>
        ))}
      </select>
    </label>
  );
}

function estimateText(settings: Parameters<typeof estimatedSeconds>[0]): string {
  const seconds = estimatedSeconds(settings, navigator.hardwareConcurrency);
  return String(seconds < 10 ? Math.ceil(seconds) : 5 * Math.ceil(seconds / 5));
}

/** How far the run is, or how the last one ended. */
function RunProgress({ state, words }: Pick<Services, 'state'> & { readonly words: BenchmarkWords }) {
  const { benchmark } = state;
  const status = benchmark.status.value;
  const share = status.kind === 'measuring' ? (status.progress?.share ?? 0) : status.kind === 'ended' ? 1 : 0;
  return (
    <div class="benchmark-progress">
      <progress aria-label={words.progress} max={1} value={share} />
      <p class="quiet">{statusText(status, benchmark.report.value?.seconds ?? 0, benchmark.report.value, words)}</p>
    </div>
  );
}

function statusText(
  status: BenchmarkStatus,
  seconds: number,
  report: { readonly end: 'done' | 'stopped' | 'lost'; readonly message: string } | null,
  words: BenchmarkWords,
): string {
  if (status.kind === 'failed') return words.status.failed(status.message);
  if (status.kind === 'measuring') {
    const { progress } = status;
    if (status.isHidden) return words.status.hidden;
    if (!progress) return words.status.starting;
    if (!progress.task) return words.status.data;
    const task = taskText(words, progress.task);
    if (progress.phase === 'warm-up') return words.status.warmUp(task);
    return words.status.round(progress.round, progress.rounds, task);
  }
  if (status.kind === 'idle' || !report) return words.status.none;
  if (report.end === 'lost') return words.status.lost(report.message);
  return words.status[report.end](seconds.toFixed(1));
}
