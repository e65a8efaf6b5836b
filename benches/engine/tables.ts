import type { Bar, BenchFile, Result } from './results.ts';

/** A heading and its rows; the first column reads from the left, all others from the right. */
export interface Table {
  readonly title: string;
  readonly rows: readonly (readonly string[])[];
}

/** What is measured, without which no figure means anything. */
export function conditionsOf(file: BenchFile): string[] {
  const { dataSet, machine, browser, date, seconds, peakFusedGflops, peakMulAddGflops, peaks } = file;
  const fused = peakFusedGflops === null ? 'no fused' : `${peakFusedGflops.toFixed(1)} GFLOP/s fused`;
  return [
    `${machine}, ${browser}, ${date.slice(0, 10)}, ${seconds.toFixed(0)} s${file.quick ? ', quick' : ''}`,
    `Data: ${dataSet.name}, ${whole(dataSet.images)} images, ${dataSet.nonZeroPixelsMean.toFixed(1)} of 784 pixels not zero: ` +
      `${whole(dataSet.operationsPerImage)} operations an image`,
    `Peak of one thread: ${peakMulAddGflops.toFixed(1)} GFLOP/s multiply-then-add (${peaks.mulAdd.chains} chains), ${fused}`,
    `Engine: ${(file.engineBytes / 2 ** 20).toFixed(1)} MiB of memory, ${(file.wasmBytes / 1000).toFixed(1)} kB of WebAssembly`,
  ];
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
    { title: 'Beside the comparison', rows: speedRows(besides, names) },
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

/** A row for each name that has results, a column for each task. */
function speedRows(results: readonly Result[], allNames: readonly string[]): string[][] {
  const taskOf = ({ workload, batchSize }: Result) => (workload === 'train' ? '' : `${workload} `) + whole(batchSize);
  const tasks = [...new Set(results.map(taskOf))];
  const names = allNames.filter((name) => results.some((result) => nameOf(result) === name));
  const cell = (name: string, task: string) => {
    const found = results.find((result) => nameOf(result) === name && taskOf(result) === task);
    return found ? `${rounded(found.imagesPerSecond)} ±${(100 * found.spread).toFixed(0)} %` : '–';
  };
  return [['engine', ...tasks], ...names.map((name) => [name, ...tasks.map((task) => cell(name, task))])];
}

function barRows(bars: readonly Bar[]): string[][] {
  const number = (value: number, unit: string) => `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)}${unit && ` ${unit}`}`;
  return [
    ['what', 'measured', 'bar', 'aim', ''],
    ...bars.map(({ what, measured, bar, aim, unit, isCeiling, isMet }) => {
      const sign = isCeiling ? '≤' : '≥';
      return [
        what,
        measured === null ? '–' : number(measured, unit),
        `${sign} ${number(bar, unit)}`,
        number(aim, unit),
        measured === null ? 'not measured' : isMet ? 'met' : 'not met',
      ];
    }),
  ];
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
