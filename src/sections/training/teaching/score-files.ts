import type { Judgement, Score } from '../../../engine/teaching.ts';
import { wrapped } from '../../../scenes/lettering.ts';
import { readPalette } from '../../../scenes/palette.ts';
import { percent } from '../../../domain/numbers.ts';
import type { Picture } from '../../../ui/save-button.tsx';
import type { TeachingWords } from './words.ts';

/** A kind of digits, and how many of them are read rightly before and after a lesson; null where there are none. */
export interface ScoreRow {
  readonly name: string;
  readonly before: Score | null;
  readonly after: Score | null;
}

/** The rows of the table; without scores before the first lesson. */
export function scoreRows(
  lesson: { readonly before: Judgement; readonly after: Judgement } | null,
  { table }: TeachingWords,
): readonly ScoreRow[] {
  const row = (name: string, pick: (judged: Judgement) => Score | null): ScoreRow => ({
    name,
    before: lesson && pick(lesson.before),
    after: lesson && pick(lesson.after),
  });
  return [
    row(table.drawn, ({ drawn }) => drawn),
    row(table.varied, ({ varied }) => varied),
    row(table.validation, ({ validation }) => validation),
  ];
}

export function scoresCsv(rows: readonly ScoreRow[], { file }: TeachingWords['table']): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const counts = (score: Score | null) => (score ? [score.correct, score.count] : ['', '']);
  const lines = rows.map(({ name, before, after }) => [quoted(name), ...counts(before), ...counts(after)].join(','));
  return `${[file.map(quoted).join(','), ...lines].join('\n')}\n`;
}

const MARGIN = 24;
const LINE = 36;
const NAME = 320;
const COLUMN = 180;
/** Letters of a line of words at most, as wide as the picture. */
const LETTERS = 90;

/** The table, and under it what has been forgotten. */
export function scoresPicture(rows: readonly ScoreRow[], forgotten: string, words: TeachingWords): Picture {
  const width = 2 * MARGIN + NAME + 2 * COLUMN;
  const sentence = wrapped(forgotten, LETTERS);
  const height = 2 * MARGIN + LINE * (2 + rows.length) + 24 * sentence.length;
  return {
    width,
    height,
    paint(context) {
      const { paper, ink, quiet, guide } = readPalette();
      const write = (text: string, x: number, y: number, align: CanvasTextAlign, color = ink) => {
        context.textAlign = align;
        context.fillStyle = color;
        context.fillText(text, x, y);
      };
      const { table } = words;
      const [first, second] = [MARGIN + NAME + COLUMN, MARGIN + NAME + 2 * COLUMN];
      context.fillStyle = paper;
      context.fillRect(0, 0, width, height);
      context.font = '14px system-ui, sans-serif';
      context.textBaseline = 'middle';
      write(table.title, MARGIN, MARGIN + LINE / 2, 'left');
      write(words.before, first, MARGIN + 1.5 * LINE, 'right', quiet);
      write(words.after, second, MARGIN + 1.5 * LINE, 'right', quiet);
      for (const [place, { name, before, after }] of rows.entries()) {
        const top = MARGIN + (2 + place) * LINE;
        context.fillStyle = guide;
        context.fillRect(MARGIN, top, width - 2 * MARGIN, 1);
        write(name, MARGIN, top + LINE / 2, 'left', quiet);
        for (const [score, x] of [
          [before, first],
          [after, second],
        ] as const) {
          const text = score ? `${percent(score.correct / score.count)}  ${table.of(score.correct, score.count)}` : table.none;
          write(text, x, top + LINE / 2, 'right');
        }
      }
      const below = MARGIN + (2 + rows.length) * LINE + 12;
      for (const [place, line] of sentence.entries()) write(line, MARGIN, below + place * 24, 'left', quiet);
    },
  };
}
