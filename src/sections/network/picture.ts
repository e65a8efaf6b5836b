import type { GraphLayout } from '../../domain/graph-layout.ts';
import { readPalette } from '../../scenes/palette.ts';
import type { Picture } from '../../ui/save-button.tsx';

const MARGIN = 24;
const HEIGHT = 480;

/** The network as it is shown, with its digits and shares. */
export function networkPicture(
  canvas: HTMLCanvasElement,
  layout: GraphLayout,
  labels: readonly { readonly digit: number; readonly share: string }[],
): Picture {
  const width = layout.width * HEIGHT;
  const isAcross = layout.direction === 'across';
  const outputs = layout.layers[layout.layers.length - 1]!;
  return {
    width: width + 2 * MARGIN,
    height: HEIGHT + 2 * MARGIN,
    paint(context) {
      const palette = readPalette();
      context.fillStyle = palette.field;
      context.fillRect(0, 0, width + 2 * MARGIN, HEIGHT + 2 * MARGIN);
      context.drawImage(canvas, MARGIN, MARGIN, width, HEIGHT);
      context.fillStyle = palette.ink;
      context.font = isAcross ? '14px system-ui, sans-serif' : '9px system-ui, sans-serif';
      context.textBaseline = 'middle';
      context.textAlign = isAcross ? 'left' : 'center';
      for (const { digit, share } of labels) {
        const x = MARGIN + outputs.x[digit]! * HEIGHT;
        const y = MARGIN + outputs.y[digit]! * HEIGHT;
        const off = outputs.radius * HEIGHT + 6;
        if (isAcross) context.fillText(`${digit}  ${share}`, x + off, y);
        else {
          context.fillText(String(digit), x, y + off + 6);
          context.fillText(share, x, y + off + 18);
        }
      }
    },
  };
}
