import { readPalette } from '../../scenes/palette.ts';
import type { Picture } from '../../ui/save-button.tsx';

const MARGIN = 24;
const LINE = 24;

/** A figure as it stands on the page, under its title. */
export function figurePicture(canvas: HTMLCanvasElement, title: string): Picture {
  const { width, height } = canvas.getBoundingClientRect();
  return {
    width: Math.ceil(width) + 2 * MARGIN,
    height: Math.ceil(height) + LINE + 2 * MARGIN,
    paint(context) {
      const palette = readPalette();
      context.fillStyle = palette.field;
      context.fillRect(0, 0, width + 2 * MARGIN, height + LINE + 2 * MARGIN);
      context.fillStyle = palette.ink;
      context.font = '600 14px system-ui, sans-serif';
      context.textBaseline = 'middle';
      context.fillText(title, MARGIN, MARGIN + LINE / 2 - 4);
      context.drawImage(canvas, MARGIN, MARGIN + LINE, width, height);
    },
  };
}
