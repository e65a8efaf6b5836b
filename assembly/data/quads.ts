// A source image as bilinear sampling wants it: each place holds the four pixels around it, of which one is its own.
//
//   quads u8 [32][32][2]: at (row, column) the padded pixel there and the one below; so the four bytes from there on are
//   the pixel, the one below, the one to the right, the one below that.
//
// Two empty pixels on each side make a test for the edge needless.

export const SIDE: i32 = 28;
/** Empty pixels around an image. */
export const BORDER: i32 = 2;
export const STRIDE: i32 = 32;
export const QUADS_BYTES: usize = 2048;
const ROW_BYTES: usize = 64;

/** Where the pixels lie that are not zero; low above high in an empty image. */
@unmanaged
export class Ink {
  top: i32;
  bottom: i32;
  left: i32;
  right: i32;
}

/** Writes the entries of an image into empty quads. Shapes  index u16, value u8 [E] */
export function writeQuads(indexPtr: usize, valuePtr: usize, E: i32, quadsPtr: usize, ink: Ink): void {
  const firstPtr = quadsPtr + <usize>((BORDER * STRIDE + BORDER) * 2);
  let left = SIDE;
  let right = -1;
  let row: i32 = 0;
  ink.top = E > 0 ? rowOf(load<u16>(indexPtr)) : SIDE;
  for (let e = 0; e < E; e++) {
    const pixel = <i32>load<u16>(indexPtr);
    const value = load<u8>(valuePtr);
    row = rowOf(pixel);
    const column = pixel - row * SIDE;
    left = min(left, column);
    right = max(right, column);
    const placePtr = firstPtr + <usize>((pixel + row * (STRIDE - SIDE)) << 1);
    store<u8>(placePtr, value);
    store<u8>(placePtr - ROW_BYTES + 1, value);
    indexPtr += 2;
    valuePtr++;
  }
  ink.bottom = E > 0 ? row : -1;
  ink.left = left;
  ink.right = right;
}

/** pixel / 28 for pixels of an image, without a division. */
function rowOf(pixel: i32): i32 {
  return (pixel * 2341) >> 16;
}

/** Empties the quads that hold this ink. */
export function clearQuads(quadsPtr: usize, ink: Ink): void {
  if (ink.bottom < ink.top) return;
  const fromPtr = quadsPtr + <usize>(ink.top + BORDER - 1) * ROW_BYTES;
  memory.fill(fromPtr, 0, <usize>(ink.bottom - ink.top + 2) * ROW_BYTES);
}
