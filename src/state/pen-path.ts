import type { Point } from '../domain/strokes.ts';

/** The side of the pad in cells. */
export const PAD_SIDE = 28;

/** Points closer together than this many cells say nothing new about a line. */
const CLOSEST = 0.04;

/** The part of a straight move that lies on the pad; null where it does not touch it. */
interface MoveOnPad {
  readonly from: Point;
  readonly to: Point;
  /** The move came in over the edge. */
  readonly enters: boolean;
}

/**
 * Adds a move of the pen to the lines that it has drawn so far.
 *
 * A pen that leaves the pad ends its line at the edge, and begins a new one where it comes back, as on a sheet of paper. `lines` is
 * not changed; `from` is where the pen was, wherever that is.
 */
export function penMoved(lines: readonly (readonly Point[])[], from: Point, to: Point): readonly (readonly Point[])[] {
  const move = moveOnPad(from, to);
  if (!move) return lines;
  const line = lines[lines.length - 1];
  if (!line || move.enters) return [...lines, [move.from, move.to]];
  const last = line[line.length - 1]!;
  if (Math.hypot(move.to.x - last.x, move.to.y - last.y) < CLOSEST) return lines;
  return [...lines.slice(0, -1), [...line, move.to]];
}

export function isOnPad({ x, y }: Point): boolean {
  return x >= 0 && x <= PAD_SIDE && y >= 0 && y <= PAD_SIDE;
}

/** Source Liang–Barsky line clipping. */
function moveOnPad(from: Point, to: Point): MoveOnPad | null {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  let enter = 0;
  let leave = 1;
  const edges: readonly [number, number][] = [
    [-dx, from.x],
    [dx, PAD_SIDE - from.x],
    [-dy, from.y],
    [dy, PAD_SIDE - from.y],
  ];
  for (const [outward, distance] of edges) {
    if (outward === 0) {
      if (distance < 0) return null;
    } else if (outward < 0) {
      enter = Math.max(enter, distance / outward);
    } else {
      leave = Math.min(leave, distance / outward);
    }
  }
  if (!(enter <= leave)) return null;
  const at = (t: number): Point => ({ x: from.x + t * dx, y: from.y + t * dy });
  return { from: at(enter), to: leave === 1 ? to : at(leave), enters: enter > 0 };
}
