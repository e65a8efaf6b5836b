import { useComputed } from '@preact/signals';
import type { BenchmarkReport } from '../../domain/benchmark/report.ts';
import { spreadOf, summaryOf } from '../../domain/benchmark/summary.ts';
import { writeReport } from '../../formats/benchmark-report.ts';
import { Choice } from '../../ui/choice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { csvOf, plotText, speedPlot, type PlottedWorkload, type Shown } from './plots.ts';
import { sentencesOf } from './sentences.ts';
import { SpeedFigure } from './speed-figure.tsx';
import type { BenchmarkServices } from './view.ts';
import { WORDS, type BenchmarkWords } from './words.ts';

/** Half of the lines scatter more than this on a machine that does something else as well: (75th − 25th percentile) ÷ median. */
const RESTLESS = 0.25;

const SHOWN: readonly Shown[] = ['ratio', 'speed'];

/** What the last run found: three sentences, two plots, and under which conditions. */
export function Results(services: BenchmarkServices) {
  const words = services.t(WORDS);
  const { shown, show } = services.view;
  const { report } = services.state.benchmark;
  const now = report.value;
  return (
    <div class="benchmark-results">
      <ol class="benchmark-sentences" aria-live="polite">
        {now ? (
          sentencesOf(now, words).map((sentence, n) => <li key={n}>{sentence}</li>)
        ) : (
          <li class="quiet">{words.sentences.none}</li>
        )}
      </ol>
      <div class="benchmark-show">
        <span aria-hidden="true">{words.figures.show}</span>
        <Choice
          label={words.figures.show}
          options={SHOWN.map((value) => ({ value, label: words.figures.shows[value] }))}
          value={shown.value}
          onChange={show}
        />
      </div>
      <div class="benchmark-plots">
        <Plot {...services} workload="product" />
        <Plot {...services} workload="training" />
      </div>
      <p class="quiet benchmark-caption">{words.figures.caption}</p>
      <Conditions report={now} words={words} />
    </div>
  );
}

function Plot({ workload, ...services }: BenchmarkServices & { readonly workload: PlottedWorkload }) {
  const words = services.t(WORDS);
  const { report } = services.state.benchmark;
  const { shown } = services.view;
  const text = useComputed(() => plotText(report.value, workload, shown.value, words));
  return (
    <SpeedFigure
      services={services}
      name={workload}
      title={words.figures[workload]}
      view={() => speedPlot(report.value, workload, shown.value, words)}
      text={text}
    />
  );
}

/** When, on what and how it was measured, and all of it as files. */
function Conditions({ report, words }: { readonly report: BenchmarkReport | null; readonly words: BenchmarkWords }) {
  if (!report) return <div class="benchmark-conditions" />;
  const { machine, settings, voids, readings, date } = report;
  const counts = readings.map(({ perSecond }) => perSecond.length);
  const samples = words.conditions.samples(Math.min(...counts), Math.max(...counts));
  const spreads = readings.map(({ perSecond }) => spreadOf(summaryOf(perSecond)));
  const restless = summaryOf(spreads).median;
  const micros = machine.clockMs * 1000;
  const facts = [
    words.conditions.date(new Date(date).toLocaleString(), machine.cores, samples),
    words.conditions.clock(micros >= 1 ? String(Math.round(micros)) : micros.toPrecision(1)),
    words.conditions.voids(voids.hidden + voids.clock),
    machine.isIsolated ? words.conditions.isolated : words.conditions.notIsolated,
    ...(settings.workloads.includes('product') ? [settings.copies ? words.conditions.copied : words.conditions.notCopied] : []),
    ...(restless > RESTLESS ? [words.conditions.restless(String(Math.round(50 * restless)))] : []),
    ...(settings.pace === 'quick' ? [words.conditions.quick] : []),
  ];
  return (
    <div class="benchmark-conditions">
      <p class="quiet">{facts.join(' ')}</p>
      <div class="benchmark-saves">
        <button
          class="button-plain"
          type="button"
          onClick={() => saveFile(new Blob([csvOf(report)], { type: 'text/csv' }), 'benchmark.csv')}
        >
          {words.saveCsv}
        </button>
        <button
          class="button-plain"
          type="button"
          onClick={() => saveFile(new Blob([writeReport(report, 2)], { type: 'application/json' }), 'benchmark.json')}
        >
          {words.saveJson}
        </button>
      </div>
    </div>
  );
}
