import type { Label } from './lettering.ts';
import type { Palette } from './palette.ts';

/** A picture as an SVG file: its parts upon the paper of the page. */
export function svgFile(title: string, width: number, height: number, palette: Palette, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="${palette.paper}"/>`,
    ...parts,
    '</svg>',
  ].join('\n');
}

/** A line of text; `size` in CSS pixels. */
export function svgText({ x, y, text, align = 'left', color = 'ink' }: Label, size: number, palette: Palette): string {
  const anchor = { left: 'start', center: 'middle', right: 'end' }[align];
  const place = `x="${svgNumber(x)}" y="${svgNumber(y)}" text-anchor="${anchor}" dominant-baseline="central"`;
  return `<text ${place} font-family="system-ui, sans-serif" font-size="${size}" fill="${palette[color]}">${escaped(text)}</text>`;
}

/** Hundredths of a pixel are enough. */
export function svgNumber(value: number): number {
  return Math.round(value * 100) / 100;
}

function escaped(words: string): string {
  return words.replace(/[&<>"]/g, (letter) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[letter]!);
}
