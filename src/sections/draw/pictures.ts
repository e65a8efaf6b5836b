import { readPalette } from '../../scenes/palette.ts';
import { percent } from '../../ui/numbers.ts';
import type { Picture } from '../../ui/save-button.tsx';

const MARGIN = 24;
const LINE = 24;
const FONT = '14px system-ui, sans-serif';

/** The drawing as it is on the pad. */
export function padPicture(pad: HTMLCanvasElement): Picture {
  const side = 560;
  return { width: side, height: side, paint: (context) => context.drawImage(pad, 0, 0, side, side) };
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

/** The ten bars with their numbers. */
export function barsPicture(shares: readonly number[]): Picture {
  const width = 480;
  const height = shares.length * LINE + 2 * MARGIN;
  const track = { from: MARGIN + LINE, to: width - MARGIN - 72 };
  return {
    width,
    height,
    paint(context) {
      const palette = prepare(context, width, height);
      const best = Math.max(...shares);
      for (const [digit, share] of shares.entries()) {
        const middle = MARGIN + (digit + 0.5) * LINE;
        context.fillStyle = palette.ink;
        context.fillText(String(digit), MARGIN, middle);
        context.textAlign = 'right';
        context.fillText(percent(share), width - MARGIN, middle);
        context.textAlign = 'left';
        context.strokeStyle = palette.guide;
        context.strokeRect(track.from, middle - 6, track.to - track.from, 12);
        context.fillStyle = share === best ? palette.ink : palette.guide;
        context.fillRect(track.from, middle - 6, (track.to - track.from) * share, 12);
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
