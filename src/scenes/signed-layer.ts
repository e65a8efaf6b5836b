import { CanvasSource, Sprite, Texture } from 'pixi.js';
import { mixed, type Palette } from './palette.ts';

/** Shades between none and full colour. */
const SHADES = 128;

/** A square of signed values as one smooth texture: orange above zero, blue below, as strong as they are far from it. */
export class SignedLayer {
  readonly sprite: Sprite;
  readonly #canvas = document.createElement('canvas');
  readonly #source: CanvasSource;
  readonly #side: number;
  readonly #strength: number;
  #shades: { readonly palette: Palette; readonly colors: readonly number[] } | null = null;

  /** `strength` is the share of full colour that the strongest value gets, so that what is written over it can be read. */
  constructor(side: number, strength: number) {
    this.#side = side;
    this.#strength = strength;
    this.#canvas.width = side;
    this.#canvas.height = side;
    this.#source = new CanvasSource({ resource: this.#canvas, scaleMode: 'linear' });
    this.sprite = new Sprite(new Texture({ source: this.#source }));
  }

  /** `valueAt` gives −1 to 1 for the middle of each cell, rows from the top. */
  update(valueAt: (column: number, row: number) => number, palette: Palette): void {
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    const colors = this.#colorsOf(palette);
    const image = context.createImageData(this.#side, this.#side);
    for (let row = 0, byte = 0; row < this.#side; row++) {
      for (let column = 0; column < this.#side; column++) {
        const color = colors[SHADES + Math.round(valueAt(column, row) * SHADES)]!;
        image.data[byte++] = color >> 16;
        image.data[byte++] = (color >> 8) & 255;
        image.data[byte++] = color & 255;
        image.data[byte++] = 255;
      }
    }
    context.putImageData(image, 0, 0);
    this.#source.update();
  }

  /** [2·SHADES + 1] from full blue to full orange. */
  #colorsOf(palette: Palette): readonly number[] {
    if (this.#shades?.palette !== palette) {
      const colors = Array.from({ length: 2 * SHADES + 1 }, (_, index) => {
        const value = (index - SHADES) / SHADES;
        return mixed(palette.field, value < 0 ? palette.negative : palette.positive, Math.abs(value) * this.#strength);
      });
      this.#shades = { palette, colors };
    }
    return this.#shades.colors;
  }

  destroy(): void {
    this.sprite.texture.destroy(true);
  }
}
