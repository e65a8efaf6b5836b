import type { Point } from '../domain/strokes.ts';

/** The parts of a line that a pattern of lengths, drawn and left out in turn, lets be seen. */
export function dashesOf(points: readonly Point[], pattern: readonly number[]): Point[][] {
  const parts: Point[][] = [];
  let at = 0;
  let left = pattern[0]!;
  let part: Point[] | null = points[0] ? [points[0]] : null;
  for (let index = 1; index < points.length; index++) {
    let from = points[index - 1]!;
    const to = points[index]!;
    let length = Math.hypot(to.x - from.x, to.y - from.y);
    while (length > left) {
      const share = left / length;
      from = { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
      length -= left;
      if (part) parts.push([...part, from]);
      part = part ? null : [from];
      at = (at + 1) % pattern.length;
      left = pattern[at]!;
    }
    left -= length;
    part?.push(to);
  }
  if (part && part.length > 1) parts.push(part);
  return parts;
}
