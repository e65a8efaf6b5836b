import { Graphics } from 'pixi.js';
import type { Stroke } from '../domain/strokes.ts';
import { mixed, type Palette } from './palette.ts';

/**
 * One stroke as a line of ink, in cells.
 *
 * Its colour is opaque and already mixed with the field: where a line crosses itself the ink does not add up, as in the image that the
 * network sees.
 */
export function strokeGraphics({ points, width, ink }: Stroke, palette: Palette): Graphics {
  const color = mixed(palette.field, palette.ink, ink);
  const graphics = new Graphics();
  const [first, ...others] = points;
  if (!first) return graphics;
  graphics.circle(first.x, first.y, width / 2).fill(color);
  if (others.length > 0) {
    graphics.moveTo(first.x, first.y);
    for (const { x, y } of others) graphics.lineTo(x, y);
    graphics.stroke({ color, width, cap: 'round', join: 'round' });
  }
  return graphics;
}
