import { labelSize, type Label } from './lettering.ts';

/** A row of bars: how many numbers fall into each of equal bins from −reach to reach. */
export interface HistogramRow {
  readonly name: string;
  readonly reach: number;
  readonly counts: readonly number[];
}

export interface HistogramLayout {
  /** Every bar that is not empty, in CSS pixels; `sign` is that of the values it stands for. */
  readonly bars: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly sign: -1 | 1;
  }[];
  /** The line on which each row stands, and where 0 is. */
  readonly grounds: readonly {
    readonly from: number;
    readonly to: number;
    readonly zero: number;
    readonly y: number;
    readonly top: number;
  }[];
  readonly labels: readonly Label[];
}

/** Rows below each other, each as wide as its own reach and as high as its own largest count. */
export function histogramLayout(
  rows: readonly HistogramRow[],
  width: number,
  height: number,
  textSize: number,
): HistogramLayout {
  const size = labelSize(textSize);
  const pitch = height / Math.max(1, rows.length);
  const left = size * 0.5;
  const right = width - size * 0.5;
  const bars: HistogramLayout['bars'][number][] = [];
  const grounds: HistogramLayout['grounds'][number][] = [];
  const labels: Label[] = [];
  for (const [row, { name, reach, counts }] of rows.entries()) {
    const ground = (row + 1) * pitch - size * 1.7;
    const top = row * pitch + size * 1.6;
    const most = Math.max(1, ...counts);
    const bin = (right - left) / Math.max(1, counts.length);
    const zero = (left + right) / 2;
    for (const [place, count] of counts.entries()) {
      if (count === 0) continue;
      // A single number in a bin is seen, too.
      const tall = Math.max(1, (count / most) * (ground - top));
      bars.push({
        x: left + place * bin + 0.5,
        y: ground - tall,
        width: Math.max(1, bin - 1),
        height: tall,
        sign: place < counts.length / 2 ? -1 : 1,
      });
    }
    grounds.push({ from: left, to: right, zero, y: ground, top });
    const end = String(Number(reach.toPrecision(2)));
    const under = ground + size * 0.9;
    labels.push(
      { x: left, y: row * pitch + size * 0.7, text: name, color: 'quiet' },
      { x: left, y: under, text: `−${end}`, color: 'quiet' },
      { x: zero, y: under, text: '0', align: 'center', color: 'quiet' },
      { x: right, y: under, text: end, align: 'right', color: 'quiet' },
    );
  }
  return { bars, grounds, labels };
}
