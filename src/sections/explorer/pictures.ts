import { readPalette } from '../../scenes/palette.ts';
import type { Picture } from '../../ui/save-button.tsx';

const MARGIN = 16;

/** What canvases of one size show, one upon the other, on paper. */
export function layeredPicture(lowest: HTMLCanvasElement, ...upper: readonly HTMLCanvasElement[]): Picture {
  const picture = canvasesPicture([{ canvas: lowest, name: '' }]);
  const { width, height } = picture;
  return {
    width,
    height,
    paint(context) {
      picture.paint(context);
      for (const canvas of upper) {
        if (canvas.width > 0) context.drawImage(canvas, MARGIN, MARGIN, width - 2 * MARGIN, height - 2 * MARGIN);
      }
    },
  };
}

/** Canvases side by side, with their names above. */
export function canvasesPicture(parts: readonly { readonly canvas: HTMLCanvasElement; readonly name: string }[]): Picture {
  const sizes = parts.map(({ canvas }) => canvas.getBoundingClientRect());
  const head = parts.some(({ name }) => name !== '') ? 24 : 0;
  const width = sizes.reduce((sum, size) => sum + size.width + MARGIN, MARGIN);
  const height = Math.max(...sizes.map((size) => size.height)) + head + 2 * MARGIN;
  return {
    width,
    height,
    paint(context) {
      const palette = readPalette();
      context.fillStyle = palette.field;
      context.fillRect(0, 0, width, height);
      context.fillStyle = palette.ink;
      context.font = '14px system-ui, sans-serif';
      context.textBaseline = 'top';
      let x = MARGIN;
      for (const [index, { canvas, name }] of parts.entries()) {
        const size = sizes[index]!;
        context.fillText(name, x, MARGIN);
        if (canvas.width > 0 && canvas.height > 0) context.drawImage(canvas, x, MARGIN + head, size.width, size.height);
        x += size.width + MARGIN;
      }
    },
  };
}
