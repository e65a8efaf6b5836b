/** Where the ink of an image lies. */
export interface InkExtent {
  /** Pixels that are not zero. */
  readonly count: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Measures a square image, [side × side] values of 0 to 255; null where it is empty. */
export function inkExtent(pixels: Uint8Array): InkExtent | null {
  const side = Math.sqrt(pixels.length);
  let count = 0;
  let [left, right, top, bottom] = [side, 0, side, 0];
  for (let pixel = 0; pixel < pixels.length; pixel++) {
    if (pixels[pixel] === 0) continue;
    const column = pixel % side;
    const row = Math.floor(pixel / side);
    count++;
    left = Math.min(left, column);
    right = Math.max(right, column);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  return count === 0 ? null : { count, left, right, top, bottom };
}
