import { biasGradient } from '../kernels/bias';
import { denseProduct } from '../kernels/dense-product';
import { PANEL, panelPtr, panelWidth } from '../kernels/panel';
import { CHUNK, findEntries, listedRows, listPixels } from '../kernels/pixel-lists';
import { transposeRows } from '../kernels/transpose';
import { TINY } from '../math/flush';
import { applyToBias, applyToWeights, isPlainDescent } from '../optimizers/apply';
import { deltaColumnsPtr, deltaRowBytes, Images, Layer, padded, Plan, rowPtr, Scratch, Update } from './plan';

/**
 * The gradient of a share of all parameters, and their update: a gradient goes from its sum through the first-level cache into the
 * optimizer and is never written out. Needs every block of the batch to have come back.
 *
 * Of a batch that comes in micro-batches, each goes on with the sums that the one before left in dWeight and dBias unless it is the
 * first (`continues`), and only the last updates parameters (`ends`).
 *
 * Shapes   batch u32 [B], the same as before
 * The share is part number `part` of `parts`, in the first layer the inputs [fromPixel, toPixel): threads share out weights and never
 * split a sum.
 */
export function learn(
  planPtr: usize,
  imagesPtr: usize,
  batchPtr: usize,
  B: i32,
  updatePtr: usize,
  part: i32,
  parts: i32,
  fromPixel: i32,
  toPixel: i32,
  continues: bool,
  ends: bool,
  scratchPtr: usize,
): void {
  const plan = changetype<Plan>(planPtr);
  const images = changetype<Images>(imagesPtr);
  const rule = changetype<Update>(updatePtr);
  const scratch = changetype<Scratch>(scratchPtr);
  for (let l = plan.layerCount - 1; l >= 0; l--) {
    const layer = plan.layer(l);
    if (l % parts == part) learnBias(layer, B, rule, continues, ends, scratch);
    if (l > 0) {
      const previous = plan.layer(l - 1);
      const fours = padded(layer.inFeatures) >> 2;
      const from = ((fours * part) / parts) << 2;
      const to = min(layer.inFeatures, ((fours * (part + 1)) / parts) << 2);
      learnDense(layer, previous.activationPtr, previous.paddedOut, B, rule, from, to, continues, ends, scratch);
      if (ends) transposeRows(layer.weightPtr, layer.inFeatures, layer.outFeatures, layer.transposedPtr, from, to);
    } else if (images.densePtr) {
      learnDense(layer, images.densePtr, padded(layer.inFeatures), B, rule, fromPixel, toPixel, continues, ends, scratch);
    } else learnSparse(plan, layer, images, batchPtr, B, rule, fromPixel, toPixel, continues, ends, scratch);
  }
}

/** db = Σ dz. */
function learnBias(layer: Layer, B: i32, rule: Update, continues: bool, ends: bool, scratch: Scratch): void {
  if (!layer.biasPtr) return;
  for (let o = 0; o < layer.paddedOut; o += PANEL) {
    const width = panelWidth(layer.paddedOut, o);
    const offset = (<usize>o) << 2;
    const gPtr = continues || !ends ? layer.dBiasPtr + offset : scratch.gradientPtr;
    biasGradient(deltaColumnsPtr(layer, o), deltaRowBytes(layer, o), B, width >> 2, gPtr, continues, tinyWhere(ends));
    if (ends) applyToBias(rule, layer, offset, width, gPtr);
  }
}

/** dW = dzᵀ·x of the inputs [from, to), x given as B rows `paddedIn` floats apart. */
function learnDense(
  layer: Layer,
  xPtr: usize,
  paddedIn: i32,
  B: i32,
  rule: Update,
  from: i32,
  to: i32,
  continues: bool,
  ends: bool,
  scratch: Scratch,
): void {
  for (let o = 0; o < layer.paddedOut; o += PANEL) {
    const width = panelWidth(layer.paddedOut, o);
    for (let i = from; i < to; i += CHUNK) {
      const count = min(CHUNK, to - i);
      const offset = weightOffset(layer, o, width, i);
      const gPtr = continues || !ends ? layer.dWeightPtr + offset : scratch.gradientPtr;
      denseProduct(
        xPtr + ((<usize>i) << 2),
        4,
        (<usize>paddedIn) << 2,
        count,
        B,
        deltaColumnsPtr(layer, o),
        deltaRowBytes(layer, o),
        gPtr,
        (<usize>width) << 2,
        width >> 2,
        continues,
        tinyWhere(ends),
      );
      if (ends) applyToWeights(rule, layer, offset, count * width, gPtr);
    }
  }
}

/** dW = dzᵀ·x of the inputs [from, to), from the images' non-zero pixels. */
function learnSparse(
  plan: Plan,
  layer: Layer,
  images: Images,
  batchPtr: usize,
  B: i32,
  rule: Update,
  from: i32,
  to: i32,
  continues: bool,
  ends: bool,
  scratch: Scratch,
): void {
  findEntries(batchPtr, B, images.startsPtr, images.endsPtr, images.pixelIndexPtr, from, scratch.cursorsPtr);
  for (; from < to; from += CHUNK) {
    const end = min(to, from + CHUNK);
    const filled = listPixels(
      batchPtr,
      B,
      images.endsPtr,
      images.pixelIndexPtr,
      images.pixelValuePtr,
      plan.pixelScalePtr,
      from,
      end,
      scratch.cursorsPtr,
      scratch.listsPtr,
      scratch.listEndsPtr,
    );
    for (let o = 0; o < layer.paddedOut; o += PANEL) {
      learnListed(layer, B, rule, from, end - from, filled, o, continues, ends, scratch);
    }
  }
}

/** A chunk of `count` pixels in one panel. Plain descent passes over empty lists and takes each gradient from the registers. */
function learnListed(
  layer: Layer,
  B: i32,
  rule: Update,
  pixel: i32,
  count: i32,
  filled: i32,
  o: i32,
  continues: bool,
  ends: bool,
  scratch: Scratch,
): void {
  const width = panelWidth(layer.paddedOut, o);
  const offset = weightOffset(layer, o, width, pixel);
  const rests = continues || !ends;
  const descends = !rests && isPlainDescent(rule);
  const gPtr = rests ? layer.dWeightPtr + offset : scratch.gradientPtr;
  listedRows(
    scratch.listsPtr,
    scratch.listEndsPtr,
    B,
    descends ? filled : count,
    deltaColumnsPtr(layer, o),
    descends ? layer.weightPtr + offset : gPtr,
    width >> 2,
    descends,
    rule.stepSize,
    continues,
    tinyWhere(ends),
  );
  if (ends && !descends) applyToWeights(rule, layer, offset, count * width, gPtr);
}

/** Sums are flushed where they end; between micro-batches they rest as they are, which changes no bit. */
function tinyWhere(ends: bool): f32 {
  return ends ? TINY : 0;
}

/** Bytes from the first weight of a layer to that of input `i` in the panel at column `o`. */
function weightOffset(layer: Layer, o: i32, width: i32, i: i32): usize {
  return panelPtr(0, layer.inFeatures, o) + rowPtr(0, width, i);
}
