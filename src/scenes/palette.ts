/** The colours that pictures are made of, as #rrggbb. */
export interface Palette {
  /** The field of a figure, where there is no ink. */
  readonly field: string;
  /** Full ink. */
  readonly ink: string;
  /** Lines that help to read a figure. */
  readonly guide: string;
  /** The lattice of cells. */
  readonly lattice: string;
  /** Focus and selection. */
  readonly accent: string;
  /** Full strength of a positive and of a negative value. */
  readonly positive: string;
  readonly negative: string;
  /** Bars: their ground, and what is filled of the first, the second and any other. */
  readonly track: string;
  readonly barFirst: string;
  readonly barSecond: string;
  readonly bar: string;
  /** What the page itself is painted with. */
  readonly paper: string;
  /** Words that stand back. */
  readonly quiet: string;
  /** The size of the page's text in CSS pixels: 16, or 24 on a projector. */
  readonly textSize: number;
}

/** Reads the colours of the present theme from the page's one table of tokens. */
export function readPalette(): Palette {
  const style = getComputedStyle(document.documentElement);
  // The build shortens #ffffff to #fff.
  const token = (name: string) =>
    style
      .getPropertyValue(name)
      .trim()
      .replace(/^#(.)(.)(.)$/, '#$1$1$2$2$3$3');
  return {
    field: token('--field'),
    ink: token('--ink'),
    guide: token('--guide'),
    lattice: token('--lattice'),
    accent: token('--accent'),
    positive: token('--positive'),
    negative: token('--negative'),
    track: token('--track'),
    barFirst: token('--bar-first'),
    barSecond: token('--bar-second'),
    bar: token('--bar'),
    paper: token('--paper'),
    quiet: token('--text-quiet'),
    textSize: Number.parseFloat(style.fontSize),
  };
}

/** The colour `share` of the way from one colour to another, both #rrggbb, as 0xrrggbb. */
export function mixed(from: string, to: string, share: number): number {
  let result = 0;
  for (let at = 1; at < 7; at += 2) {
    const low = Number.parseInt(from.slice(at, at + 2), 16);
    const high = Number.parseInt(to.slice(at, at + 2), 16);
    result = result * 256 + Math.round(low + (high - low) * share);
  }
  return result;
}

/** 0xrrggbb as #rrggbb. */
export function hexOf(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}
