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

/** Where a cursor key leads from a tile; null for a key that leads nowhere. */
export function tileAfterKey(key: string, tile: number, count: number, columns: number): number | null {
  const to = (next: number) => (next >= 0 && next < count ? next : tile);
  const row = Math.floor(tile / columns) * columns;
  if (key === 'ArrowRight') return to(tile + 1);
  if (key === 'ArrowLeft') return to(tile - 1);
  if (key === 'ArrowDown') return to(tile + columns);
  if (key === 'ArrowUp') return to(tile - columns);
  if (key === 'Home') return row;
  if (key === 'End') return Math.min(count, row + columns) - 1;
  if (key === 'PageUp') return 0;
  return key === 'PageDown' ? count - 1 : null;
}
