import { BORDER, SIDE, STRIDE } from './quads';
import { LANES, PIXELS, WARPED } from './scratch';
import { wholeNumber } from './warp';

/**
 * Blends the warped image with its dilation (amount above 0) or erosion by one pixel up, down, left and right, into pixels.
 *
 * Source   changePenWidth in src/domain/augment/pixels.ts
 */
export function changePenWidth(scratchPtr: usize, amount: f64): void {
  const share = min<f64>(1, abs(amount));
  let fromPtr = scratchPtr + WARPED + <usize>(BORDER * STRIDE + BORDER);
  let toPtr = scratchPtr + PIXELS;
  if (ASC_FEATURE_SIMD) {
    // Two vectors of 16 a row, which overlap by four pixels.
    for (let half = 0; half < 2 * SIDE; half++) {
      if (!blend16(scratchPtr, amount, share, fromPtr, toPtr)) blend(amount, share, fromPtr, toPtr, 16);
      const isSecond = <usize>(half & 1);
      fromPtr += 12 + (isSecond << 3);
      toPtr += 12 + (isSecond << 2);
    }
  } else {
    for (let row = 0; row < SIDE; row++, fromPtr += STRIDE, toPtr += SIDE) blend(amount, share, fromPtr, toPtr, SIDE);
  }
}

/** Blends pixels in float64, four by four. */
function blend(amount: f64, share: f64, fromPtr: usize, toPtr: usize, count: i32): void {
  const endPtr = toPtr + <usize>count;
  for (; toPtr < endPtr; toPtr += 4, fromPtr += 4) {
    const across = load<u32>(fromPtr - <usize>STRIDE) | load<u32>(fromPtr, STRIDE);
    // The four and one on either side.
    const beside = load<u64>(fromPtr - 1) << 16;
    store<u32>(toPtr, 0);
    if ((beside | across) == 0) continue;
    for (let n: usize = 0; n < 4; n++) store<u8>(toPtr + n, blended(amount > 0, share, fromPtr + n));
  }
}

/** One pixel between itself and the largest or the smallest of its neighbours. */
function blended(grows: bool, share: f64, fromPtr: usize): u32 {
  const here = <i32>load<u8>(fromPtr);
  const left = <i32>load<u8>(fromPtr - 1);
  const right = <i32>load<u8>(fromPtr + 1);
  const above = <i32>load<u8>(fromPtr - <usize>STRIDE);
  const below = <i32>load<u8>(fromPtr, STRIDE);
  const other = grows
    ? max(max(max(left, right), max(above, below)), here)
    : min(min(min(left, right), min(above, below)), here);
  return wholeNumber(floor(<f64>here + share * <f64>(other - here) + 0.5));
}

/**
 * Blends 16 pixels in float32; false where one of them is so near a half that only float64 can tell.
 *
 * Rounding a share and its product with up to 255 to float32 is less than 0.00003 off, which 0.001 covers.
 */
function blend16(scratchPtr: usize, amount: f64, share: f64, fromPtr: usize, toPtr: usize): bool {
  // Erosion is the dilation of the negative.
  const negative = i8x16.splat(amount > 0 ? 0 : -1);
  const here = v128.xor(negative, v128.load(fromPtr));
  const beside = i8x16.max_u(v128.xor(negative, v128.load(fromPtr - 1)), v128.xor(negative, v128.load(fromPtr + 1)));
  const across = i8x16.max_u(
    v128.xor(negative, v128.load(fromPtr - <usize>STRIDE)),
    v128.xor(negative, v128.load(fromPtr, STRIDE)),
  );
  let difference = i8x16.sub_sat_u(i8x16.max_u(beside, across), here);
  const part = f32x4.splat(<f32>share);
  const whole = v128.load32_splat(scratchPtr, LANES + 8);
  let bytes = i32x4.splat(0);
  let worst = f32x4.splat(0);
  for (let n = 0; n < 4; n++) {
    const value = f32x4.mul(part, f32x4.convert_i32x4_s(v128.and(difference, i32x4.splat(255))));
    const sum = f32x4.add(value, whole);
    worst = f32x4.pmax(worst, f32x4.abs(f32x4.sub(value, f32x4.sub(sum, whole))));
    difference = i32x4.shr_u(difference, 8);
    bytes = v128.or(i32x4.shr_u(bytes, 8), i32x4.shl(sum, 24));
  }
  v128.store(toPtr, v128.xor(negative, i8x16.add(here, bytes)));
  return !v128.any_true(f32x4.gt(worst, f32x4.splat(<f32>0.499)));
}
