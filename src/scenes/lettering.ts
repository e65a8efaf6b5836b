import type { Paper } from './canvas.ts';
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

/** Words in as few lines of at most `most` letters as it takes, all about equally long; a longer word has a line of its own. */
export function wrapped(text: string, most: number): string[] {
  let lines = filled(text, most);
  for (let shorter = most - 1; shorter > 0; shorter--) {
    const others = filled(text, shorter);
    if (others.length > lines.length) break;
    lines = others;
  }
  return lines;
}

/** Words in lines that are as full as they may be. */
function filled(text: string, most: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line !== '' && line.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines;
}

interface PlacedRun {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly color: string;
  /** How far the paper around the letters reaches, in CSS pixels; 0 where there is none. */
  readonly outline: number;
}

/** Paper around letters is the letters themselves, moved in eight directions: a browser keeps their dots, and works out every outline anew. */
const AROUND = Array.from({ length: 8 }, (_, eighth) => {
  const angle = (eighth * Math.PI) / 4;
  return [Math.cos(angle), Math.sin(angle)] as const;
});

/** Writes labels on a finished picture: font by font, for it costs more to change the font than to write a number. */
export function drawLabels(context: Paper, labels: readonly Label[], palette: Palette): void {
  const usual = labelSize(palette.textSize);
  const byFont = new Map<string, PlacedRun[]>();
  for (const { x, y, text, align = 'left', color = 'ink', bold = false, overLines = false, size = usual } of labels) {
    const { runs, widths, total } = setText(context, text, size, bold);
    let at = x - (align === 'center' ? total / 2 : align === 'right' ? total : 0);
    for (const [index, run] of runs.entries()) {
      const outline = overLines ? size * 0.16 : 0;
      const placed = { text: run.text, x: at, y: y + run.drop, color: palette[color], outline };
      const others = byFont.get(run.font);
      if (others) others.push(placed);
      else byFont.set(run.font, [placed]);
      at += widths[index]!;
    }
  }
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  for (const [font, runs] of byFont) {
    context.font = font;
    context.fillStyle = palette.paper;
    for (const { text, x, y, outline } of runs) {
      if (outline > 0) for (const [dx, dy] of AROUND) context.fillText(text, x + dx * outline, y + dy * outline);
    }
    for (const { text, x, y, color } of runs) {
      context.fillStyle = color;
      context.fillText(text, x, y);
    }
  }
}

/** A text as it is set: its runs with their widths, in CSS pixels. */
interface SetText {
  readonly runs: readonly Run[];
  readonly widths: readonly number[];
  readonly total: number;
}

/** Texts by size, weight and themselves: most of a picture's are those of the frame before. */
const knownTexts = new Map<string, SetText>();
/** Widths by size, weight and the text with every digit as 0. */
const knownWidths = new Map<string, readonly number[]>();
/** Numbers that change would fill the memory. */
const MOST_KNOWN = 200;

/** A font has come: what was measured may be wrong. */
export function forgetLetterWidths(): void {
  knownTexts.clear();
  knownWidths.clear();
}

/** All digits count as wide as 0, so that changing numbers do not tremble, and are not measured again. */
function setText(context: Paper, text: string, size: number, bold: boolean): SetText {
  const look = `${size} ${bold} `;
  const known = knownTexts.get(look + text);
  if (known) return known;
  const runs = runsOf(text, size, bold);
  const key = look + zeros(text);
  let widths = knownWidths.get(key);
  if (!widths) {
    widths = runs.map((run) => {
      context.font = run.font;
      return context.measureText(zeros(run.text)).width;
    });
    knownWidths.set(key, widths);
  }
  const set = { runs, widths, total: widths.reduce((sum, width) => sum + width, 0) };
  if (knownTexts.size >= MOST_KNOWN) knownTexts.clear();
  knownTexts.set(look + text, set);
  return set;
}

function zeros(text: string): string {
  return text.replace(/\d/g, '0');
}

function runsOf(text: string, size: number, bold: boolean): Run[] {
  return text.split('$').flatMap((part, index): Run[] => {
    if (part === '') return [];
    if (index % 2 === 0) return [{ text: part, font: `${bold ? '600 ' : ''}${size}px system-ui, sans-serif`, drop: 0 }];
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
