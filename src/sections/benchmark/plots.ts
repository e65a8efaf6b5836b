import {
  BATCH_SIZES,
  isSamePath,
  PATH_KINDS,
  PRODUCT_SIZES,
  type BenchmarkReport,
  type ComputePath,
  type PathKind,
  type Reading,
} from '../../domain/benchmark/report.ts';
import { ratioOf, readingOf, summaryOf } from '../../domain/benchmark/summary.ts';
import type { SpeedPlotView, SpeedPoint, SpeedSeries } from '../../scenes/speed-plot-layout.ts';
import { pathText, placeText, shortPathText, shownSamples, speedText, timesText } from './numbers.ts';
import type { BenchmarkWords } from './words.ts';

/** What the plots show: speeds, or how many times as fast as textbook JavaScript. */
export type Shown = 'ratio' | 'speed';

/** Workloads with a plot. */
export type PlottedWorkload = 'product' | 'training';

const TEXTBOOK: ComputePath = { kind: 'javascript-textbook', threads: 1 };

/** JavaScript is orange and dashed, WebAssembly blue; markers tell their members apart. */
const LOOKS: Readonly<Record<PathKind, Omit<SpeedSeries, 'name' | 'points'>>> = {
  'javascript-textbook': { color: 'positive', marker: 'square', isHollow: true, dash: [2, 3] },
  javascript: { color: 'positive', marker: 'square', isHollow: false, dash: [7, 4] },
  'wasm-scalar': { color: 'negative', marker: 'circle', isHollow: true, dash: [5, 2] },
  'wasm-simd': { color: 'negative', marker: 'circle', isHollow: false },
  'wasm-relaxed-simd': { color: 'negative', marker: 'diamond', isHollow: true },
};
const THREADS_LOOK: Omit<SpeedSeries, 'name' | 'points'> = { color: 'negative', marker: 'triangle', isHollow: false };

/** The paths of a workload that gave figures or a reason: JavaScript first, one thread before several. */
export function pathsOf(
  { readings, absences }: Pick<BenchmarkReport, 'readings' | 'absences'>,
  workload: Reading['workload'],
): ComputePath[] {
  const paths: ComputePath[] = [];
  for (const { workload: of, path } of [...readings, ...absences]) {
    if (of === workload && !paths.some((known) => isSamePath(known, path))) paths.push(path);
  }
  const place = ({ kind, threads }: ComputePath) => PATH_KINDS.indexOf(kind) + (threads > 1 ? threads * PATH_KINDS.length : 0);
  return paths.sort((one, other) => place(one) - place(other));
}

/** A workload's speeds by size, path by path. */
export function speedPlot(
  report: BenchmarkReport | null,
  workload: PlottedWorkload,
  shown: Shown,
  words: BenchmarkWords,
): SpeedPlotView {
  const { figures } = words;
  const sizes = sizesOf(report, workload);
  return {
    x: {
      label: workload === 'product' ? figures.size : figures.batch,
      from: sizes[0]!,
      to: sizes[sizes.length - 1]!,
      ticks: sizes,
    },
    y:
      shown === 'ratio'
        ? { label: figures.times, from: 0.5, to: 10 }
        : { label: workload === 'product' ? figures.macs : figures.images, from: 100, to: 10_000 },
    series: seriesOf(report, workload, shown, words),
    levels: shown === 'ratio' ? [{ y: 1, text: '' }] : [],
  };
}

/** The sizes of an axis: those that were measured, or all where none was. */
function sizesOf(report: BenchmarkReport | null, workload: PlottedWorkload): readonly number[] {
  const measured = (report?.readings ?? []).filter((reading) => reading.workload === workload).map(({ size }) => size);
  if (measured.length > 0) return [...new Set(measured)].sort((one, other) => one - other);
  return workload === 'product' ? PRODUCT_SIZES.slice(0, -1) : BATCH_SIZES.slice(0, -1);
}

function seriesOf(
  report: BenchmarkReport | null,
  workload: PlottedWorkload,
  shown: Shown,
  words: BenchmarkWords,
): SpeedSeries[] {
  if (!report) return [];
  return pathsOf(report, workload).flatMap((path): SpeedSeries[] => {
    const points = report.readings
      .filter((reading) => reading.workload === workload && isSamePath(reading.path, path))
      .flatMap((reading): SpeedPoint[] => {
        const textbook = readingOf(report, reading, TEXTBOOK);
        if (shown === 'ratio' && !textbook) return [];
        const { median, low, high } = shown === 'ratio' ? ratioOf(reading, textbook!) : summaryOf(shownSamples(reading));
        return [{ x: reading.size, y: median, low, high }];
      });
    if (points.length === 0) return [];
    const look = path.threads > 1 ? THREADS_LOOK : LOOKS[path.kind];
    return [{ ...look, name: shortPathText(words, path), points }];
  });
}

/** A plot in words, for those who do not see it. */
export function plotText(
  report: BenchmarkReport | null,
  workload: PlottedWorkload,
  shown: Shown,
  words: BenchmarkWords,
): string {
  const { figures } = words;
  const title = figures[workload];
  if (!report) return figures.text(title, figures.none);
  const number = (value: number) => (shown === 'ratio' ? `${timesText(value)} ×` : speedText(value));
  const byName = new Map(pathsOf(report, workload).map((path) => [shortPathText(words, path), path]));
  const lines = seriesOf(report, workload, shown, words).map(({ name, points }) => {
    const [first, last] = [points[0]!, points[points.length - 1]!];
    const place = (size: number) => placeText(words, workload, size);
    return figures.lineText(pathText(words, byName.get(name)!), number(first.y), place(first.x), number(last.y), place(last.x));
  });
  return figures.text(title, lines.length > 0 ? lines.join(' ') : figures.none);
}

/** One line of the report a line of the file. */
export function csvOf(report: BenchmarkReport): string {
  const head =
    'workload,size,path,threads,median_per_second,p25,p75,samples,runs_per_sample,checksum,difference,void_samples,not_available';
  const lines = report.readings.map((reading) => {
    const { workload, size, path, perSecond, runs, checksum, difference, voids } = reading;
    const { median, low, high } = summaryOf(perSecond);
    return [
      workload,
      size,
      path.kind,
      path.threads,
      median,
      low,
      high,
      perSecond.length,
      runs,
      checksum,
      difference,
      voids,
      '',
    ];
  });
  const absent = report.absences.map(({ workload, path, reason, detail }) => {
    const why = detail ? `${reason}: ${detail}` : reason;
    return [workload, '', path.kind, path.threads, '', '', '', 0, '', '', '', '', why];
  });
  return `${[head, ...[...lines, ...absent].map((cells) => cells.map(cellText).join(','))].join('\r\n')}\r\n`;
}

function cellText(cell: string | number): string {
  const text = typeof cell === 'number' ? String(Number(cell.toPrecision(8))) : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
