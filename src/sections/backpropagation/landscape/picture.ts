import { readPalette } from '../../../scenes/palette.ts';
import type { Picture } from '../../../ui/save-button.tsx';

const MARGIN = 24;
const LINE = 24;

/** A figure of the landscape with its title above and what it is below. */
export function landscapePicture(canvas: HTMLCanvasElement, title: string, note: string): Picture {
  const { width, height } = canvas.getBoundingClientRect();
  const [across, down] = [Math.ceil(width) + 2 * MARGIN, Math.ceil(height) + 2 * LINE + 2 * MARGIN];
  return {
    width: across,
    height: down,
    paint(context) {
      const palette = readPalette();
      context.fillStyle = palette.field;
      context.fillRect(0, 0, across, down);
      context.fillStyle = palette.ink;
      context.textBaseline = 'middle';
      context.font = '600 14px system-ui, sans-serif';
      context.fillText(title, MARGIN, MARGIN + LINE / 2 - 4);
      context.font = '13px system-ui, sans-serif';
      context.fillText(note, MARGIN, down - MARGIN - LINE / 2 + 4);
      context.drawImage(canvas, MARGIN, MARGIN + LINE, width, height);
    },
  };
}
