import { Images } from '../network/plan';
import { changePenWidth } from './pen-width';
import { clearQuads, Ink, QUADS_BYTES, writeQuads } from './quads';
import { seedRandom, signed } from './random';
import { drawFields, HALF_BYTES, NODES_BYTES, ROUGH_BYTES } from './smooth-field';
import { Augmentation, drawWarp, Warp, warpImage } from './warp';

const PIXELS: usize = 784;

/** Where varied images go: slot b owns entries b·784 ≤ e < (b + 1)·784, of which starts[b] ≤ e < ends[b] are used. */
@unmanaged
export class Slots {
  /** u32 [slots] */
  startsPtr: usize;
  /** u32 [slots] */
  endsPtr: usize;
  /** u16 [slots · 784] */
  pixelIndexPtr: usize;
  /** u8 [slots · 784] */
  pixelValuePtr: usize;
  /** u8 [slots] */
  labelsPtr: usize;
}

// A thread's scratch: random, ink and warp in the first 128 bytes, then these; AUGMENTATION_SCRATCH_BYTES in src/engine is the sum.
const INK: usize = 16;
const WARP: usize = 32;
const ROUGH: usize = 128;
const HALF: usize = ROUGH + ROUGH_BYTES;
const NODES: usize = HALF + HALF_BYTES;
const QUADS: usize = NODES + NODES_BYTES;
const WARPED: usize = QUADS + QUADS_BYTES;
const WARPED_BYTES: usize = 1024;

/**
 * Varies the images of a batch as augmentPixels in src/domain does, each with a random stream of its own.
 *
 * Shapes   batch u32 [slots], numbers of images of 28×28 pixels; slots `from` to `to` − 1 are filled
 * The stream depends on seed, epoch and image alone, so the batch's size and order and the number of threads change nothing.
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
  const slots = changetype<Slots>(slotsPtr);
  const ink = changetype<Ink>(scratchPtr + INK);
  const warp = changetype<Warp>(scratchPtr + WARP);
  memory.fill(scratchPtr + QUADS, 0, QUADS_BYTES + WARPED_BYTES);
  for (let b = <usize>from; b < <usize>to; b++) {
    const image = load<u32>(batchPtr + (b << 2));
    const startPtr = images.startsPtr + ((<usize>image) << 2);
    const start = <usize>load<u32>(startPtr);
    const E = load<u32>(startPtr, 4) - <i32>start;
    writeQuads(images.pixelIndexPtr + (start << 1), images.pixelValuePtr + start, E, scratchPtr + QUADS, ink);
    seedRandom(scratchPtr, seed, augmentationStream(epoch, image));
    drawWarp(scratchPtr, settings, warp);
    drawFields(scratchPtr, scratchPtr + ROUGH, scratchPtr + HALF, scratchPtr + NODES);
    warpImage(warp, scratchPtr + NODES, scratchPtr + QUADS, ink, scratchPtr + WARPED);
    clearQuads(scratchPtr + QUADS, ink);
    const first = b * PIXELS;
    const entries = changePenWidth(
      settings.penWidth * signed(scratchPtr),
      scratchPtr + WARPED,
      slots.pixelIndexPtr + (first << 1),
      slots.pixelValuePtr + first,
    );
    store<u32>(slots.startsPtr + (b << 2), <u32>first);
    store<u32>(slots.endsPtr + (b << 2), <u32>first + entries);
    store<u8>(slots.labelsPtr + b, load<u8>(images.labelsPtr + <usize>image));
  }
}

/** See augmentationStream in src/domain/augment/pixels.ts. */
function augmentationStream(epoch: i32, image: i32): i32 {
  return (epoch + 1) * 0x9e3779b9 + image;
}
