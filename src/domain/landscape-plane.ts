import { dot } from './parameter-vector.ts';
import { spreadOf } from './path-components.ts';
import type { Point } from './strokes.ts';

/** A plane in the space of all parameters: a point of it, and two directions of length 1, square to each other; all vectors. */
export interface ParameterPlane {
  readonly origin: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

/** The part of a plane that is looked at, in distances along its two directions. */
export interface Extent {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}

/** Where a point of the space meets a plane: the foot of the perpendicular, and how long that is. */
export interface Foot extends Point {
  readonly distance: number;
}

/** The parameters at a place of the plane, origin + x·first + y·second, in float64 and rounded once. */
export function vectorAt({ origin, first, second }: ParameterPlane, { x, y }: Point): Float32Array {
  return origin.map((value, n) => value + y * second[n]! + x * first[n]!);
}

/** The foot of a point, given as its difference from the origin. */
export function footOf({ first, second }: Pick<ParameterPlane, 'first' | 'second'>, difference: Float32Array): Foot {
  const x = dot(difference, first);
  const y = dot(difference, second);
  let rest = 0;
  for (let n = 0; n < difference.length; n++) rest += (difference[n]! - x * first[n]! - y * second[n]!) ** 2;
  return { x, y, distance: Math.sqrt(rest) };
}

/** The share of the points' variance that their feet have, 0 to 1; null where they do not differ. The points as differences from one origin. */
export function explainedShare(points: readonly Float32Array[], feet: readonly Point[]): number | null {
  const all = spreadOf(points);
  if (!(all > 0)) return null;
  const spread = (values: readonly number[]) => {
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  return Math.min(1, (spread(feet.map(({ x }) => x)) + spread(feet.map(({ y }) => y))) / all);
}

/** A side of the picture is at least this share of the other one: a path that goes straight on has room to its sides. */
const NARROWEST = 0.25;

/** The part of a plane that holds all these places with room around them: `room` 1.5 makes it half as large again. */
export function extentAround(places: readonly Point[], room: number): Extent {
  const range = (values: readonly number[]) => [Math.min(...values), Math.max(...values)] as const;
  const [left, right] = range(places.map(({ x }) => x));
  const [low, high] = range(places.map(({ y }) => y));
  const largest = Math.max(right - left, high - low) || 1;
  const half = (from: number, to: number) => (room * Math.max(to - from, NARROWEST * largest)) / 2;
  const around = (from: number, to: number): [number, number] => {
    const middle = (from + to) / 2;
    return [middle - half(from, to), middle + half(from, to)];
  };
  return { x: around(left, right), y: around(low, high) };
}

/** The place of grid point `column`, `row` of `side` × `side`: row 0 is the lowest. */
export function gridPlace({ x, y }: Extent, side: number, column: number, row: number): Point {
  const on = ([from, to]: readonly [number, number], n: number) => from + ((to - from) * n) / (side - 1);
  return { x: on(x, column), y: on(y, row) };
}
