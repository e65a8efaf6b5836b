import type { Point } from '../domain/strokes.ts';
import { LETTER_WIDTH, type Label } from './lettering.ts';

/** A rectangle in CSS pixels. */
export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** What a label should not lie on. */
export interface Obstacles {
  readonly boxes: readonly Box[];
  readonly lines: readonly (readonly [Point, Point])[];
}

/** About the room that a label takes. */
export function boxOf({ x, y, text, align = 'left' }: Label, size: number): Box {
  const width = text.replace(/[$_]/g, '').length * size * LETTER_WIDTH;
  const left = x - (align === 'center' ? width / 2 : align === 'right' ? width : 0);
  return { left, right: left + width, top: y - size * 0.6, bottom: y + size * 0.6 };
}

export function boxAround({ x, y }: Point, reach: number): Box {
  return { left: x - reach, right: x + reach, top: y - reach, bottom: y + reach };
}

/** The first of several ways to place labels that lies on nothing within the frame; where there is none, the one that lies on least. */
export function clearest<Labels extends readonly Label[]>(
  ways: readonly Labels[],
  size: number,
  obstacles: Obstacles,
  frame: Box,
): Labels {
  let best = ways[0]!;
  let fewest = Infinity;
  for (const labels of ways) {
    const hits = labels.reduce((sum, label) => sum + hitsOf(boxOf(label, size), obstacles, frame), 0);
    if (hits < fewest) [best, fewest] = [labels, hits];
  }
  return best;
}

/** A name beside a place, on the side where it is clearest: above or below first, as asked. */
export function nameBeside(
  at: Point,
  text: string,
  size: number,
  first: 'above' | 'below',
  obstacles: Obstacles,
  frame: Box,
): Label {
  const near = size * 1.1;
  const rows = first === 'above' ? [-near, near, 0] : [near, -near, 0];
  const ways = rows.flatMap((down) =>
    ([1, -1] as const).map((side): readonly [Label] => [
      { x: at.x + side * near, y: at.y + down, text, align: side === 1 ? 'left' : 'right' },
    ]),
  );
  return clearest(ways, size, obstacles, frame)[0];
}

function hitsOf(box: Box, { boxes, lines }: Obstacles, frame: Box): number {
  const isOutside = box.left < frame.left || box.right > frame.right || box.top < frame.top || box.bottom > frame.bottom;
  const onBoxes = boxes.filter(
    (other) => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top,
  ).length;
  // To be cut off is worse than to lie on two things.
  return (isOutside ? 3 : 0) + onBoxes + lines.filter((line) => isCrossed(box, line)).length;
}

/** Does a line between two points run through a box? */
export function isCrossed({ left, right, top, bottom }: Box, [from, to]: readonly [Point, Point]): boolean {
  let start = 0;
  let end = 1;
  for (const [at, step, low, high] of [
    [from.x, to.x - from.x, left, right],
    [from.y, to.y - from.y, top, bottom],
  ] as const) {
    if (step === 0) {
      if (at < low || at > high) return false;
      continue;
    }
    const one = (low - at) / step;
    const other = (high - at) / step;
    start = Math.max(start, Math.min(one, other));
    end = Math.min(end, Math.max(one, other));
  }
  return start < end;
}
