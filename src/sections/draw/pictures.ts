import { readPalette } from '../../scenes/palette.ts';
import type { Picture } from '../../ui/save-button.tsx';

const MARGIN = 24;
const LINE = 24;
const FONT = '14px system-ui, sans-serif';

/** The drawing as it is on the pad. */
export function padPicture(pad: HTMLCanvasElement): Picture {
  const side = 560;
  return {
    width: side,
    height: side,
    paint(context) {
      prepare(context, side, side);
      context.drawImage(pad, 0, 0, side, side);
    },
  };
}

/** The pictures of the steps side by side, with their names. */
export function stepsPicture(steps: readonly { readonly name: string; readonly canvas: HTMLCanvasElement }[]): Picture {
  const side = 168;
  const width = MARGIN + steps.length * (side + MARGIN);
  const height = side + LINE + 2 * MARGIN;
  return {
    width,
    height,
    paint(context) {
      const palette = prepare(context, width, height);
      for (const [index, { name, canvas }] of steps.entries()) {
        const x = MARGIN + index * (side + MARGIN);
        context.drawImage(canvas, x, MARGIN, side, side);
        context.strokeStyle = palette.guide;
        context.strokeRect(x, MARGIN, side, side);
        context.fillText(`${index + 1}  ${name}`, x, MARGIN + side + LINE);
      }
    },
  };
}

function prepare(context: CanvasRenderingContext2D, width: number, height: number) {
  const palette = readPalette();
  context.fillStyle = palette.field;
  context.fillRect(0, 0, width, height);
  context.fillStyle = palette.ink;
  context.font = FONT;
  context.textBaseline = 'middle';
  return palette;
}
