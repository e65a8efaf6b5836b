import { readPalette } from '../scenes/palette.ts';
import type { Picture } from '../ui/save-button.tsx';
import { pictureText } from './picture-text.ts';

const MARGIN = 24;

/** One figure of a picture. */
export interface PicturePart {
  /** Stands above it. */
  readonly name?: string;
  /** Canvases that lie upon each other on the page, the lowest first. */
  readonly layers: readonly [HTMLCanvasElement, ...HTMLCanvasElement[]];
}

/** Figures as they stand on the page, side by side with their names above them and a note below; `scale` enlarges small ones. */
export function figurePicture(parts: readonly PicturePart[], { scale = 1, note = '' } = {}): Picture {
  const { font, line, linesIn, write } = pictureText();
  const placed = parts.map(({ name = '', layers }) => {
    const box = layers[0].getBoundingClientRect();
    const width = box.width * scale;
    return { layers, width, height: box.height * scale, names: linesIn(name, width) };
  });
  const width = Math.ceil(placed.reduce((sum, part) => sum + part.width + MARGIN, MARGIN));
  const notes = linesIn(note, width - 2 * MARGIN);
  const head = line * Math.max(...placed.map(({ names }) => names.length));
  const bottom = line * notes.length;
  const height = Math.ceil(Math.max(...placed.map((part) => part.height)) + head + bottom + 2 * MARGIN);
  return {
    width,
    height,
    canvases: parts.flatMap(({ layers }) => layers),
    paint(context) {
      const { paper, ink } = readPalette();
      context.imageSmoothingEnabled = scale === 1;
      context.fillStyle = paper;
      context.fillRect(0, 0, width, height);
      context.font = font;
      context.textBaseline = 'middle';
      context.fillStyle = ink;
      write(context, notes, MARGIN, height - MARGIN + line / 6);
      let left = MARGIN;
      for (const { layers, names, ...part } of placed) {
        context.fillStyle = ink;
        write(context, names, left, MARGIN + head - line / 6);
        context.fillStyle = getComputedStyle(layers[0]).backgroundColor;
        context.fillRect(left, MARGIN + head, part.width, part.height);
        for (const canvas of layers) {
          if (canvas.width > 0 && canvas.height > 0) context.drawImage(canvas, left, MARGIN + head, part.width, part.height);
        }
        left += part.width + MARGIN;
      }
    },
  };
}
