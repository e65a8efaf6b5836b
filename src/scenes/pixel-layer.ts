import { CanvasSource, Sprite, Texture } from 'pixi.js';
import { mixed, type Palette } from './palette.ts';

/** A square grey image as one texture, one cell a pixel, never smoothed. */
export class PixelLayer {
  readonly sprite: Sprite;
  readonly #canvas = document.createElement('canvas');
  readonly #source: CanvasSource;
  #greys: { readonly palette: Palette; readonly colors: readonly number[] } | null = null;

  constructor(side: number) {
    this.#canvas.width = side;
    this.#canvas.height = side;
    this.#source = new CanvasSource({ resource: this.#canvas, scaleMode: 'nearest' });
    this.sprite = new Sprite(new Texture({ source: this.#source }));
  }

  /** `pixels` [side × side], 0 to 255. */
  update(pixels: Uint8Array, palette: Palette): void {
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    const greys = this.#greysOf(palette);
    const image = context.createImageData(this.#canvas.width, this.#canvas.height);
    for (const [pixel, value] of pixels.entries()) {
      const color = greys[value]!;
      image.data.set([color >> 16, (color >> 8) & 255, color & 255, 255], pixel * 4);
    }
    context.putImageData(image, 0, 0);
    this.#source.update();
  }

  #greysOf(palette: Palette): readonly number[] {
    if (this.#greys?.palette !== palette) {
      const colors = Array.from({ length: 256 }, (_, value) => mixed(palette.field, palette.ink, value / 255));
      this.#greys = { palette, colors };
    }
    return this.#greys.colors;
  }

  destroy(): void {
    this.sprite.texture.destroy(true);
  }
}
