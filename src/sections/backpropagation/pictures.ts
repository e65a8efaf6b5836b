import type { GraphLayout } from '../../domain/graph-layout.ts';
import { readPalette } from '../../scenes/palette.ts';
import type { Picture } from '../../ui/save-button.tsx';

const MARGIN = 24;
const HEIGHT = 480;
const TITLE = 24;

/** The network as it is shown, with a title above and its digits beside the outputs. */
export function networkPicture(canvas: HTMLCanvasElement, layout: GraphLayout, title: string): Picture {
  const width = layout.width * HEIGHT + 2 * MARGIN;
  const outputs = layout.layers[layout.layers.length - 1]!;
  return {
    width,
    height: HEIGHT + TITLE + 2 * MARGIN,
    paint(context) {
      const palette = readPalette();
      startPicture(context, width, HEIGHT + TITLE + 2 * MARGIN, title, palette.field, palette.ink);
      context.drawImage(canvas, MARGIN, MARGIN + TITLE, width - 2 * MARGIN, HEIGHT);
      context.textBaseline = 'middle';
      for (let digit = 0; digit < outputs.count; digit++) {
        const x = MARGIN + (outputs.x[digit]! + outputs.radius) * HEIGHT;
        context.fillText(String(digit), x + 6, MARGIN + TITLE + outputs.y[digit]! * HEIGHT);
      }
    },
  };
}

function startPicture(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  title: string,
  paper: string,
  ink: string,
): void {
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  context.fillStyle = ink;
  context.font = '14px system-ui, sans-serif';
  context.textBaseline = 'top';
  context.fillText(title, MARGIN, MARGIN / 2, width - 2 * MARGIN);
}

/** A plot as it is shown, with its title above. */
export function plotPicture(canvas: HTMLCanvasElement, title: string): Picture {
  const { width, height } = canvas.getBoundingClientRect();
  return {
    width: width + 2 * MARGIN,
    height: height + TITLE + 2 * MARGIN,
    paint(context) {
      const palette = readPalette();
      startPicture(context, width + 2 * MARGIN, height + TITLE + 2 * MARGIN, title, palette.paper, palette.ink);
      context.drawImage(canvas, MARGIN, MARGIN + TITLE, width, height);
    },
  };
}
