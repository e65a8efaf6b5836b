import type { Bar, BenchFile, Judgement, Peaks, Result } from './results.ts';

/** A heading and its rows; the first column reads from the left, all others from the right. */
export interface Table {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/** What is measured, without which no figure means anything. */
export function conditionsOf(file: BenchFile): string[] {
  const { dataSet, machine, browser, date, seconds, peaks } = file;
  return [
    `${machine}, ${browser}, ${date.slice(0, 10)}, ${seconds.toFixed(0)} s${file.quick ? ', quick' : ''}`,
    `Data: ${dataSet.name}, ${whole(dataSet.images)} images, ${dataSet.nonZeroPixelsMean.toFixed(1)} of 784 pixels not zero: ` +
      `${whole(dataSet.operationsPerImage)} operations an image`,
    `Peak of one thread, ${peaks.mulAdd.chains} chains: ${peakText('multiply-then-add', peaks.mulAdd)}; ` +
      (peaks.fused ? peakText('fused', peaks.fused) : 'no fused'),
    `Engine: ${(file.engineBytes / 2 ** 20).toFixed(1)} MiB of memory, ${(file.wasmBytes / 1000).toFixed(1)} kB of WebAssembly`,
  ];
}

function peakText(what: string, { gflops, highestGflops, byChains }: Peaks): string {
  const [chains] = Object.entries(byChains).find(([, median]) => median === highestGflops)!;
  return `${gflops.toFixed(1)} GFLOP/s ${what} (highest reading ${highestGflops.toFixed(1)}, ${chains} chains)`;
}

/** Images a second by contender and task, then the bars. */
export function tablesOf(file: BenchFile): Table[] {
  const { results, besides, bars, agreements } = file;
  const names = [...new Set(agreements.map(nameOf))];
  const isTraining = ({ workload }: Result) => workload === 'train';
  return [
    { title: 'Training, images a second by batch size (± spread)', rows: speedRows(results.filter(isTraining), names) },
    {
      title: 'Other work, images (matmul: rows) a second (± spread)',
      rows: speedRows(
        results.filter((result) => !isTraining(result)),
        names,
      ),
    },
    { title: 'Beside the comparison, images a second by batch size (± spread)', rows: speedRows(besides, names) },
    {
      title: `Beside the comparison: ${REFERENCE} ÷ these`,
      rows: ratioRows(
        results,
        besides.filter(({ workload }) => workload !== 'train-augmented'),
      ),
    },
    { title: 'Bars', rows: barRows(bars) },
  ].filter(({ rows }) => rows.length > 1);
}

export function asText({ title, rows }: Table): string {
  return [title, ...padded(rows).map((cells) => `  ${cells.join('  ')}`)].join('\n');
}

export function asMarkdown({ title, rows }: Table): string {
  const [head, ...body] = padded(rows).map((cells) => `| ${cells.join(' | ')} |`);
  const rule = padded(rows)[0]!.map((cell, column) =>
    column === 0 ? '-'.repeat(cell.length) : `${'-'.repeat(cell.length - 1)}:`,
  );
  return [`${title}:`, '', head, `| ${rule.join(' | ')} |`, ...body].join('\n');
}

function nameOf({ engine, threads }: { engine: string; threads: number }): string {
  return threads > 1 ? `${engine}, ${threads} threads` : engine;
}

/** Who is compared with those beside the comparison. */
const REFERENCE = 'wasm-simd';

function taskOf({ workload, batchSize }: Result): string {
  return (workload === 'train' ? '' : `${workload} `) + whole(batchSize);
}

/** How many times as fast as each of the others our engine is. */
function ratioRows(results: readonly Result[], others: readonly Result[]): string[][] {
  const tasks = [...new Set(others.map(taskOf))];
  const find = (list: readonly Result[], name: string, task: string) =>
    list.find((result) => nameOf(result) === name && taskOf(result) === task)?.imagesPerSecond;
  const cell = (name: string, task: string) => {
    const [ours, theirs] = [find(results, REFERENCE, task), find(others, name, task)];
    return ours === undefined || theirs === undefined ? '–' : number(ours / theirs, '×');
  };
  const names = [...new Set(others.map(nameOf))];
  return [['engine', ...tasks], ...names.map((name) => [name, ...tasks.map((task) => cell(name, task))])];
}

/** A row for each name that has results, a column for each task. */
function speedRows(results: readonly Result[], allNames: readonly string[]): string[][] {
  const tasks = [...new Set(results.map(taskOf))];
  const names = allNames.filter((name) => results.some((result) => nameOf(result) === name));
  const cell = (name: string, task: string) => {
    const found = results.find((result) => nameOf(result) === name && taskOf(result) === task);
    return found ? `${rounded(found.imagesPerSecond)} ±${(100 * found.spread).toFixed(0)} %` : '–';
  };
  return [['engine', ...tasks], ...names.map((name) => [name, ...tasks.map((task) => cell(name, task))])];
}

function barRows(bars: readonly Bar[]): string[][] {
  return [
    ['what', 'measured', 'bar', 'aim', '', 'by the highest peak'],
    ...bars.map((bar) => [
      bar.what,
      bar.measured === null ? '–' : number(bar.measured, bar.unit),
      limitText(bar, bar),
      number(bar.aim, bar.unit),
      verdict(bar),
      bar.byHighestPeak ? highestText(bar, bar.byHighestPeak) : '–',
    ]),
  ];
}

/** What the highest peak changes, with the verdict: the share of it that was reached, or the limit that follows from it. */
function highestText(bar: Bar, byHighest: Judgement): string {
  if (byHighest.measured === null) return '–';
  const changed = bar.isCeiling ? limitText(bar, byHighest) : number(byHighest.measured, bar.unit);
  return `${changed}, ${verdict(byHighest)}`;
}

function limitText({ isCeiling, unit }: Bar, { bar }: Judgement): string {
  return `${isCeiling ? '≤' : '≥'} ${number(bar, unit)}`;
}

function verdict({ measured, isMet }: Judgement): string {
  return measured === null ? 'not measured' : isMet ? 'met' : 'not met';
}

function number(value: number, unit: string): string {
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)}${unit && ` ${unit}`}`;
}

function padded(rows: readonly (readonly string[])[]): string[][] {
  const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))),
  );
}

/** Three digits say all that a noisy machine can. */
function rounded(value: number): string {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 2);
  return whole(Math.round(value / unit) * unit);
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}
