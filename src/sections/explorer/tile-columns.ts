/** The narrowest tile, in CSS pixels, that a mouse and a finger can hit. */
export const LEAST_PITCH = { mouse: 36, finger: 44 } as const;

/**
 * How many of `count` square tiles stand side by side, so that all are as large as they can be in width × height.
 *
 * Where they do not fit the height at `leastPitch`, they go on below it rather than become smaller.
 */
export function tileColumns(count: number, width: number, height: number, leastPitch: number): number {
  const most = Math.max(1, Math.min(count, Math.floor(width / leastPitch)));
  for (let columns = 1; columns < most; columns++) {
    if (Math.ceil(count / columns) * (width / columns) <= height) return columns;
  }
  return most;
}
