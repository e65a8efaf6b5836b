import { LETTER_WIDTH, wrapped } from '../scenes/lettering.ts';
import { readPalette } from '../scenes/palette.ts';

/** How large the words of a saved picture are beside the page's text, and from one of their lines to the next. */
const SCALE = 0.875;
const LINE_SCALE = 1.5;

/** The words of a saved picture, as large beside its figures as they are on the page; all in CSS pixels. */
export interface PictureText {
  readonly font: string;
  /** The height of a line. */
  readonly line: number;
  /** As many lines as fit a width; none where there are no words. */
  readonly linesIn: (text: string, width: number) => readonly string[];
  /** Writes lines of which the last ends `end` below the upper edge. */
  readonly write: (context: CanvasRenderingContext2D, lines: readonly string[], x: number, end: number) => void;
}

/** Of the present theme. */
export function pictureText(): PictureText {
  const { textSize } = readPalette();
  const size = textSize * SCALE;
  const line = textSize * LINE_SCALE;
  return {
    font: `${size}px system-ui, sans-serif`,
    line,
    linesIn: (text, width) => (text === '' ? [] : wrapped(text, Math.floor(width / (size * LETTER_WIDTH)))),
    write(context, lines, x, end) {
      for (const [n, text] of lines.entries()) context.fillText(text, x, end - line * (lines.length - n - 0.5));
    },
  };
}
