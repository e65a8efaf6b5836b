import { placeOn } from './axis.ts';
import { labelSize, type Label } from './lettering.ts';
import { linePlotLayout, type LinePlotView } from './line-plot-layout.ts';
import type { Palette } from './palette.ts';

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
      const place = (at: number) => `${round(piece[at]!)} ${round(piece[at + 1]!)}`;
      const route = Array.from({ length: piece.length / 2 }, (_, n) => place(2 * n)).join('L');
      return `<path d="M${route}" fill="none" stroke="${palette[line.color]}" stroke-width="${line.width ?? 1.75}"${dash}/>`;
    }),
  );
  const size = labelSize(palette.textSize);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="${palette.paper}"/>`,
    `<path d="${axes}" fill="none" stroke="${palette.guide}"/>`,
    ...marks.map((x) => `<path d="M${round(x - 4)} ${up.start}h8l-4 -7z" fill="${palette.guide}"/>`),
    ...paths,
    ...points.map(({ x, y }) => `<circle cx="${round(x)}" cy="${round(y)}" r="4" fill="${palette.accent}"/>`),
    ...labels.map((label) => text(label, size, palette)),
    '</svg>',
  ].join('\n');
}

function text({ x, y, text: words, align = 'left', color = 'ink' }: Label, size: number, palette: Palette): string {
  const anchor = { left: 'start', center: 'middle', right: 'end' }[align];
  const place = `x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" dominant-baseline="central"`;
  return `<text ${place} font-family="system-ui, sans-serif" font-size="${size}" fill="${palette[color]}">${escaped(words)}</text>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter]!);
}
