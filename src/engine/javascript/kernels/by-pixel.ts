import type { Memory } from '../../memory.ts';

/**
 * Turns a batch of sparse images into lists per pixel, images in batch order; see assembly/kernels/by-pixel.ts.
 *
 * Places count elements of their own kind: starts and batch u32, indices and images u16, values u8.
 */
export function listByPixel(
  { u8, u16, u32 }: Memory,
  batch: number,
  B: number,
  images: { readonly starts: number; readonly pixelIndex: number; readonly pixelValue: number },
  I: number,
  lists: { readonly starts: number; readonly image: number; readonly value: number },
): void {
  u32.fill(0, lists.starts, lists.starts + I + 1);
  for (let b = 0; b < B; b++) {
    const image = images.starts + u32[batch + b]!;
    const end = u32[image + 1]!;
    for (let e = u32[image]!; e < end; e++) u32[lists.starts + u16[images.pixelIndex + e]!]!++;
  }
  let first = 0;
  for (let i = 0; i <= I; i++) {
    const count = u32[lists.starts + i]!;
    u32[lists.starts + i] = first;
    first += count;
  }
  for (let b = 0; b < B; b++) {
    const image = images.starts + u32[batch + b]!;
    const end = u32[image + 1]!;
    for (let e = u32[image]!; e < end; e++) {
      const place = u32[lists.starts + u16[images.pixelIndex + e]!]!++;
      u16[lists.image + place] = b;
      u8[lists.value + place] = u8[images.pixelValue + e]!;
    }
  }
  u32.copyWithin(lists.starts + 1, lists.starts, lists.starts + I);
  u32[lists.starts] = 0;
}
