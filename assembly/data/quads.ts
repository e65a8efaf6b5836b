// A source image as bilinear sampling wants it: each place holds two pixels one above the other, so that the four bytes from
// there on are the four neighbours of a point between them.
//
//   quads u8 [32][32][2]   the pixel (row, column) of the image with its border, and the one below
//
// Two empty pixels on each side make a test for the edge needless.

export const SIDE: i32 = 28;
/** Empty pixels around an image. */
export const BORDER: i32 = 2;
export const STRIDE: i32 = 32;
const ROW_BYTES: i32 = 64;

/** Writes the entries of an image into empty quads. Shapes  index u16, value u8 [E] */
export function writeQuads(indexPtr: usize, valuePtr: usize, E: i32, quadsPtr: usize): void {
  const endPtr = valuePtr + <usize>E;
  for (; valuePtr < endPtr; valuePtr++, indexPtr += 2) {
    const pixel = <i32>load<u16>(indexPtr);
    const value = load<u8>(valuePtr);
    const placePtr = quadsPtr + <usize>((pixel + rowOf(pixel) * (STRIDE - SIDE)) << 1);
    store<u8>(placePtr, value, (BORDER * STRIDE + BORDER) * 2);
    store<u8>(placePtr, value, (BORDER * STRIDE + BORDER) * 2 - ROW_BYTES + 1);
  }
}

/** pixel / 28 for pixels of an image, without a division. */
export function rowOf(pixel: i32): i32 {
  return (pixel * 2341) >> 16;
}

/**
 * Writes where there is ink: bit c of mask r is set where there is any between columns c and c + 1, rows r and r + 6.
 *
 * Shapes   quads as above   masks u32 [32]
 */
export function writeMasks(quadsPtr: usize, masksPtr: usize): void {
  let below1: u32 = 0;
  let below2: u32 = 0;
  let below3: u32 = 0;
  let below4: u32 = 0;
  let below5: u32 = 0;
  for (let row = STRIDE - 1; row >= 0; row--) {
    const rowPtr = quadsPtr + <usize>(row * ROW_BYTES);
    const columns = columnMask(rowPtr) | (columnMask(rowPtr + 32) << 16);
    const here = columns | (columns >>> 1);
    store<u32>(masksPtr + <usize>(row << 2), here | below1 | below2 | below3 | below4 | below5);
    below5 = below4;
    below4 = below3;
    below3 = below2;
    below2 = below1;
    below1 = here;
  }
}

/** One bit for each of 16 places that is not zero. */
function columnMask(quadsPtr: usize): u32 {
  // Narrowing brings what does not fit to the nearest number that does, never to zero.
  const narrowed = i8x16.narrow_i16x8_s(v128.load(quadsPtr), v128.load(quadsPtr, 16));
  return i8x16.bitmask(i8x16.ne(narrowed, i8x16.splat(0)));
}
