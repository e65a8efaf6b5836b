import { readPalette } from '../scenes/palette.ts';
import type { Picture } from '../ui/save-button.tsx';

const MARGIN = 24;

/** A figure as it is shown, with a margin of the paper around it. */
export function figurePicture(canvas: HTMLCanvasElement): Picture {
  const { clientWidth, clientHeight } = canvas;
  const width = clientWidth + 2 * MARGIN;
  const height = clientHeight + 2 * MARGIN;
  return {
    width,
    height,
    paint(context) {
      context.fillStyle = readPalette().paper;
      context.fillRect(0, 0, width, height);
      context.drawImage(canvas, MARGIN, MARGIN, clientWidth, clientHeight);
    },
  };
}
