import { CanvasSource, Sprite, Texture } from 'pixi.js';
import { screenResolution } from './resolution.ts';
import { newCanvas, paperOf, type Paper } from './canvas.ts';

/** The part of a figure that only another size or theme changes, painted once and then shown as one texture. */
export class StillPicture {
  readonly sprite = new Sprite();
  #texture: Texture | null = null;

  /** `paint` draws in CSS pixels on a clear canvas of this size. */
  update(width: number, height: number, paint: (context: Paper) => void): void {
    const ratio = screenResolution();
    const canvas = newCanvas(Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio)));
    const context = paperOf(canvas);
    if (!context) return;
    context.scale(ratio, ratio);
    paint(context);
    const old = this.#texture;
    // A new one: a sprite keeps the proportions of a texture whose size changes.
    this.#texture = new Texture({ source: new CanvasSource({ resource: canvas, scaleMode: 'linear' }) });
    this.sprite.texture = this.#texture;
    this.sprite.scale.set(1 / ratio);
    old?.destroy(true);
  }

  destroy(): void {
    this.#texture?.destroy(true);
  }
}
