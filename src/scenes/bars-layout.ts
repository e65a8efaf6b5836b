import { percent } from '../domain/numbers.ts';
import type { Label } from './lettering.ts';

/** Ten answers as bars. */
export interface BarsView {
  /** [10], 0 to 1. */
  readonly shares: readonly number[];
  /** The two most probable digits; null while there is no answer. */
  readonly first: number | null;
  readonly second: number | null;
  readonly words: { readonly first: string; readonly second: string };
}

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface BarsLayout {
  /** The whole of each bar, from 0 to 100 %. */
  readonly tracks: readonly Bar[];
  /** As much of it as its share. */
  readonly fills: readonly Bar[];
  readonly labels: readonly Label[];
}

/** How wide or high the parts of a bar are, in sizes of the page's text. */
const ROW = { digit: 1.25, track: 0.75, percent: 3.75, gap: 0.5, rank: 1.75 };
const COLUMN = { gap: 0.25, percent: 1.125, digit: 1.25, rank: 1 };
/** Sizes of lettering beside the size of the page's text. */
const USUAL = 0.875;
const SMALL = 0.6875;

/** Where bars and numbers are, in CSS pixels: lying bars below each other where there is height for a line each, else standing ones side by side. */
export function barsLayout(view: BarsView, width: number, height: number, textSize: number): BarsLayout {
  return height < view.shares.length * textSize
    ? standing(view, width, height, textSize)
    : lying(view, width, height, textSize);
}

/** Where the scale of lying bars begins and ends, in sizes of the page's text from the left and the right edge. */
export const SCALE_INSET = { left: ROW.digit, right: ROW.gap + ROW.percent + ROW.gap + ROW.rank };

function lying(view: BarsView, width: number, height: number, textSize: number): BarsLayout {
  const pitch = height / view.shares.length;
  const left = SCALE_INSET.left * textSize;
  const right = width - SCALE_INSET.right * textSize;
  const thick = ROW.track * textSize;
  const middle = (digit: number) => (digit + 0.5) * pitch;
  const bars = view.shares.map((share, digit) => {
    const bar = { x: left, y: Math.round(middle(digit) - thick / 2), width: right - left, height: thick };
    return { track: bar, fill: { ...bar, width: bar.width * share } };
  });
  const percentEnd = right + (ROW.gap + ROW.percent) * textSize;
  const labels = view.shares.flatMap((share, digit): Label[] => {
    const line = { y: middle(digit), color: colorOf(view, digit), size: USUAL * textSize } as const;
    const bold = digit === view.first;
    return [
      { ...line, x: 0, text: String(digit), bold },
      { ...line, x: percentEnd, text: percent(share), align: 'right', bold },
      ...rankOf(view, digit).map((text): Label => ({ ...line, x: percentEnd + ROW.gap * textSize, text })),
    ];
  });
  return { tracks: bars.map(({ track }) => track), fills: bars.map(({ fill }) => fill), labels };
}

function standing(view: BarsView, width: number, height: number, textSize: number): BarsLayout {
  const gap = COLUMN.gap * textSize;
  const wide = (width - 9 * gap) / view.shares.length;
  const top = COLUMN.percent * textSize;
  const bottom = height - (COLUMN.digit + COLUMN.rank) * textSize;
  const left = (digit: number) => digit * (wide + gap);
  const tracks = view.shares.map((_, digit) => ({ x: left(digit), y: top, width: wide, height: bottom - top }));
  const fills = tracks.map((track, digit) => {
    const tall = track.height * view.shares[digit]!;
    return { ...track, y: bottom - tall, height: tall };
  });
  const labels = view.shares.flatMap((share, digit): Label[] => {
    const column = { x: left(digit) + wide / 2, align: 'center', color: colorOf(view, digit) } as const;
    const bold = digit === view.first;
    const small = SMALL * textSize;
    const rankY = height - (COLUMN.rank / 2) * textSize;
    return [
      { ...column, y: top / 2, text: (share * 100).toFixed(1), size: small, bold },
      { ...column, y: bottom + (COLUMN.digit / 2) * textSize, text: String(digit), size: textSize, bold },
      ...rankOf(view, digit).map((text): Label => ({ ...column, y: rankY, text, size: small })),
    ];
  });
  return { tracks, fills, labels };
}

function rankOf({ first, second, words }: BarsView, digit: number): string[] {
  return digit === first ? [words.first] : digit === second ? [words.second] : [];
}

function colorOf({ first, second }: BarsView, digit: number): 'ink' | 'quiet' {
  return digit === first || digit === second ? 'ink' : 'quiet';
}
