import { CanvasSource, Sprite, Texture } from 'pixi.js';
import type { Raster } from './surface-raster.ts';
import { newCanvas, paperOf } from './canvas.ts';

/** A picture made dot by dot, as one texture. */
export class RasterLayer {
  readonly sprite = new Sprite();
  readonly #canvas = newCanvas(1, 1);
  #image: ImageData | null = null;

  /**
   * Has `paint` fill a picture of so many dots and shows it in a rectangle of CSS pixels from 0, 0.
   *
   * What is drawn with `finer` dots is averaged, so that its edges are smooth.
   */
  update(width: number, height: number, resolution: number, finer: 1 | 2, paint: (raster: Raster) => void): void {
    const [across, down] = [Math.max(1, Math.round(width * resolution)), Math.max(1, Math.round(height * resolution))];
    if (this.#image?.width !== across || this.#image.height !== down) {
      this.#canvas.width = across;
      this.#canvas.height = down;
      this.sprite.texture.destroy(this.#image !== null);
      this.sprite.texture = new Texture({ source: new CanvasSource({ resource: this.#canvas, scaleMode: 'linear' }) });
      this.#image = paperOf(this.#canvas)?.createImageData(across, down) ?? null;
    }
    const image = this.#image;
    if (!image) return;
    const dots = new Uint32Array(image.data.buffer);
    if (finer === 1) paint({ width: across, height: down, dots });
    else {
      const large = { width: 2 * across, height: 2 * down, dots: new Uint32Array(4 * dots.length) };
      paint(large);
      average(large, dots, across);
    }
    paperOf(this.#canvas)!.putImageData(image, 0, 0);
    this.sprite.texture.source.update();
    this.sprite.setSize(width, height);
  }

  destroy(): void {
    this.sprite.texture.destroy(this.#image !== null);
  }
}

/** Each dot from four; what is empty keeps the colour of what is not, only thinner. */
function average({ width, dots: from }: Raster, to: Uint32Array, across: number): void {
  for (let at = 0; at < to.length; at++) {
    const first = 2 * Math.floor(at / across) * width + 2 * (at % across);
    const four = [from[first]!, from[first + 1]!, from[first + width]!, from[first + width + 1]!] as const;
    if (four[0] === four[1] && four[1] === four[2] && four[2] === four[3]) {
      to[at] = four[0];
      continue;
    }
    let red = 0;
    let green = 0;
    let blue = 0;
    let full = 0;
    for (const dot of four) {
      if (dot === 0) continue;
      full++;
      red += dot & 255;
      green += (dot >> 8) & 255;
      blue += (dot >> 16) & 255;
    }
    to[at] =
      full === 0
        ? 0
        : (((255 * full) / 4) << 24) |
          (Math.round(blue / full) << 16) |
          (Math.round(green / full) << 8) |
          Math.round(red / full);
  }
}
