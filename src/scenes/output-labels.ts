import type { GraphLayout } from '../domain/graph-layout.ts';
import { labelSize, type Label } from './lettering.ts';

/** Sizes of text beside a figure's usual one. */
const SMALL = 0.77;
/** From the beginning of the number to that of the text, and about how long "100.0 %" is, in sizes of the text. */
const NUMBER = 1.1;
const TEXT = 4.2;

/** The number of each output and what stands beside it: on its right, or below it where the network flows down. */
export function outputLabels(
  { layout, outputTexts }: { readonly layout: GraphLayout; readonly outputTexts: readonly string[] },
  scale: number,
  { textSize }: { readonly textSize: number },
): Label[] {
  const { x, y, radius } = layout.layers[layout.layers.length - 1]!;
  const usual = labelSize(textSize);
  const off = radius * scale + usual / 2;
  const room = (layout.width - x[0]!) * scale - off;
  const size = layout.direction === 'across' ? Math.min(usual, room / (NUMBER + TEXT)) : usual;
  return outputTexts.flatMap((text, output): Label[] => {
    const middle = { x: x[output]! * scale, y: y[output]! * scale };
    if (layout.direction === 'across') {
      return [
        { x: middle.x + off, y: middle.y, text: String(output), bold: true, size },
        { x: middle.x + off + NUMBER * size, y: middle.y, text, size },
      ];
    }
    const line = { x: middle.x, align: 'center', size: SMALL * size } as const;
    return [
      { ...line, y: middle.y + off, text: String(output), bold: true },
      { ...line, y: middle.y + off + size, text },
    ];
  });
}
