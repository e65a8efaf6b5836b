import type { NetworkParameters } from './parameters.ts';

/** Where gradient descent was. */
export interface PathPoint {
  readonly iteration: number;
  readonly parameters: NetworkParameters;
}

/** More points than this are not kept. */
export const MOST_PATH_POINTS = 64;

/**
 * A path with one more point, thinned so that at most `most` are left.
 *
 * The first and the last are always there; between them every point, then every second, fourth, … iteration.
 */
export function pathWith(path: readonly PathPoint[], next: PathPoint, most = MOST_PATH_POINTS): PathPoint[] {
  let stride = 1;
  while (next.iteration / stride > most - 2) stride *= 2;
  return [...path.filter(({ iteration }) => iteration < next.iteration && iteration % stride === 0), next];
}
