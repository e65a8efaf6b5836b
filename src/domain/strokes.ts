/** A place on the pad; the unit is one cell of the 28×28 grid, x to the right, y downwards, (0, 0) the top left corner. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One touch of the pen: a line through points, or a dot where there is only one. */
export interface Stroke {
  readonly points: readonly Point[];
  /** Width of the pen in cells. */
  readonly width: number;
  /** Darkness of the ink, 0 to 1. */
  readonly ink: number;
}

/** A drawing is its strokes in the order in which they were made. */
export type Drawing = readonly Stroke[];
