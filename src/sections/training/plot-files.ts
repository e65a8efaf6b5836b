import { labelSize, LETTER_WIDTH } from '../../scenes/lettering.ts';
import { readPalette, type Palette } from '../../scenes/palette.ts';
import { svgFile, svgNumber, svgText } from '../../scenes/svg.ts';
import type { Picture } from '../../ui/save-button.tsx';
import type { NamedLine } from './plot-views.ts';

/** Saved plots say what their lines mean: away from the page nothing else does. */

const MARGIN = 24;
const STROKE = 40;
const GAP = 8;

type KeyLine = Pick<NamedLine, 'name' | 'color' | 'width' | 'dash'>;

/** In CSS pixels, from the corner of the key; `y` is the middle of the line. */
interface KeyEntry {
  readonly line: KeyLine;
  readonly x: number;
  readonly y: number;
}

interface Key {
  readonly entries: readonly KeyEntry[];
  /** As wide as the widest entry at least. */
  readonly width: number;
  readonly height: number;
}

/** Lines of the same name are one entry; as many stand beside each other as there is room for in so many CSS pixels. */
export function keyOf(lines: readonly KeyLine[], most: number, letterSize: number): Key {
  const named = [...new Map(lines.map((line) => [line.name, line])).values()];
  const row = 1.75 * letterSize;
  const widthOf = ({ name }: KeyLine) => STROKE + GAP + name.length * LETTER_WIDTH * letterSize;
  const width = Math.max(most, ...named.map(widthOf));
  let [x, y] = [0, row / 2];
  const entries = named.map((line) => {
    const wide = widthOf(line);
    if (x > 0 && x + wide > width) [x, y] = [0, y + row];
    const entry = { line, x, y };
    x += wide + 2 * GAP;
    return entry;
  });
  return { entries, width, height: entries.length > 0 ? y + row / 2 : 0 };
}

/** A picture, and below it what its lines mean. */
export function keyedPicture(picture: Picture, lines: readonly KeyLine[]): Picture {
  const palette = readPalette();
  const size = labelSize(palette.textSize);
  const key = keyOf(lines, picture.width - 2 * MARGIN, size);
  const [width, height] = [Math.ceil(key.width + 2 * MARGIN), Math.ceil(picture.height + key.height)];
  return {
    ...picture,
    width,
    height,
    paint(context) {
      context.fillStyle = palette.paper;
      context.fillRect(0, 0, width, height);
      picture.paint(context);
      context.font = `${size}px system-ui, sans-serif`;
      context.textAlign = 'left';
      context.textBaseline = 'middle';
      context.fillStyle = palette.ink;
      // The picture has a margin of its own below.
      context.translate(MARGIN, picture.height - MARGIN / 2);
      for (const { line, x, y } of key.entries) {
        context.strokeStyle = palette[line.color];
        context.lineWidth = line.width ?? 1;
        context.setLineDash([...(line.dash ?? [])]);
        context.beginPath();
        context.moveTo(x, y);
        context.lineTo(x + STROKE, y);
        context.stroke();
        context.fillText(line.name, x + STROKE + GAP, y);
      }
    },
  };
}

/** An SVG file of so many CSS pixels, with its title above and below it what its lines mean. */
export function keyedSvg(
  svg: string,
  title: string,
  { width, height }: { readonly width: number; readonly height: number },
  lines: readonly KeyLine[],
  palette: Palette,
): string {
  const size = labelSize(palette.textSize);
  const top = MARGIN + 2 * size;
  const key = keyOf(lines, width, size);
  const below = top + height + GAP;
  return svgFile(title, svgNumber(key.width + 2 * MARGIN), svgNumber(below + key.height + MARGIN), palette, [
    svgText({ x: MARGIN, y: MARGIN + size / 2, text: title }, size * 1.15, palette),
    svg.replace('<svg ', `<svg x="${MARGIN}" y="${svgNumber(top)}" `),
    ...key.entries.flatMap(({ line, x, y }) => {
      const [from, middle] = [svgNumber(MARGIN + x), svgNumber(below + y)];
      const dash = line.dash ? ` stroke-dasharray="${line.dash.join(' ')}"` : '';
      return [
        `<path d="M${from} ${middle}h${STROKE}" fill="none" stroke="${palette[line.color]}" stroke-width="${line.width ?? 1}"${dash}/>`,
        svgText({ x: MARGIN + x + STROKE + GAP, y: below + y, text: line.name }, size, palette),
      ];
    }),
  ]);
}
