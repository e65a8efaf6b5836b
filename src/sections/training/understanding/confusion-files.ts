import { hexOf, mixed, readPalette } from '../../../scenes/palette.ts';
import { grouped, percent } from '../../../domain/numbers.ts';
import type { Picture } from '../../../ui/save-button.tsx';
import type { UnderstandingWords } from './words.ts';

/** What a confusion matrix is saved as. */

const CLASSES = 10;
const DIGITS = Array.from({ length: CLASSES }, (_, digit) => digit);

/** The ink of a cell is at most this share, so that its number can be read on it. */
export const DARKEST = 0.42;

/** How many of a digit there are, and how many are read rightly. */
export function classFacts(confusion: Uint32Array, digit: number): { readonly correct: number; readonly count: number } {
  const row = confusion.subarray(digit * CLASSES, (digit + 1) * CLASSES);
  return { correct: row[digit]!, count: row.reduce((sum, count) => sum + count, 0) };
}

/** How full the cells of mistakes are, 0 to 1, the fullest 1; those of right answers have no ink. */
export function mistakeShares(confusion: Uint32Array): number[] {
  const isMistake = (cell: number) => cell % (CLASSES + 1) !== 0;
  const most = confusion.reduce((found, count, cell) => (isMistake(cell) ? Math.max(found, count) : found), 0);
  return Array.from(confusion, (count, cell) => (isMistake(cell) && most > 0 ? count / most : 0));
}

export function confusionCsv(confusion: Uint32Array, { file, readAsDigit }: UnderstandingWords['matrix']): string {
  const rows = DIGITS.map((digit) => {
    const { correct, count } = classFacts(confusion, digit);
    const right = count > 0 ? String(Number(((100 * correct) / count).toFixed(2))) : '';
    return [digit, ...confusion.subarray(digit * CLASSES, (digit + 1) * CLASSES), right].join(',');
  });
  return `${[[file.digit, ...DIGITS.map(readAsDigit), `"${file.right}"`].join(','), ...rows].join('\n')}\n`;
}

const CELL = 44;
const MARGIN = 24;
const HEAD = 64;
const SIDE = 56;
const BAR = 120;
const PERCENT = 76;
/** Of what the inks mean. */
const KEY = 40;
const KEY_CELL = 20;
const KEY_SHARES = [0, 0.25, 0.5, 0.75, 1];

/** The matrix, at the end of each row how much of it is right, and below what the inks mean. */
export function confusionPicture(confusion: Uint32Array, words: UnderstandingWords): Picture {
  const width = 2 * MARGIN + SIDE + CLASSES * CELL + MARGIN + BAR + PERCENT;
  const height = 2 * MARGIN + HEAD + CLASSES * CELL + KEY;
  const shares = mistakeShares(confusion);
  return {
    width,
    height,
    paint(context) {
      const { paper, ink, quiet, field, guide, bar, track } = readPalette();
      const write = (text: string, x: number, y: number, align: CanvasTextAlign, color = ink) => {
        context.textAlign = align;
        context.fillStyle = color;
        context.fillText(text, x, y);
      };
      const inkOf = (share: number) => hexOf(mixed(field, ink, share * DARKEST));
      const writeKey = () => {
        const middle = height - MARGIN - KEY / 2 + 8;
        const box = (x: number) => [x, middle - KEY_CELL / 2, KEY_CELL, KEY_CELL] as const;
        for (const [at, share] of KEY_SHARES.entries()) {
          context.fillStyle = inkOf(share);
          context.fillRect(...box(left + at * KEY_CELL));
        }
        const most = confusion.reduce((found, count, cell) => (cell % (CLASSES + 1) ? Math.max(found, count) : found), 0);
        const beside = left + KEY_SHARES.length * KEY_CELL;
        write(`0 – ${grouped(most)}`, beside + 8, middle, 'left', quiet);
        context.strokeStyle = guide;
        context.strokeRect(...box(beside + 80));
        write(words.matrix.right, beside + 88 + KEY_CELL, middle, 'left', quiet);
      };
      context.fillStyle = paper;
      context.fillRect(0, 0, width, height);
      context.font = '14px system-ui, sans-serif';
      context.textBaseline = 'middle';
      const left = MARGIN + SIDE;
      const top = MARGIN + HEAD;
      write(words.matrix.title, MARGIN, MARGIN + 8, 'left');
      write(words.matrix.corner, MARGIN, top - 16, 'left', quiet);
      write(words.matrix.readAs, left + (CLASSES * CELL) / 2, top - 36, 'center', quiet);
      write(words.matrix.share, left + CLASSES * CELL + MARGIN, top - 16, 'left', quiet);
      for (const digit of DIGITS) write(String(digit), left + (digit + 0.5) * CELL, top - 16, 'center');
      for (const digit of DIGITS) {
        const middle = top + (digit + 0.5) * CELL;
        write(String(digit), MARGIN + 24, middle, 'center');
        for (const read of DIGITS) {
          const [x, y] = [left + read * CELL + 1, top + digit * CELL + 1];
          const cell = digit * CLASSES + read;
          context.fillStyle = inkOf(shares[cell]!);
          context.fillRect(x, y, CELL - 2, CELL - 2);
          context.strokeStyle = guide;
          if (digit === read) context.strokeRect(x + 0.5, y + 0.5, CELL - 3, CELL - 3);
          if (confusion[cell]! > 0) write(String(confusion[cell]), x + CELL / 2 - 1, middle, 'center');
        }
        const { correct, count } = classFacts(confusion, digit);
        const from = left + CLASSES * CELL + MARGIN;
        context.fillStyle = track;
        context.fillRect(from, middle - 5, BAR, 10);
        context.fillStyle = bar;
        context.fillRect(from, middle - 5, count > 0 ? (BAR * correct) / count : 0, 10);
        if (count > 0) write(percent(correct / count), from + BAR + PERCENT - 8, middle, 'right');
      }
      writeKey();
    },
  };
}
