import { histogramLayout, type HistogramRow } from './histogram-layout.ts';
import { labelSize } from './lettering.ts';
import type { Palette } from './palette.ts';
import { svgFile, svgNumber, svgText } from './svg.ts';

/** Histograms as an SVG file, of the same layout as on the page. */
export function histogramSvg(
  rows: readonly HistogramRow[],
  title: string,
  width: number,
  height: number,
  palette: Palette,
): string {
  const { bars, grounds, labels } = histogramLayout(rows, width, height, palette.textSize);
  const size = labelSize(palette.textSize);
  return svgFile(title, width, height, palette, [
    ...bars.map(({ x, y, width: wide, height: tall, sign }) => {
      const place = `x="${svgNumber(x)}" y="${svgNumber(y)}" width="${svgNumber(wide)}" height="${svgNumber(tall)}"`;
      return `<rect ${place} fill="${sign < 0 ? palette.negative : palette.positive}"/>`;
    }),
    ...grounds.map(({ from, to, zero, y, top }) => {
      const route = `M${svgNumber(from)} ${svgNumber(y)}H${svgNumber(to)}M${svgNumber(zero)} ${svgNumber(top)}V${svgNumber(y + 3)}`;
      return `<path d="${route}" fill="none" stroke="${palette.guide}"/>`;
    }),
    ...labels.map((label) => svgText(label, size, palette)),
  ]);
}
