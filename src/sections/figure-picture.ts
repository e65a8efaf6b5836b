import { readPalette } from '../scenes/palette.ts';
import type { Picture } from '../ui/save-button.tsx';

const MARGIN = 24;
const LINE = 24;

/** One figure of a picture. */
export interface PicturePart {
  /** Stands above it. */
  readonly name?: string;
  /** Canvases that lie upon each other on the page, the lowest first. */
  readonly layers: readonly [HTMLCanvasElement, ...HTMLCanvasElement[]];
}

/** Figures as they stand on the page, side by side with their names above them and a note below; `scale` enlarges small ones. */
export function figurePicture(parts: readonly PicturePart[], { scale = 1, note = '' } = {}): Picture {
  const sizes = parts.map(({ layers: [canvas] }) => {
    const { width, height } = canvas.getBoundingClientRect();
    return { width: width * scale, height: height * scale };
  });
  const head = parts.some(({ name }) => name) ? LINE : 0;
  const width = Math.ceil(sizes.reduce((sum, size) => sum + size.width + MARGIN, MARGIN));
  const bottom = note ? LINE : 0;
  const height = Math.ceil(Math.max(...sizes.map((size) => size.height)) + head + bottom + 2 * MARGIN);
  return {
    width,
    height,
    paint(context) {
      const { paper, ink } = readPalette();
      context.imageSmoothingEnabled = scale === 1;
      context.fillStyle = paper;
      context.fillRect(0, 0, width, height);
      context.font = '14px system-ui, sans-serif';
      context.textBaseline = 'middle';
      context.fillStyle = ink;
      context.fillText(note, MARGIN, height - MARGIN - LINE / 2 + 4);
      let left = MARGIN;
      for (const [index, { name = '', layers }] of parts.entries()) {
        const size = sizes[index]!;
        context.fillStyle = ink;
        context.fillText(name, left, MARGIN + LINE / 2 - 4);
        context.fillStyle = getComputedStyle(layers[0]).backgroundColor;
        context.fillRect(left, MARGIN + head, size.width, size.height);
        for (const canvas of layers) {
          if (canvas.width > 0 && canvas.height > 0) context.drawImage(canvas, left, MARGIN + head, size.width, size.height);
        }
        left += size.width + MARGIN;
      }
    },
  };
}
