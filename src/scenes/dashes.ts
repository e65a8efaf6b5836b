import type { Graphics } from 'pixi.js';
import type { Point } from '../domain/strokes.ts';
import { dashesOf } from './dash-pattern.ts';

/** A line of any number of points, broken into dashes where there is a pattern: lengths drawn and left out in turn. */
export function strokeLine(
  graphics: Graphics,
  points: readonly Point[],
  style: { color: number | string; width: number; dash?: readonly number[]; alpha?: number },
): void {
  const { dash = [], ...stroke } = style;
  const parts = dash.length === 0 ? [points] : dashesOf(points, dash);
  for (const [first, ...others] of parts) {
    if (!first || others.length === 0) continue;
    graphics.moveTo(first.x, first.y);
    for (const { x, y } of others) graphics.lineTo(x, y);
  }
  graphics.stroke({ ...stroke, cap: 'butt', join: 'round' });
}
