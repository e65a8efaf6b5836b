import { hasReferenceBits } from '../../domain/benchmark/findings.ts';
import {
  isExact,
  isSamePath,
  pathName,
  WORKLOADS,
  type BenchmarkReport,
  type ComputePath,
  type Workload,
} from '../../domain/benchmark/report.ts';
import { readingOf, spreadOf, summaryOf } from '../../domain/benchmark/summary.ts';
import type { Services } from '../section.ts';
import { pathText, shownSamples, sizeText, smallText, speedText } from './numbers.ts';
import { pathsOf } from './plots.ts';
import { WORDS, type BenchmarkWords } from './words.ts';

/** Every line that was measured, workload by workload, and what could not be measured and why. */
export function Tables({ state, t }: Services) {
  const words = t(WORDS);
  const report = state.benchmark.report.value;
  if (!report) return null;
  const workloads = WORKLOADS.filter((workload) => pathsOf(report, workload).length > 0);
  return (
    <div class="benchmark-tables">
      <h3>{words.table.title}</h3>
      {workloads.map((workload) => (
        <WorkloadTable key={workload} report={report} workload={workload} words={words} />
      ))}
      <p class="quiet">{words.table.note}</p>
    </div>
  );
}

function WorkloadTable(props: {
  readonly report: BenchmarkReport;
  readonly workload: Workload;
  readonly words: BenchmarkWords;
}) {
  const { report, workload, words } = props;
  const readings = report.readings.filter((reading) => reading.workload === workload);
  const sizes = [...new Set(readings.map(({ size }) => size))].sort((one, other) => one - other);
  const reference: ComputePath = { kind: 'javascript', threads: 1 };
  return (
    // It may be wider than a phone: then it scrolls by itself, by keys as well.
    <div class="benchmark-scroll" role="region" aria-label={words.table.units[workload]} tabIndex={0}>
      <table class="benchmark-table">
        <caption>{words.table.units[workload]}</caption>
        <thead>
          <tr>
            <th scope="col">{words.table.path}</th>
            <th scope="col" class="benchmark-bits">
              {words.table.bits}
            </th>
            {sizes.map((size) => (
              <th scope="col" key={size}>
                {sizeText(size)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {pathsOf(report, workload).map((path) => (
            <PathRow key={pathName(path)} report={report} workload={workload} path={path} sizes={sizes} words={words} />
          ))}
          {sizes.length > 0 && (
            <tr class="quiet">
              <th scope="row" colSpan={2}>
                {words.table.checksum}
              </th>
              {sizes.map((size) => (
                <td key={size}>{readingOf(report, { workload, size }, reference)?.checksum ?? '–'}</td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function PathRow(props: {
  readonly report: BenchmarkReport;
  readonly workload: Workload;
  readonly path: ComputePath;
  readonly sizes: readonly number[];
  readonly words: BenchmarkWords;
}) {
  const { report, workload, path, sizes, words } = props;
  const readings = report.readings.filter((reading) => reading.workload === workload && isSamePath(reading.path, path));
  const absence = report.absences.find((one) => one.workload === workload && isSamePath(one.path, path));
  const name = <th scope="row">{pathText(words, path)}</th>;
  if (readings.length === 0) {
    const reason = absence ? words.absences[absence.reason](absence.detail) : '';
    return (
      <tr>
        {name}
        <td class="quiet benchmark-absent" colSpan={sizes.length + 1}>
          {words.table.notMeasured(reason)}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      {name}
      <td class="benchmark-bits">{bitsText(report, path, readings, words)}</td>
      {sizes.map((size) => {
        const reading = readings.find((one) => one.size === size);
        if (!reading) return <td key={size}>–</td>;
        const summary = summaryOf(shownSamples(reading));
        return (
          <td key={size}>
            {speedText(summary.median)}{' '}
            <span class="quiet benchmark-spread">{words.table.spread(String(Math.round(50 * spreadOf(summary))))}</span>
          </td>
        );
      })}
    </tr>
  );
}

function bitsText(
  report: BenchmarkReport,
  path: ComputePath,
  readings: BenchmarkReport['readings'],
  { table }: BenchmarkWords,
): string {
  if (path.kind === 'javascript') return table.reference;
  if (readings.every((reading) => hasReferenceBits(report, reading))) return table.same;
  if (isExact(path)) return table.broken;
  return table.differs(smallText(Math.max(...readings.map(({ difference }) => difference))));
}
