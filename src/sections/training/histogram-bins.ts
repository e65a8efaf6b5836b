import type { HistogramRow } from '../../scenes/histogram-layout.ts';

/** What the columns of a histogram's table are called. */
export interface HistogramColumns {
  readonly layer: string;
  readonly from: string;
  readonly to: string;
  readonly count: string;
}

/** Every bin that is not empty: whose it is, where it begins and ends, and how many numbers lie in it. */
export function histogramBins(rows: readonly HistogramRow[]) {
  return rows.flatMap(({ name, reach, counts }) => {
    const edge = (bin: number) => reach * ((2 * bin) / counts.length - 1);
    return counts.flatMap((count, bin) => (count > 0 ? [{ name, from: edge(bin), to: edge(bin + 1), count }] : []));
  });
}

/** The same as comma-separated values. */
export function histogramCsv(rows: readonly HistogramRow[], { layer, from, to, count }: HistogramColumns): string {
  const lines = histogramBins(rows).map((bin) => [`"${bin.name}"`, bin.from, bin.to, bin.count].join(','));
  return [[layer, from, to, count].map((name) => `"${name}"`).join(','), ...lines].join('\r\n');
}
