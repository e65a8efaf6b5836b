import { ORDERS, PIXELS } from './scratch';

const IMAGE_PIXELS: usize = 784;
const ONES: u64 = 0x0101010101010101;

/** Writes for each set of eight pixels the places of those that are in it, ascending, a byte each. */
export function writeOrders(scratchPtr: usize): void {
  store<u64>(scratchPtr, 0, ORDERS);
  for (let mask: usize = 1; mask < 256; mask++) {
    const rest = load<u64>(scratchPtr + ((mask >> 1) << 3), ORDERS) + ONES;
    store<u64>(scratchPtr + (mask << 3), rest << ((mask & 1) << 3), ORDERS);
  }
}

/**
 * Writes what is not zero as entries, pixels ascending, and returns their number.
 *
 * Shapes   index u16, value u8 [784]; what comes behind the entries may be changed as well
 */
export function compressPixels(scratchPtr: usize, indexPtr: usize, valuePtr: usize): i32 {
  const firstPtr = valuePtr;
  if (ASC_FEATURE_SIMD) {
    // Eight at a time, written as if all of them counted: there are never more entries than pixels, so that this stays within.
    let first = i16x8.splat(0);
    for (let pixel: usize = 0; pixel < IMAGE_PIXELS; pixel += 8) {
      const values = v128.load64_zero(scratchPtr + pixel, PIXELS);
      const mask = <usize>(i8x16.bitmask(i8x16.eq(values, i8x16.splat(0))) ^ 0xffff);
      const order = v128.load64_zero(scratchPtr + (mask << 3), ORDERS);
      v128.store64_lane(valuePtr, i8x16.swizzle(values, order), 0);
      v128.store(indexPtr, i16x8.add(first, i16x8.extend_low_i8x16_u(order)));
      first = i16x8.add(first, i16x8.splat(8));
      const count = <usize>popcnt(mask);
      valuePtr += count;
      indexPtr += count << 1;
    }
  } else {
    for (let pixel: usize = 0; pixel < IMAGE_PIXELS; pixel++) {
      const value = load<u8>(scratchPtr + pixel, PIXELS);
      store<u16>(indexPtr, <u16>pixel);
      store<u8>(valuePtr, value);
      const count = <usize>(value != 0);
      valuePtr += count;
      indexPtr += count << 1;
    }
  }
  return <i32>(valuePtr - firstPtr);
}
