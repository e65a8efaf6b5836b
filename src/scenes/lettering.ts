import type { Palette } from './palette.ts';

/** A line of text in a figure. */
export interface Label {
  /** In CSS pixels; `y` is the middle of the line. */
  readonly x: number;
  readonly y: number;
  /** What stands between two $ is set as mathematics: letters italic, and a digit after _ as an index. */
  readonly text: string;
  readonly align?: 'left' | 'center' | 'right';
  readonly color?: 'ink' | 'quiet' | 'accent' | 'positive' | 'negative';
  readonly bold?: boolean;
  /** In CSS pixels; a figure's usual size unless said. */
  readonly size?: number;
  /** Written over lines of the picture: they stop short of the letters. */
  readonly overLines?: boolean;
}

interface Run {
  readonly text: string;
  readonly font: string;
  readonly drop: number;
}

/** How large the text of figures is beside the page's. */
const TEXT_SCALE = 0.8125;

/** About how wide a letter is, beside its size: enough to leave room for a word. */
export const LETTER_WIDTH = 0.62;

export function labelSize(textSize: number): number {
  return textSize * TEXT_SCALE;
}

/** Writes labels on a finished picture. */
export function drawLabels(context: CanvasRenderingContext2D, labels: readonly Label[], palette: Palette): void {
  context.textBaseline = 'middle';
  context.strokeStyle = palette.paper;
  context.lineJoin = 'round';
  const usual = labelSize(palette.textSize);
  for (const label of labels) {
    const { x, y, text, align = 'left', color = 'ink', bold = false, overLines = false, size = usual } = label;
    context.fillStyle = palette[color];
    context.lineWidth = size * 0.35;
    const write = (part: string, at: number, base: number) => {
      if (overLines) context.strokeText(part, at, base);
      context.fillText(part, at, base);
    };
    if (!text.includes('$')) {
      context.textAlign = align;
      context.font = plainFont(size, bold);
      write(text, x, y);
      continue;
    }
    context.textAlign = 'left';
    const runs = runsOf(text, size, bold).map((run) => {
      context.font = run.font;
      return { ...run, width: context.measureText(run.text).width };
    });
    const total = runs.reduce((sum, { width }) => sum + width, 0);
    let at = x - (align === 'center' ? total / 2 : align === 'right' ? total : 0);
    for (const { text: part, font, drop, width } of runs) {
      context.font = font;
      write(part, at, y + drop);
      at += width;
    }
  }
}

function plainFont(size: number, bold: boolean): string {
  return `${bold ? '600 ' : ''}${size}px system-ui, sans-serif`;
}

function runsOf(text: string, size: number, bold: boolean): Run[] {
  return text.split('$').flatMap((part, index): Run[] => {
    if (part === '') return [];
    if (index % 2 === 0) return [{ text: part, font: plainFont(size, bold), drop: 0 }];
    return mathRuns(part, size * 1.15);
  });
}

function mathRuns(text: string, size: number): Run[] {
  const runs: Run[] = [];
  for (const [, sign, raised] of text.matchAll(/(_?)(.)/gu)) {
    if (sign === '_') runs.push({ text: raised!, font: `${size * 0.7}px KaTeX_Main, serif`, drop: size * 0.25 });
    // Fonts of formulas draw the prime as large as a letter, to be raised.
    else if (raised === '′')
      runs.push({ text: '\u200a\u200a′', font: `${size * 0.7}px KaTeX_Main, serif`, drop: -size * 0.25 });
    else if (/[a-z]/i.test(raised!)) runs.push({ text: raised!, font: `italic ${size}px KaTeX_Math, serif`, drop: 0 });
    else runs.push({ text: raised!, font: `${size}px KaTeX_Main, serif`, drop: 0 });
  }
  return runs;
}
