import { activationForward, SOFTMAX } from '../kernels/activation';
import { addBias } from '../kernels/bias';
import { multiply } from '../kernels/multiply';
import { PANEL, panelPtr, panelWidth } from '../kernels/panel';
import { softmax } from '../kernels/softmax';
import { sparseRow } from '../kernels/sparse-row';
import { Images, Layer, padded, Plan, rowPtr, Scratch } from './plan';

/** Images that go through all layers together, so that a layer's results are still in the cache when the next one reads them. */
export const BLOCK: i32 = 64;
/** A cache line. */
const LINE_BYTES: usize = 64;

/**
 * Runs up to BLOCK images of a batch, from place `from` to `to`, through all layers; activations stay in their buffers,
 * pre-activations in the scratch until the next block.
 *
 * Shapes   batch u32 [≥ to], numbers of images
 */
export function forwardBlock(plan: Plan, images: Images, batchPtr: usize, from: i32, to: i32, scratch: Scratch): void {
  const first = plan.layer(0);
  let zPtr = scratch.preActivationPtr + first.preActivationBytes;
  if (images.densePtr) {
    const paddedIn = padded(first.inFeatures);
    const xPtr = rowPtr(images.densePtr, paddedIn, from);
    for (let b = from; b < to; b++) expand(plan, images, batchPtr, b, first.inFeatures, rowPtr(images.densePtr, paddedIn, b));
    multiply(xPtr, paddedIn, to - from, first.inFeatures, first.weightPtr, first.paddedOut, zPtr);
  } else sparseLayer(plan, first, images, batchPtr, from, to, zPtr);
  finish(first, zPtr, from, to, scratch);
  for (let l = 1; l < plan.layerCount; l++) {
    const layer = plan.layer(l);
    zPtr = scratch.preActivationPtr + layer.preActivationBytes;
    const previous = plan.layer(l - 1);
    const xPtr = rowPtr(previous.activationPtr, previous.paddedOut, from);
    multiply(xPtr, previous.paddedOut, to - from, layer.inFeatures, layer.weightPtr, layer.paddedOut, zPtr);
    finish(layer, zPtr, from, to, scratch);
  }
}

/** z = W·x from the images' non-zero pixels. */
function sparseLayer(plan: Plan, layer: Layer, images: Images, batchPtr: usize, from: i32, to: i32, zPtr: usize): void {
  const paddedOut = layer.paddedOut;
  store<u32>(zPtr, touchEntries(images, batchPtr, from, to));
  for (let o = 0; o < paddedOut; o += PANEL) {
    const vectors = panelWidth(paddedOut, o) >> 2;
    const weightPtr = panelPtr(layer.weightPtr, layer.inFeatures, o);
    for (let b = from; b < to; b++) {
      const image = (<usize>load<u32>(batchPtr + ((<usize>b) << 2))) << 2;
      const start = <usize>load<u32>(images.startsPtr + image);
      sparseRow(
        images.pixelIndexPtr + (start << 1),
        images.pixelValuePtr + start,
        load<u32>(images.endsPtr + image) - <i32>start,
        plan.pixelScalePtr,
        weightPtr,
        rowPtr(zPtr, paddedOut, b - from) + ((<usize>o) << 2),
        vectors,
      );
    }
  }
}

/**
 * Reads something of every cache line of some images' entries: they lie scattered in memory, and reads that wait for nothing bring
 * them into the cache side by side. Returns what it saw, so that no compiler leaves the reads out; the caller may overwrite it.
 */
function touchEntries(images: Images, batchPtr: usize, from: i32, to: i32): u32 {
  let seen: u32 = 0;
  for (let b = from; b < to; b++) {
    const image = <usize>load<u32>(batchPtr + ((<usize>b) << 2));
    seen |= load<u32>(images.startsPtr + (image << 2)) | load<u32>(images.endsPtr + (image << 2));
    seen |= load<u8>(images.labelsPtr + image);
  }
  for (let b = from; b < to; b++) {
    const image = (<usize>load<u32>(batchPtr + ((<usize>b) << 2))) << 2;
    const end = <usize>load<u32>(images.endsPtr + image);
    for (let e = <usize>load<u32>(images.startsPtr + image); e < end; e += LINE_BYTES) {
      const indexPtr = images.pixelIndexPtr + (e << 1);
      seen |= load<u8>(images.pixelValuePtr + e) | load<u16>(indexPtr) | load<u16>(indexPtr, LINE_BYTES);
    }
  }
  return seen;
}

/** Writes one image with all its zeros. Shapes  x f32 [I] */
function expand(plan: Plan, images: Images, batchPtr: usize, b: i32, I: i32, xPtr: usize): void {
  const image = (<usize>load<u32>(batchPtr + ((<usize>b) << 2))) << 2;
  let e = <usize>load<u32>(images.startsPtr + image);
  const end = <usize>load<u32>(images.endsPtr + image);
  if (<i32>(end - e) < I) memory.fill(xPtr, 0, (<usize>I) << 2);
  else if (ASC_FEATURE_SIMD) {
    // Every pixel, in order. The quotient is what the table of scales holds: a test compares all 256.
    for (let toPtr = xPtr; e + 4 <= end; e += 4, toPtr += 16) {
      const bytes = v128.load32_zero(images.pixelValuePtr + e);
      const value = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)));
      v128.store(toPtr, f32x4.div(value, f32x4.splat(255)));
    }
  }
  for (; e < end; e++) {
    const valuePtr = plan.pixelScalePtr + ((<usize>load<u8>(images.pixelValuePtr + e)) << 2);
    store<u32>(xPtr + ((<usize>load<u16>(images.pixelIndexPtr + (e << 1))) << 2), load<u32>(valuePtr));
  }
}

/** Bias and activation of a block of one layer. */
function finish(layer: Layer, zPtr: usize, from: i32, to: i32, scratch: Scratch): void {
  const paddedOut = layer.paddedOut;
  const vectors = paddedOut >> 2;
  const rowBytes = (<usize>paddedOut) << 2;
  let aPtr = rowPtr(layer.activationPtr, paddedOut, from);
  for (let row = 0; row < to - from; row++) {
    if (layer.activation == SOFTMAX) {
      if (layer.biasPtr) addBias(zPtr, layer.biasPtr, vectors);
      store<f32>(scratch.sumsPtr + ((<usize>row) << 2), softmax(zPtr, aPtr, layer.outFeatures, vectors));
    } else activationForward(layer.activation, zPtr, layer.biasPtr, aPtr, vectors);
    zPtr += rowBytes;
    aPtr += rowBytes;
  }
}
