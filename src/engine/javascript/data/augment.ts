import { augmentationStream, augmentPixels, type PixelAugmentation } from '../../../domain/augment/pixels.ts';
import { Random } from '../../../domain/random.ts';
import { IMAGE_PIXELS } from '../../../domain/rasterize.ts';
import type { Memory } from '../../memory.ts';
import type { Images } from '../network/plan.ts';

const pixels = new Uint8Array(IMAGE_PIXELS);

/**
 * Varies images into slots `from` to `to` − 1, each with a random stream of its own; see assembly/data/augment.ts.
 *
 * `batch` counts words. Images have 28×28 pixels.
 */
export function augment(
  { u8, u16, u32 }: Memory,
  settings: PixelAugmentation,
  images: Images,
  batch: number,
  from: number,
  to: number,
  seed: number,
  epoch: number,
  slots: Images,
): void {
  for (let b = from; b < to; b++) {
    const image = u32[batch + b]!;
    const end = u32[images.ends + image]!;
    pixels.fill(0);
    for (let e = u32[images.starts + image]!; e < end; e++) {
      pixels[u16[images.pixelIndex + e]!] = u8[images.pixelValue + e]!;
    }
    augmentPixels(pixels, new Random(seed, augmentationStream(epoch, image)), settings, pixels);
    let entry = b * IMAGE_PIXELS;
    u32[slots.starts + b] = entry;
    for (let pixel = 0; pixel < IMAGE_PIXELS; pixel++) {
      const value = pixels[pixel]!;
      if (value === 0) continue;
      u16[slots.pixelIndex + entry] = pixel;
      u8[slots.pixelValue + entry++] = value;
    }
    u32[slots.ends + b] = entry;
    u8[slots.labels + b] = u8[images.labels + image]!;
  }
}
