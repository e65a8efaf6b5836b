import { Container, type Graphics } from 'pixi.js';
import type { Drawing, Stroke } from '../domain/strokes.ts';
import { strokeGraphics } from './ink.ts';
import type { Palette } from './palette.ts';

/** A drawing as a layer of a scene, in cells; only strokes that are new are built anew. */
export class DrawingLayer {
  readonly container = new Container();
  #built = new Map<Stroke, Graphics>();
  #palette: Palette | null = null;

  update(drawing: Drawing, palette: Palette): void {
    if (palette !== this.#palette) this.#forget();
    this.#palette = palette;
    // Darker ink lies on top, so that the darkest counts where strokes cross, in whatever order they were drawn.
    const strokes = drawing.toSorted((one, other) => one.ink - other.ink);
    const kept = new Map(strokes.map((stroke) => [stroke, this.#built.get(stroke) ?? strokeGraphics(stroke, palette)]));
    this.container.removeChildren();
    for (const [stroke, graphics] of this.#built) if (!kept.has(stroke)) graphics.destroy();
    for (const graphics of kept.values()) this.container.addChild(graphics);
    this.#built = kept;
  }

  #forget(): void {
    this.container.removeChildren();
    for (const graphics of this.#built.values()) graphics.destroy();
    this.#built.clear();
  }
}
