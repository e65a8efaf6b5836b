import type { Point } from './strokes.ts';

/** Values on a grid of squares, row by row; those that are no finite number are holes. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** [rows × columns] */
  readonly values: ArrayLike<number>;
}

/** A line through all places of one value; closed where it ends at its first point. Places are columns and rows, with fractions. */
export type ContourLine = readonly Point[];

/**
 * The lines on which the grid has the value `level`, straight within a square, by linear interpolation on its sides.
 *
 * Squares with a hole at a corner have none. Where two corners lie above and the other two, across, below, the mean of all four decides
 * which are joined.
 * Source   Lorensen and Cline, "Marching Cubes", 1987, in two dimensions.
 */
export function contourLines(grid: Grid, level: number): ContourLine[] {
  const ends = new Map<number, Segment[]>();
  const segments: Segment[] = [];
  for (let row = 0; row + 1 < grid.rows; row++) {
    for (let column = 0; column + 1 < grid.columns; column++) {
      for (const [from, to] of crossings(grid, level, column, row)) {
        const segment = { from, to, isUsed: false };
        segments.push(segment);
        for (const end of [from, to]) {
          const others = ends.get(end);
          if (others) others.push(segment);
          else ends.set(end, [segment]);
        }
      }
    }
  }
  const place = (edge: number) => placeOnEdge(grid, level, edge);
  const lines: ContourLine[] = [];
  for (const segment of segments) {
    if (segment.isUsed) continue;
    segment.isUsed = true;
    const edges = [...follow(ends, segment.from).reverse(), segment.from, segment.to, ...follow(ends, segment.to)];
    lines.push(edges.map(place));
  }
  return lines;
}

interface Segment {
  /** Sides of squares, as numbers: 2·(row · columns + column), plus 1 for the one that goes up. */
  readonly from: number;
  readonly to: number;
  isUsed: boolean;
}

/** The sides that come after side `edge`, in order; their segments are used up. */
function follow(ends: Map<number, Segment[]>, edge: number): number[] {
  const edges: number[] = [];
  for (;;) {
    const next = ends.get(edge)?.find(({ isUsed }) => !isUsed);
    if (!next) return edges;
    next.isUsed = true;
    edge = next.from === edge ? next.to : next.from;
    edges.push(edge);
  }
}

/** The pairs of sides that are joined within one square. */
function crossings({ columns, values }: Grid, level: number, column: number, row: number): (readonly [number, number])[] {
  const at = row * columns + column;
  const corners = [values[at]!, values[at + 1]!, values[at + columns + 1]!, values[at + columns]!] as const;
  if (!corners.every(Number.isFinite)) return [];
  const [bottom, right, top, left] = [2 * at, 2 * (at + 1) + 1, 2 * (at + columns), 2 * at + 1] as const;
  const above = corners.map((value) => value >= level);
  const isMeanAbove = corners.reduce((sum, value) => sum + value, 0) / 4 >= level;
  const crossed = [bottom, right, top, left].filter((_, side) => above[side] !== above[(side + 1) % 4]);
  if (crossed.length === 2) return [[crossed[0]!, crossed[1]!]];
  if (crossed.length === 0) return [];
  // Corner 0, at the bottom left, is cut off alone unless the middle is on its side.
  return above[0] === isMeanAbove
    ? [
        [bottom, right],
        [top, left],
      ]
    : [
        [left, bottom],
        [right, top],
      ];
}

function placeOnEdge({ columns, values }: Grid, level: number, edge: number): Point {
  const at = edge >> 1;
  const isUpright = edge % 2 === 1;
  const here = values[at]!;
  const there = values[at + (isUpright ? columns : 1)]!;
  const share = (level - here) / (there - here);
  const column = at % columns;
  const row = Math.floor(at / columns);
  return isUpright ? { x: column, y: row + share } : { x: column + share, y: row };
}
