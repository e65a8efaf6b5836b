import { Images } from '../network/plan';
import { compressPixels, writeOrders } from './compress';
import { changePenWidth } from './pen-width';
import { rowOf, SIDE, writeMasks, writeQuads } from './quads';
import { drawNumbers, seedRandom } from './random';
import { HALF, IMAGES_BYTES, MASKS, NODES, NUMBERS, QUADS, ROUGH } from './scratch';
import { ROUGH_COUNT, smoothFields } from './smooth-field';
import { Augmentation, makeWarp, signedNumber, signNumbers, warpRows } from './warp';
import { warpCells, writeLanes } from './warp-cells';

const IMAGE_PIXELS: usize = 784;

/**
 * Varies images of 28×28 pixels as augmentPixels in src/domain does, each with a random stream of its own, into slots.
 *
 * Shapes   settings see Augmentation   images, slots see Images   batch u32 [slots], numbers of images   scratch see scratch.ts
 * Fills slots `from` to `to` − 1: slot b owns the entries b·784 ≤ e < (b + 1)·784, of which starts[b] ≤ e < ends[b] are used; so
 * starts and ends are arrays of their own. Soft targets are left alone.
 * A stream depends on seed, epoch and image alone, so the batch's size and order and the number of threads change nothing.
 */
export function augment(
  settingsPtr: usize,
  imagesPtr: usize,
  batchPtr: usize,
  from: i32,
  to: i32,
  seed: i32,
  epoch: i32,
  slotsPtr: usize,
  scratchPtr: usize,
): void {
  const settings = changetype<Augmentation>(settingsPtr);
  const images = changetype<Images>(imagesPtr);
  const slots = changetype<Images>(slotsPtr);
  if (ASC_FEATURE_SIMD) {
    writeLanes(scratchPtr);
    writeOrders(scratchPtr);
  }
  for (let b = <usize>from; b < <usize>to; b++) {
    const image = load<u32>(batchPtr + (b << 2));
    const start = <usize>load<u32>(images.startsPtr + ((<usize>image) << 2));
    const end = <usize>load<u32>(images.endsPtr + ((<usize>image) << 2));
    const indexPtr = images.pixelIndexPtr + (start << 1);
    const first = b * IMAGE_PIXELS;
    let entries = 0;
    if (start < end) {
      drawAll(scratchPtr, seed, augmentationStream(epoch, image));
      makeWarp(scratchPtr, settings);
      memory.fill(scratchPtr + QUADS, 0, IMAGES_BYTES);
      writeQuads(indexPtr, images.pixelValuePtr + start, <i32>(end - start), scratchPtr + QUADS);
      warpImage(scratchPtr, indexPtr, <i32>(end - start));
      changePenWidth(scratchPtr, settings.penWidth * signedNumber(scratchPtr, 7));
      entries = compressPixels(scratchPtr, slots.pixelIndexPtr + (first << 1), slots.pixelValuePtr + first);
    }
    store<u32>(slots.startsPtr + (b << 2), <u32>first);
    store<u32>(slots.endsPtr + (b << 2), <u32>first + <u32>entries);
    store<u8>(slots.labelsPtr + b, load<u8>(images.labelsPtr + <usize>image));
  }
}

/** See augmentationStream in src/domain/augment/pixels.ts. */
function augmentationStream(epoch: i32, image: i32): i32 {
  return (epoch + 1) * 0x9e3779b9 + image;
}

/** Draws all numbers of an image, in the order of src/domain: the warp's, the fields' and the pen's. */
function drawAll(scratchPtr: usize, seed: i32, stream: i32): void {
  seedRandom(scratchPtr, seed, stream);
  drawNumbers(scratchPtr, scratchPtr + NUMBERS, 7);
  drawNumbers(scratchPtr, scratchPtr + ROUGH, ROUGH_COUNT);
  drawNumbers(scratchPtr, scratchPtr + ROUGH + 8, ROUGH_COUNT);
  drawNumbers(scratchPtr, scratchPtr + NUMBERS + 7 * 16, 1);
  signNumbers(scratchPtr);
  smoothFields(scratchPtr + ROUGH, scratchPtr + HALF, scratchPtr + NODES);
}

/** Warps an image that is not empty. */
function warpImage(scratchPtr: usize, indexPtr: usize, E: i32): void {
  if (ASC_FEATURE_SIMD) {
    writeMasks(scratchPtr + QUADS, scratchPtr + MASKS);
    if (warpCells(scratchPtr)) return;
  }
  const last = (<usize>(E - 1)) << 1;
  let left = SIDE;
  let right = 0;
  for (let e: usize = 0; e <= last; e += 2) {
    const pixel = <i32>load<u16>(indexPtr + e);
    const column = pixel - rowOf(pixel) * SIDE;
    left = min(left, column);
    right = max(right, column);
  }
  warpRows(scratchPtr, rowOf(load<u16>(indexPtr)), rowOf(load<u16>(indexPtr + last)), left, right);
}
