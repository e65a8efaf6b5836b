import { BORDER, SIDE, STRIDE } from './quads';

/**
 * Blends an image with its dilation (amount above 0) or erosion by one pixel up, down, left and right, and writes what is not
 * zero as entries; returns their number.
 *
 * Shapes   warped u8 [32, 32], two empty pixels around   index u16 [784]   value u8 [784]
 * Source   changePenWidth in src/domain/augment/pixels.ts
 */
export function changePenWidth(amount: f64, warpedPtr: usize, indexPtr: usize, valuePtr: usize): u32 {
  const share = min<f64>(1, abs(amount));
  let entries: usize = 0;
  let pixel: i32 = 0;
  for (let row = 0; row < SIDE; row++) {
    let fromPtr = warpedPtr + <usize>((row + BORDER) * STRIDE + BORDER);
    for (let column = 0; column < SIDE; column++, fromPtr++, pixel++) {
      const here = <i32>load<u8>(fromPtr);
      const left = <i32>load<u8>(fromPtr - 1);
      const right = <i32>load<u8>(fromPtr + 1);
      const above = <i32>load<u8>(fromPtr - <usize>STRIDE);
      const below = <i32>load<u8>(fromPtr + <usize>STRIDE);
      const other =
        amount > 0 ? max(max(max(left, right), max(above, below)), here) : min(min(min(left, right), min(above, below)), here);
      const value = <u32>(<f64>here + share * <f64>(other - here) + 0.5);
      store<u16>(indexPtr + (entries << 1), <u16>pixel);
      store<u8>(valuePtr + entries, <u8>value);
      entries += value != 0 ? 1 : 0;
    }
  }
  return <u32>entries;
}
