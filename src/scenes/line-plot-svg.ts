import { placeOn } from './axis.ts';
import { labelSize } from './lettering.ts';
import { linePlotLayout, type LinePlotView } from './line-plot-layout.ts';
import type { Palette } from './palette.ts';
import { svgFile, svgNumber, svgText } from './svg.ts';

/** A plot as an SVG file, of the same layout as on the page. */
export function linePlotSvg(view: LinePlotView, title: string, width: number, height: number, palette: Palette): string {
  const { across, up, xTicks, yTicks, lines, points, marks, labels } = linePlotLayout(view, width, height, palette.textSize);
  const axes = [
    `M${across.start} ${up.end}V${up.start}H${across.end}`,
    ...yTicks.map((tick) => `M${across.start - 4} ${placeOn(up, tick)}h4`),
    ...xTicks.map((tick) => `M${placeOn(across, tick)} ${up.start}v4`),
  ].join('');
  const paths = lines.flatMap(({ line, pieces }) =>
    pieces.map((piece) => {
      const dash = line.dash ? ` stroke-dasharray="${line.dash.join(' ')}"` : '';
      const place = (at: number) => `${svgNumber(piece[at]!)} ${svgNumber(piece[at + 1]!)}`;
      const route = Array.from({ length: piece.length / 2 }, (_, n) => place(2 * n)).join('L');
      return `<path d="M${route}" fill="none" stroke="${palette[line.color]}" stroke-width="${line.width ?? 1.75}"${dash}/>`;
    }),
  );
  const size = labelSize(palette.textSize);
  return svgFile(title, width, height, palette, [
    `<path d="${axes}" fill="none" stroke="${palette.guide}"/>`,
    ...marks.map((x) => `<path d="M${svgNumber(x - 4)} ${up.start}h8l-4 -7z" fill="${palette.guide}"/>`),
    ...paths,
    ...points.map(({ x, y }) => `<circle cx="${svgNumber(x)}" cy="${svgNumber(y)}" r="4" fill="${palette.accent}"/>`),
    ...labels.map((label) => svgText(label, size, palette)),
  ]);
}
