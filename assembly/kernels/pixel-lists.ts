import { flushBelow, flushBelow4 } from '../math/flush';
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
/** Images between the one that is listed and the one whose entries are fetched. */
const AHEAD: usize = 8;

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
  let seen: u32 = 0;
  for (let b: usize = 0; b < <usize>B; b++) {
    // What comes soon is fetched early: the loop below ends where no processor foresees it, and would wait for each image anew.
    const soon = <usize>load<u32>(cursorsPtr + (min(b + AHEAD, <usize>B - 1) << 2));
    seen |= load<u16>(pixelIndexPtr + (soon << 1)) | load<u8>(pixelValuePtr + soon);
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
  store<u32>(filledPtr(listEndsPtr), seen);
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
 * The gradients of some pixels' weights in one panel, g = Σ value·delta[image] over each list, in image order from +0 or, where it
 * `continues` them, from what `toPtr` holds; ends below `tiny` become zero. They are written to `toPtr`, or, where it `descends`, taken
 * off the weights there at once, w −= rate·g: then `count` is that of the filled lists, and the others are passed over.
 *
 * Shapes   lists, ends, filled as above   delta f32 [B] rows of 4·vectors values   to f32 [pixels of the chunk][4·vectors]
 */
export function listedRows(
  listsPtr: usize,
  listEndsPtr: usize,
  B: i32,
  count: i32,
  deltaPtr: usize,
  toPtr: usize,
  vectors: i32,
  descends: bool,
  rate: f32,
  continues: bool,
  tiny: f32,
): void {
  const rowBytes = (<usize>vectors) << 4;
  for (let n = 0; n < count; n++) {
    const row = descends ? <i32>load<u32>(filledPtr(listEndsPtr) + ((<usize>n) << 2)) : n;
    let entryPtr = listPtr(listsPtr, B, row);
    const endPtr = listEndPtr(listEndsPtr, row);
    let rowPtr = toPtr + <usize>row * rowBytes;
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
        if (continues) {
          c0 = v128.load(rowPtr);
          c1 = v128.load(rowPtr, 16);
          c2 = v128.load(rowPtr, 32);
          c3 = v128.load(rowPtr, 48);
          c4 = v128.load(rowPtr, 64);
          c5 = v128.load(rowPtr, 80);
          c6 = v128.load(rowPtr, 96);
          c7 = v128.load(rowPtr, 112);
        }
        if (entryPtr < endPtr) {
          do {
            const a = v128.load32_splat(entryPtr, 4);
            const deltaRowPtr = deltaPtr + <usize>load<u32>(entryPtr);
            c0 = multiplyAdd4(c0, a, v128.load(deltaRowPtr));
            c1 = multiplyAdd4(c1, a, v128.load(deltaRowPtr, 16));
            c2 = multiplyAdd4(c2, a, v128.load(deltaRowPtr, 32));
            c3 = multiplyAdd4(c3, a, v128.load(deltaRowPtr, 48));
            c4 = multiplyAdd4(c4, a, v128.load(deltaRowPtr, 64));
            c5 = multiplyAdd4(c5, a, v128.load(deltaRowPtr, 80));
            c6 = multiplyAdd4(c6, a, v128.load(deltaRowPtr, 96));
            c7 = multiplyAdd4(c7, a, v128.load(deltaRowPtr, 112));
            entryPtr += ENTRY_BYTES;
          } while (entryPtr < endPtr);
        }
        const limit = f32x4.splat(tiny);
        c0 = flushBelow4(c0, limit);
        c1 = flushBelow4(c1, limit);
        c2 = flushBelow4(c2, limit);
        c3 = flushBelow4(c3, limit);
        c4 = flushBelow4(c4, limit);
        c5 = flushBelow4(c5, limit);
        c6 = flushBelow4(c6, limit);
        c7 = flushBelow4(c7, limit);
        if (descends) {
          const step = f32x4.splat(rate);
          descend4(rowPtr, step, c0);
          descend4(rowPtr + 16, step, c1);
          descend4(rowPtr + 32, step, c2);
          descend4(rowPtr + 48, step, c3);
          descend4(rowPtr + 64, step, c4);
          descend4(rowPtr + 80, step, c5);
          descend4(rowPtr + 96, step, c6);
          descend4(rowPtr + 112, step, c7);
        } else {
          v128.store(rowPtr, c0);
          v128.store(rowPtr, c1, 16);
          v128.store(rowPtr, c2, 32);
          v128.store(rowPtr, c3, 48);
          v128.store(rowPtr, c4, 64);
          v128.store(rowPtr, c5, 80);
          v128.store(rowPtr, c6, 96);
          v128.store(rowPtr, c7, 112);
        }
        continue;
      }
    }
    let columnsPtr = deltaPtr;
    let left = vectors;
    if (!ASC_FEATURE_SIMD) {
      for (; left >= 2; left -= 2, columnsPtr += 32, rowPtr += 32) {
        plain8(entryPtr, endPtr, columnsPtr, rowBytes, rowPtr, descends, rate, continues, tiny);
      }
    }
    for (; left > 0; left--, columnsPtr += 16, rowPtr += 16) {
      narrow(entryPtr, endPtr, columnsPtr, rowBytes, rowPtr, descends, rate, continues, tiny);
    }
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
  continues: bool,
  tiny: f32,
): void {
  let c0: f32 = 0;
  let c1: f32 = 0;
  let c2: f32 = 0;
  let c3: f32 = 0;
  let c4: f32 = 0;
  let c5: f32 = 0;
  let c6: f32 = 0;
  let c7: f32 = 0;
  if (continues) {
    c0 = load<f32>(toPtr);
    c1 = load<f32>(toPtr, 4);
    c2 = load<f32>(toPtr, 8);
    c3 = load<f32>(toPtr, 12);
    c4 = load<f32>(toPtr, 16);
    c5 = load<f32>(toPtr, 20);
    c6 = load<f32>(toPtr, 24);
    c7 = load<f32>(toPtr, 28);
  }
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
  finish(toPtr, flushBelow(c0, tiny), descends, rate);
  finish(toPtr + 4, flushBelow(c1, tiny), descends, rate);
  finish(toPtr + 8, flushBelow(c2, tiny), descends, rate);
  finish(toPtr + 12, flushBelow(c3, tiny), descends, rate);
  finish(toPtr + 16, flushBelow(c4, tiny), descends, rate);
  finish(toPtr + 20, flushBelow(c5, tiny), descends, rate);
  finish(toPtr + 24, flushBelow(c6, tiny), descends, rate);
  finish(toPtr + 28, flushBelow(c7, tiny), descends, rate);
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
  continues: bool,
  tiny: f32,
): void {
  if (ASC_FEATURE_SIMD) {
    let c = continues ? v128.load(toPtr) : f32x4.splat(0);
    for (; entryPtr < endPtr; entryPtr += ENTRY_BYTES) {
      const rowPtr = deltaPtr + <usize>(load<u32>(entryPtr) >>> PANEL_ROW_SHIFT) * rowBytes;
      c = multiplyAdd4(c, v128.load32_splat(entryPtr, 4), v128.load(rowPtr));
    }
    c = flushBelow4(c, f32x4.splat(tiny));
    if (descends) descend4(toPtr, f32x4.splat(rate), c);
    else v128.store(toPtr, c);
  } else {
    let c0: f32 = continues ? load<f32>(toPtr) : 0;
    let c1: f32 = continues ? load<f32>(toPtr, 4) : 0;
    let c2: f32 = continues ? load<f32>(toPtr, 8) : 0;
    let c3: f32 = continues ? load<f32>(toPtr, 12) : 0;
    for (; entryPtr < endPtr; entryPtr += ENTRY_BYTES) {
      const a = load<f32>(entryPtr, 4);
      const rowPtr = deltaPtr + <usize>(load<u32>(entryPtr) >>> PANEL_ROW_SHIFT) * rowBytes;
      c0 += a * load<f32>(rowPtr);
      c1 += a * load<f32>(rowPtr, 4);
      c2 += a * load<f32>(rowPtr, 8);
      c3 += a * load<f32>(rowPtr, 12);
    }
    finish(toPtr, flushBelow(c0, tiny), descends, rate);
    finish(toPtr + 4, flushBelow(c1, tiny), descends, rate);
    finish(toPtr + 8, flushBelow(c2, tiny), descends, rate);
    finish(toPtr + 12, flushBelow(c3, tiny), descends, rate);
  }
}

function finish(toPtr: usize, g: f32, descends: bool, rate: f32): void {
  if (descends) descend(toPtr, rate, g);
  else store<f32>(toPtr, g);
}
