import type { Graphics } from 'pixi.js';
import type { Point } from '../domain/strokes.ts';
import { strokeLine } from './dashes.ts';
import type { Palette } from './palette.ts';

/** The path on a landscape: where it began, the way, and where the network is now. */
export interface PathMarks {
  readonly path: readonly (readonly Point[])[];
  readonly start: Point | null;
  readonly now: Point | null;
}

/** On any shade: each line and mark has an edge of the field. */
export function drawPath(graphics: Graphics, { path, start, now }: PathMarks, palette: Palette): void {
  for (const stretch of path) strokeLine(graphics, stretch, { color: palette.field, width: 5 });
  for (const stretch of path) strokeLine(graphics, stretch, { color: palette.accent, width: 2 });
  if (start) {
    graphics.circle(start.x, start.y, 5).fill(palette.field).stroke({ color: palette.accent, width: 2 });
  }
  if (now) {
    graphics.circle(now.x, now.y, 7).fill(palette.accent).stroke({ color: palette.field, width: 2 });
  }
}
