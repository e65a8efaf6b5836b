import type { Memory } from '../../memory.ts';
import { flushBelow } from '../math/flush.ts';
import type { Images, Scratch } from '../network/plan.ts';

const { fround } = Math;

// A batch the other way round, for each pixel of a chunk the images in which it is not zero; see assembly/kernels/pixel-lists.ts.
// An entry is two words: place in the batch, value. Ends count entries.

/** Sets every image's cursor on its first entry at or behind a pixel. `batch` is a place in u32. */
export function findEntries(memory: Memory, batch: number, B: number, images: Images, pixel: number, scratch: Scratch): void {
  const { u16, u32 } = memory;
  for (let b = 0; b < B; b++) {
    const image = u32[batch + b]!;
    let low = u32[images.starts + image]!;
    if (pixel > 0) {
      let high = u32[images.ends + image]!;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (u16[images.pixelIndex + middle]! < pixel) low = middle + 1;
        else high = middle;
      }
    }
    u32[scratch.cursors + b] = low;
  }
}

/** Fills the lists of the pixels [from, to), images in batch order, and moves the cursors on. */
export function listPixels(
  memory: Memory,
  batch: number,
  B: number,
  images: Images,
  pixelScale: number,
  from: number,
  to: number,
  scratch: Scratch,
): void {
  const { f32, u8, u16, u32 } = memory;
  for (let pixel = 0; pixel < to - from; pixel++) u32[scratch.listEnds + pixel] = pixel * B;
  for (let b = 0; b < B; b++) {
    const end = u32[images.ends + u32[batch + b]!]!;
    let e = u32[scratch.cursors + b]!;
    for (; e < end; e++) {
      const pixel = u16[images.pixelIndex + e]!;
      if (pixel >= to) break;
      const place = u32[scratch.listEnds + pixel - from]!++;
      const entry = scratch.lists + 2 * place;
      u32[entry] = b;
      f32[entry + 1] = f32[pixelScale + u8[images.pixelValue + e]!]!;
    }
    u32[scratch.cursors + b] = e;
  }
}

/**
 * The gradient of one pixel's weights in one panel: g = Σ value·delta[image] over the E entries of its list, from 0 or, where it
 * `continues` it, from what g holds; ends below `tiny` become zero.
 *
 * `entry`, `delta` and `g` are places in words; columns is a multiple of 4.
 */
export function listedRow(
  { f32, u32 }: Memory,
  entry: number,
  E: number,
  delta: number,
  g: number,
  columns: number,
  continues: boolean,
  tiny: number,
): void {
  for (let column = 0; column < columns; column += 4) {
    let c0 = continues ? f32[g + column]! : 0;
    let c1 = continues ? f32[g + column + 1]! : 0;
    let c2 = continues ? f32[g + column + 2]! : 0;
    let c3 = continues ? f32[g + column + 3]! : 0;
    const first = delta + column;
    const end = entry + 2 * E;
    for (let at = entry; at < end; at += 2) {
      const a = f32[at + 1]!;
      const row = first + u32[at]! * columns;
      c0 = fround(c0 + fround(a * f32[row]!));
      c1 = fround(c1 + fround(a * f32[row + 1]!));
      c2 = fround(c2 + fround(a * f32[row + 2]!));
      c3 = fround(c3 + fround(a * f32[row + 3]!));
    }
    f32[g + column] = flushBelow(c0, tiny);
    f32[g + column + 1] = flushBelow(c1, tiny);
    f32[g + column + 2] = flushBelow(c2, tiny);
    f32[g + column + 3] = flushBelow(c3, tiny);
  }
}
