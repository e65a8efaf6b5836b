import { CanvasSource, Sprite, Texture } from 'pixi.js';
import { ColorRamps, type Pattern } from './color-ramps.ts';
import type { Palette } from './palette.ts';
import { newCanvas, paperOf, type Canvas } from './canvas.ts';

/** One pattern of values as a texture of a scene, a cell a dot. */
export class ImageLayer {
  readonly sprite: Sprite;
  readonly #canvas: Canvas;
  readonly #source: CanvasSource;
  readonly #ramps = new ColorRamps();
  #image: ImageData | null = null;

  /** `columns` × `rows` cells; `edges` says whether they keep theirs or run into one another. */
  constructor(columns: number, rows: number, edges: 'sharp' | 'smooth') {
    this.#canvas = newCanvas(columns, rows);
    this.#source = new CanvasSource({ resource: this.#canvas, scaleMode: edges === 'sharp' ? 'nearest' : 'linear' });
    this.sprite = new Sprite(new Texture({ source: this.#source }));
  }

  /** `pattern.values` are [rows × columns], row by row from the top. */
  update(pattern: Pattern, palette: Palette): void {
    const context = paperOf(this.#canvas);
    if (!context) return;
    this.#image ??= context.createImageData(this.#canvas.width, this.#canvas.height);
    this.#ramps.paint(pattern, palette, this.#image.data);
    context.putImageData(this.#image, 0, 0);
    this.#source.update();
  }

  destroy(): void {
    this.sprite.texture.destroy(true);
  }
}
