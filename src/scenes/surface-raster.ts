import type { SurfaceView } from './surface-view.ts';

/** Dots of a picture, row by row; each is four bytes red, green, blue and opacity. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly dots: Uint32Array;
}

/** Colours that are in the memory of a picture as they stand here: lowest byte red, highest opacity. */
export interface SurfaceColors {
  /** Where one band of the scale ends and the next begins, as shares of the scale. */
  readonly bandEnds: Float64Array;
  /** One a band, and the lines of the mesh over it. */
  readonly fills: Uint32Array;
  readonly lines: Uint32Array;
}

/** Heights over a square grid as 0 to 1; NaN where there is none. */
export interface Heights {
  readonly side: number;
  /** [side × side], the row with the smallest y first. */
  readonly shares: Float32Array;
}

/** Steps of the table from shares to bands. */
const STEPS = 1024;
/** About so many lines of the mesh each way. */
const MESH = 25;

/**
 * Draws a surface seen from above at a slant: square by square from the farthest to the nearest, so that what is nearer covers what is behind
 * it; in each, two triangles with a shade a band, and the lines of the mesh on its sides.
 *
 * Without a GPU this is many times faster than asking a canvas for thousands of paths, and it needs no GPU.
 */
export function rasterSurface({ side, shares }: Heights, view: SurfaceView, colors: SurfaceColors, raster: Raster): void {
  raster.dots.fill(0);
  const table = bandTable(colors);
  const points = view.placeAll(side, shares);
  const columns = order(side, view.sin > 0);
  const rows = order(side, view.cos > 0);
  const every = Math.max(1, Math.round((side - 1) / MESH));
  for (const row of rows) {
    for (const column of columns) {
      const a = row * side + column;
      const [b, c, d] = [a + 1, a + side, a + side + 1];
      if (!(shares[a]! + shares[b]! + shares[c]! + shares[d]! >= 0)) continue;
      triangle(raster, points, shares, a, b, d, table);
      triangle(raster, points, shares, a, d, c, table);
      // The sides away from the eye: those before it are covered by the next squares, which draw them.
      const mesh = (from: number, to: number) => meshLine(raster, points, shares, from, to, table);
      const [farRow, nearRow] = view.cos > 0 ? ([c, a] as const) : ([a, c] as const);
      const [farColumn, nearColumn] = view.sin > 0 ? ([b, a] as const) : ([a, b] as const);
      if ((view.cos > 0 ? row + 1 : row) % every === 0) mesh(farRow, farRow + 1);
      if ((view.sin > 0 ? column + 1 : column) % every === 0) mesh(farColumn, farColumn + side);
      if (row === (view.cos > 0 ? 0 : side - 2)) mesh(nearRow, nearRow + 1);
      if (column === (view.sin > 0 ? 0 : side - 2)) mesh(nearColumn, nearColumn + side);
    }
  }
}

interface BandTable {
  /** [STEPS + 1] */
  readonly fills: Uint32Array;
  readonly lines: Uint32Array;
}

function bandTable({ bandEnds, fills, lines }: SurfaceColors): BandTable {
  const table = { fills: new Uint32Array(STEPS + 1), lines: new Uint32Array(STEPS + 1) };
  let band = 0;
  for (let step = 0; step <= STEPS; step++) {
    while (band < bandEnds.length && step / STEPS >= bandEnds[band]!) band++;
    table.fills[step] = fills[band]!;
    table.lines[step] = lines[band]!;
  }
  return table;
}

/** The numbers of the squares of one direction, from the farthest to the nearest. */
function order(side: number, isLastFar: boolean): number[] {
  const numbers = Array.from({ length: side - 1 }, (_, n) => n);
  return isLastFar ? numbers.reverse() : numbers;
}

/** Fills a triangle between three points of the grid; points are [x, y] in dots. */
function triangle(
  { width, height, dots }: Raster,
  points: Float32Array,
  shares: Float32Array,
  a: number,
  b: number,
  c: number,
  { fills }: BandTable,
): void {
  const [ax, ay, bx, by, cx, cy] = [
    points[2 * a]!,
    points[2 * a + 1]!,
    points[2 * b]!,
    points[2 * b + 1]!,
    points[2 * c]!,
    points[2 * c + 1]!,
  ];
  const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
  if (area === 0) return;
  const shareA = shares[a]! * STEPS;
  const toB = shares[b]! * STEPS - shareA;
  const toC = shares[c]! * STEPS - shareA;
  const perX = (toB * (cy - ay) - toC * (by - ay)) / area;
  const perY = (toC * (bx - ax) - toB * (cx - ax)) / area;
  const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
  const bottom = Math.min(height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
  for (let row = top; row <= bottom; row++) {
    const y = row + 0.5;
    let left = Infinity;
    let right = -Infinity;
    if (ay <= y !== by <= y) {
      const x = ax + ((y - ay) / (by - ay)) * (bx - ax);
      left = x;
      right = x;
    }
    if (by <= y !== cy <= y) {
      const x = bx + ((y - by) / (cy - by)) * (cx - bx);
      if (x < left) left = x;
      if (x > right) right = x;
    }
    if (cy <= y !== ay <= y) {
      const x = cx + ((y - cy) / (ay - cy)) * (ax - cx);
      if (x < left) left = x;
      if (x > right) right = x;
    }
    // Half a dot more on either side: no gaps between neighbours.
    const first = Math.max(0, Math.floor(left));
    const last = Math.min(width - 1, Math.floor(right));
    let share = shareA + perX * (first + 0.5 - ax) + perY * (y - ay);
    for (let at = row * width + first; at <= row * width + last; at++) {
      dots[at] = fills[share < 0 ? 0 : share > STEPS ? STEPS : share | 0]!;
      share += perX;
    }
  }
}

/** A line one dot wide between two points of the grid. */
function meshLine(
  { width, height, dots }: Raster,
  points: Float32Array,
  shares: Float32Array,
  a: number,
  b: number,
  { lines }: BandTable,
): void {
  const [ax, ay] = [points[2 * a]!, points[2 * a + 1]!];
  const [dx, dy] = [points[2 * b]! - ax, points[2 * b + 1]! - ay];
  const steps = Math.max(1, Math.ceil(Math.max(Math.abs(dx), Math.abs(dy))));
  for (let step = 0; step <= steps; step++) {
    const x = (ax + (dx * step) / steps) | 0;
    const y = (ay + (dy * step) / steps) | 0;
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const share = (shares[a]! + ((shares[b]! - shares[a]!) * step) / steps) * STEPS;
    dots[y * width + x] = lines[share < 0 ? 0 : share > STEPS ? STEPS : share | 0]!;
  }
}
