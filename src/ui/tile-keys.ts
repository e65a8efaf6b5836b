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
