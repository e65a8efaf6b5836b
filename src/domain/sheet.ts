import { IMAGE_SIDE } from './rasterize.ts';
import { distanceToPath } from './erase.ts';
import type { Drawing, Point } from './strokes.ts';

/** An image of 28×28 pixels that was not drawn on the pad: it has no strokes. */
export interface Picture {
  /** [784], 0 to 255; never changed in place. */
  readonly pixels: Uint8Array;
}

/** What lies on the pad: strokes, or a picture. */
export type Sheet = Drawing | Picture;

export function isPicture(sheet: Sheet): sheet is Picture {
  return 'pixels' in sheet;
}

/** Is there nothing on it? */
export function isBlank(sheet: Sheet): boolean {
  return isPicture(sheet) ? sheet.pixels.every((value) => value === 0) : sheet.length === 0;
}

/** What is left of a picture after an eraser of `radius` cells went over it: pixels whose middle it covers are 0; the same picture where it covers no ink. */
export function erasePixels(picture: Picture, path: readonly Point[], radius: number): Picture {
  const pixels = picture.pixels.map((value, pixel) => {
    if (value === 0) return 0;
    const middle = { x: (pixel % IMAGE_SIDE) + 0.5, y: Math.floor(pixel / IMAGE_SIDE) + 0.5 };
    return distanceToPath(middle, path) <= radius ? 0 : value;
  });
  return pixels.some((value, pixel) => value !== picture.pixels[pixel]) ? { pixels } : picture;
}
