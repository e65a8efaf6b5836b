import { flush, flush4 } from '../math/flush';
import { multiplyAdd4 } from '../math/multiply-add';
import { descend, descend4 } from '../optimizers/sgd';
import { PANEL_ROW_SHIFT } from './panel';

// A batch the other way round: for each pixel of a chunk the images in which it is not zero. Chunk by chunk, so that the lists stay
// in the cache while all panels read them; each list has room for the whole batch, so that one pass over the entries fills it.
//
//   lists   [pixel of the chunk][place]   8 bytes an entry:  u32 place in the batch · 128   f32 value
//   ends    [pixel of the chunk]          u32 byte address behind each list's last entry
//   filled  [how many]                    u32 pixels of the chunk whose lists are not empty, ascending; behind the ends
//   cursors [place in the batch]          u32 number of each image's first entry that is not in a list yet

/** Pixels of a chunk. */
export const CHUNK: i32 = 112;
const ENTRY_BYTES: usize = 8;

/** Byte address of a pixel's list. */
export function listPtr(listsPtr: usize, B: i32, pixel: i32): usize {
  return listsPtr + <usize>(pixel * B) * ENTRY_BYTES;
}

/**
 * Sets every image's cursor on its first entry at or behind a pixel.
 *
 * Shapes   batch u32 [B]   starts, ends u32 [count]   pixelIndex u16 [entries]   cursors u32 [B]
 */
export function findEntries(
  batchPtr: usize,
  B: i32,
  startsPtr: usize,
  endsPtr: usize,
  pixelIndexPtr: usize,
  pixel: i32,
  cursorsPtr: usize,
): void {
  for (let b: usize = 0; b < <usize>B; b++) {
    const image = (<usize>load<u32>(batchPtr + (b << 2))) << 2;
    let low = load<u32>(startsPtr + image);
    if (pixel > 0) {
      let high = load<u32>(endsPtr + image);
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (<i32>load<u16>(pixelIndexPtr + ((<usize>middle) << 1)) < pixel) low = middle + 1;
        else high = middle;
      }
    }
    store<u32>(cursorsPtr + (b << 2), low);
  }
}

/**
 * Fills the lists of the pixels [from, to), images in batch order, and moves the cursors on. Returns how many are not empty.
 *
 * Shapes   as above; pixelValue u8 [entries]   scale f32 [256]
 */
export function listPixels(
  batchPtr: usize,
  B: i32,
  endsPtr: usize,
  pixelIndexPtr: usize,
  pixelValuePtr: usize,
  scalePtr: usize,
  from: i32,
  to: i32,
  cursorsPtr: usize,
  listsPtr: usize,
  listEndsPtr: usize,
): i32 {
  for (let pixel = 0; pixel < to - from; pixel++) {
    store<u32>(listEndsPtr + ((<usize>pixel) << 2), <u32>listPtr(listsPtr, B, pixel));
  }
  for (let b: usize = 0; b < <usize>B; b++) {
    const image = (<usize>load<u32>(batchPtr + (b << 2))) << 2;
    const end = <usize>load<u32>(endsPtr + image);
    const rowOffset = (<u64>b) << PANEL_ROW_SHIFT;
    let e = <usize>load<u32>(cursorsPtr + (b << 2));
    for (; e < end; e++) {
      const pixel = <i32>load<u16>(pixelIndexPtr + (e << 1));
      if (pixel >= to) break;
      const endPtr = listEndsPtr + ((<usize>(pixel - from)) << 2);
      const entryPtr = <usize>load<u32>(endPtr);
      const value = <u64>load<u32>(scalePtr + ((<usize>load<u8>(pixelValuePtr + e)) << 2));
      store<u64>(entryPtr, (value << 32) | rowOffset);
      store<u32>(endPtr, <u32>(entryPtr + ENTRY_BYTES));
    }
    store<u32>(cursorsPtr + (b << 2), <u32>e);
  }
  let filled = 0;
  for (let pixel = 0; pixel < to - from; pixel++) {
    store<u32>(filledPtr(listEndsPtr) + ((<usize>filled) << 2), pixel);
    filled += i32(listEndPtr(listEndsPtr, pixel) != listPtr(listsPtr, B, pixel));
  }
  return filled;
}

/** Byte address behind the last entry of a pixel's list. */
export function listEndPtr(listEndsPtr: usize, pixel: i32): usize {
  return <usize>load<u32>(listEndsPtr + ((<usize>pixel) << 2));
}

/** Byte address of the pixels whose lists are not empty. */
export function filledPtr(listEndsPtr: usize): usize {
  return listEndsPtr + 4 * CHUNK;
}

/**
 * The gradient of one pixel's weights in one panel, g = Σ value·delta[image] over its list, in image order from +0, flushed below
 * 1e-30: written to `toPtr`, or, where it `descends`, taken off the weights there at once, w −= rate·g.
 *
 * Shapes   list as above   delta f32 [B] rows of 4·vectors values   to f32 [4·vectors]
 */
export function listedRow(
  entryPtr: usize,
  endPtr: usize,
  deltaPtr: usize,
  toPtr: usize,
  vectors: i32,
  descends: bool,
  rate: f32,
): void {
  if (ASC_FEATURE_SIMD) {
    if (vectors == 8) {
      let c0 = f32x4.splat(0);
      let c1 = f32x4.splat(0);
      let c2 = f32x4.splat(0);
      let c3 = f32x4.splat(0);
      let c4 = f32x4.splat(0);
      let c5 = f32x4.splat(0);
      let c6 = f32x4.splat(0);
      let c7 = f32x4.splat(0);
      for (; entryPtr < endPtr; entryPtr += ENTRY_BYTES) {
        const a = v128.load32_splat(entryPtr, 4);
        const rowPtr = deltaPtr + <usize>load<u32>(entryPtr);
        c0 = multiplyAdd4(c0, a, v128.load(rowPtr));
        c1 = multiplyAdd4(c1, a, v128.load(rowPtr, 16));
        c2 = multiplyAdd4(c2, a, v128.load(rowPtr, 32));
        c3 = multiplyAdd4(c3, a, v128.load(rowPtr, 48));
        c4 = multiplyAdd4(c4, a, v128.load(rowPtr, 64));
        c5 = multiplyAdd4(c5, a, v128.load(rowPtr, 80));
        c6 = multiplyAdd4(c6, a, v128.load(rowPtr, 96));
        c7 = multiplyAdd4(c7, a, v128.load(rowPtr, 112));
      }
      c0 = flush4(c0);
      c1 = flush4(c1);
      c2 = flush4(c2);
      c3 = flush4(c3);
      c4 = flush4(c4);
      c5 = flush4(c5);
      c6 = flush4(c6);
      c7 = flush4(c7);
      if (descends) {
        const step = f32x4.splat(rate);
        descend4(toPtr, step, c0);
        descend4(toPtr + 16, step, c1);
        descend4(toPtr + 32, step, c2);
        descend4(toPtr + 48, step, c3);
        descend4(toPtr + 64, step, c4);
        descend4(toPtr + 80, step, c5);
        descend4(toPtr + 96, step, c6);
        descend4(toPtr + 112, step, c7);
      } else {
        v128.store(toPtr, c0);
        v128.store(toPtr, c1, 16);
        v128.store(toPtr, c2, 32);
        v128.store(toPtr, c3, 48);
        v128.store(toPtr, c4, 64);
        v128.store(toPtr, c5, 80);
        v128.store(toPtr, c6, 96);
        v128.store(toPtr, c7, 112);
      }
      return;
    }
  }
  const rowBytes = (<usize>vectors) << 4;
  if (!ASC_FEATURE_SIMD) {
    for (; vectors >= 2; vectors -= 2, deltaPtr += 32, toPtr += 32) {
      plain8(entryPtr, endPtr, deltaPtr, rowBytes, toPtr, descends, rate);
    }
  }
  for (; vectors > 0; vectors--, deltaPtr += 16, toPtr += 16) {
    narrow(entryPtr, endPtr, deltaPtr, rowBytes, toPtr, descends, rate);
  }
}

/** Eight columns without SIMD. */
function plain8(
  entryPtr: usize,
  endPtr: usize,
  deltaPtr: usize,
  rowBytes: usize,
  toPtr: usize,
  descends: bool,
  rate: f32,
): void {
  let c0: f32 = 0;
  let c1: f32 = 0;
  let c2: f32 = 0;
  let c3: f32 = 0;
  let c4: f32 = 0;
  let c5: f32 = 0;
  let c6: f32 = 0;
  let c7: f32 = 0;
  for (; entryPtr < endPtr; entryPtr += ENTRY_BYTES) {
    const a = load<f32>(entryPtr, 4);
    const rowPtr = deltaPtr + <usize>(load<u32>(entryPtr) >>> PANEL_ROW_SHIFT) * rowBytes;
    c0 += a * load<f32>(rowPtr);
    c1 += a * load<f32>(rowPtr, 4);
    c2 += a * load<f32>(rowPtr, 8);
    c3 += a * load<f32>(rowPtr, 12);
    c4 += a * load<f32>(rowPtr, 16);
    c5 += a * load<f32>(rowPtr, 20);
    c6 += a * load<f32>(rowPtr, 24);
    c7 += a * load<f32>(rowPtr, 28);
  }
  finish(toPtr, flush(c0), descends, rate);
  finish(toPtr + 4, flush(c1), descends, rate);
  finish(toPtr + 8, flush(c2), descends, rate);
  finish(toPtr + 12, flush(c3), descends, rate);
  finish(toPtr + 16, flush(c4), descends, rate);
  finish(toPtr + 20, flush(c5), descends, rate);
  finish(toPtr + 24, flush(c6), descends, rate);
  finish(toPtr + 28, flush(c7), descends, rate);
}

/** One vector of columns. */
function narrow(
  entryPtr: usize,
  endPtr: usize,
  deltaPtr: usize,
  rowBytes: usize,
  toPtr: usize,
  descends: bool,
  rate: f32,
): void {
  if (ASC_FEATURE_SIMD) {
    let c = f32x4.splat(0);
    for (; entryPtr < endPtr; entryPtr += ENTRY_BYTES) {
      const rowPtr = deltaPtr + <usize>(load<u32>(entryPtr) >>> PANEL_ROW_SHIFT) * rowBytes;
      c = multiplyAdd4(c, v128.load32_splat(entryPtr, 4), v128.load(rowPtr));
    }
    c = flush4(c);
    if (descends) descend4(toPtr, f32x4.splat(rate), c);
    else v128.store(toPtr, c);
  } else {
    let c0: f32 = 0;
    let c1: f32 = 0;
    let c2: f32 = 0;
    let c3: f32 = 0;
    for (; entryPtr < endPtr; entryPtr += ENTRY_BYTES) {
      const a = load<f32>(entryPtr, 4);
      const rowPtr = deltaPtr + <usize>(load<u32>(entryPtr) >>> PANEL_ROW_SHIFT) * rowBytes;
      c0 += a * load<f32>(rowPtr);
      c1 += a * load<f32>(rowPtr, 4);
      c2 += a * load<f32>(rowPtr, 8);
      c3 += a * load<f32>(rowPtr, 12);
    }
    finish(toPtr, flush(c0), descends, rate);
    finish(toPtr + 4, flush(c1), descends, rate);
    finish(toPtr + 8, flush(c2), descends, rate);
    finish(toPtr + 12, flush(c3), descends, rate);
  }
}

function finish(toPtr: usize, g: f32, descends: bool, rate: f32): void {
  if (descends) descend(toPtr, rate, g);
  else store<f32>(toPtr, g);
}
