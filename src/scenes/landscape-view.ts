import { gridPlace, type Extent } from '../domain/landscape-plane.ts';
import type { Point } from '../domain/strokes.ts';
import { shareOf, type CostScale } from './cost-scale.ts';

/** A computed point of a landscape. */
export interface GridPoint {
  readonly column: number;
  readonly row: number;
}

/** What both pictures of a landscape show. */
export interface LandscapeView {
  readonly extent: Extent;
  readonly side: number;
  /** [side × side], the row with the smallest y first; NaN where nothing is computed yet. */
  readonly costs: Float64Array;
  /** How many rows are there. */
  readonly rows: number;
  readonly scale: CostScale | null;
  /** Where the path is on the plane, oldest first; the last one is where the network is now. */
  readonly path: readonly Point[];
  /** The computed point that is looked at. */
  readonly pointed: GridPoint | null;
  /** Names of the two directions, and of the cost. */
  readonly names: { readonly x: string; readonly y: string; readonly cost: string };
  /** All rows are there and nothing moves: time for a finer picture. */
  readonly isStill: boolean;
}

/** The heights of a landscape, 0 to 1; NaN where there is none. */
export function heightsOf({ costs, scale }: LandscapeView): Float32Array {
  return Float32Array.from(costs, (cost) => (scale && Number.isFinite(cost) ? shareOf(scale, cost) : NaN));
}

/** The height at a place of the plane, between the four computed points around it; null beyond the plane or where one is missing. */
export function heightAt(
  { extent, side }: Pick<LandscapeView, 'extent' | 'side'>,
  heights: ArrayLike<number>,
  { x, y }: Point,
): number | null {
  const across = ((x - extent.x[0]) / (extent.x[1] - extent.x[0])) * (side - 1);
  const up = ((y - extent.y[0]) / (extent.y[1] - extent.y[0])) * (side - 1);
  if (!(across >= 0 && up >= 0 && across <= side - 1 && up <= side - 1)) return null;
  const column = Math.min(side - 2, Math.floor(across));
  const row = Math.min(side - 2, Math.floor(up));
  const [u, v] = [across - column, up - row];
  const at = (c: number, r: number) => heights[(row + r) * side + column + c]!;
  const height = (1 - v) * ((1 - u) * at(0, 0) + u * at(1, 0)) + v * ((1 - u) * at(0, 1) + u * at(1, 1));
  return Number.isNaN(height) ? null : height;
}

/** The place of a computed point on the plane. */
export function placeOfPoint({ extent, side }: Pick<LandscapeView, 'extent' | 'side'>, { column, row }: GridPoint): Point {
  return gridPlace(extent, side, column, row);
}

/** The parts of a path that are there, each of two points or more. */
export function stretches(points: readonly (Point | null)[]): Point[][] {
  const found: Point[][] = [[]];
  for (const point of points) {
    if (point) found[found.length - 1]!.push(point);
    else if (found[found.length - 1]!.length > 0) found.push([]);
  }
  return found.filter(({ length }) => length > 1);
}
