import { CHUNK, padded, PANEL } from '../../layout.ts';
import type { Memory } from '../../memory.ts';
import { biasGradient } from '../kernels/bias.ts';
import { denseRow } from '../kernels/dense-row.ts';
import { panelWidth } from '../kernels/panel.ts';
import { findEntries, listedRow, listPixels } from '../kernels/pixel-lists.ts';
import { transposeRows } from '../kernels/transpose.ts';
import { TINY } from '../math/flush.ts';
import { applyToBias, applyToWeights, isPlainDescent } from '../optimizers/apply.ts';
import { deltaColumns, deltaStride, type Images, type Layer, type Plan, type Scratch, type Update } from './plan.ts';

/** The gradient of a share of all parameters, and their update; see assembly/network/learn.ts. `batch` is a place in u32. */
export function learn(
  memory: Memory,
  plan: Plan,
  images: Images,
  batch: number,
  B: number,
  rule: Update,
  part: number,
  parts: number,
  fromPixel: number,
  toPixel: number,
  continues: boolean,
  ends: boolean,
  scratch: Scratch,
): void {
  const { f32 } = memory;
  for (let l = plan.layers.length - 1; l >= 0; l--) {
    const layer = plan.layers[l]!;
    if (l % parts === part) learnBias(f32, layer, B, rule, continues, ends, scratch);
    if (l > 0) {
      const { output, paddedOut } = plan.layers[l - 1]!;
      const fours = padded(layer.inFeatures) / 4;
      const from = 4 * Math.floor((fours * part) / parts);
      const to = Math.min(layer.inFeatures, 4 * Math.floor((fours * (part + 1)) / parts));
      learnDense(f32, layer, output, paddedOut, B, rule, from, to, continues, ends, scratch);
      if (ends) transposeRows(f32, layer.weight, layer.inFeatures, layer.outFeatures, layer.transposed, from, to);
    } else if (images.dense) {
      learnDense(f32, layer, images.dense, padded(layer.inFeatures), B, rule, fromPixel, toPixel, continues, ends, scratch);
    } else learnSparse(memory, plan, layer, images, batch, B, rule, fromPixel, toPixel, continues, ends, scratch);
  }
}

function learnBias(
  f32: Float32Array,
  layer: Layer,
  B: number,
  rule: Update,
  continues: boolean,
  ends: boolean,
  scratch: Scratch,
): void {
  if (!layer.bias) return;
  for (let o = 0; o < layer.paddedOut; o += PANEL) {
    const width = panelWidth(layer.paddedOut, o);
    const g = continues || !ends ? layer.dBias + o : scratch.gradient;
    biasGradient(f32, deltaColumns(layer, o), deltaStride(layer, o), B, width, g, continues, tinyWhere(ends));
    if (ends) applyToBias(f32, rule, layer, o, width, g);
  }
}

function learnDense(
  f32: Float32Array,
  layer: Layer,
  x: number,
  paddedIn: number,
  B: number,
  rule: Update,
  from: number,
  to: number,
  continues: boolean,
  ends: boolean,
  scratch: Scratch,
): void {
  for (let o = 0; o < layer.paddedOut; o += PANEL) {
    const width = panelWidth(layer.paddedOut, o);
    const delta = deltaColumns(layer, o);
    for (let i = from; i < to; i++) {
      const offset = o * layer.inFeatures + i * width;
      const g = continues || !ends ? layer.dWeight + offset : scratch.gradient;
      denseRow(f32, x + i, paddedIn, B, delta, deltaStride(layer, o), g, width, continues, tinyWhere(ends));
      if (ends) applyToWeights(f32, rule, layer, offset, width, g);
    }
  }
}

function learnSparse(
  memory: Memory,
  plan: Plan,
  layer: Layer,
  images: Images,
  batch: number,
  B: number,
  rule: Update,
  from: number,
  to: number,
  continues: boolean,
  ends: boolean,
  scratch: Scratch,
): void {
  findEntries(memory, batch, B, images, from, scratch);
  for (let first = from; first < to; first += CHUNK) {
    const end = Math.min(to, first + CHUNK);
    listPixels(memory, batch, B, images, plan.pixelScale, first, end, scratch);
    for (let o = 0; o < layer.paddedOut; o += PANEL) {
      for (let pixel = first; pixel < end; pixel++) {
        learnPixel(memory, layer, B, rule, first, pixel, o, continues, ends, scratch);
      }
    }
  }
}

/** One pixel of the chunk that starts at `first`, in one panel. Plain descent passes over empty lists. */
function learnPixel(
  memory: Memory,
  layer: Layer,
  B: number,
  rule: Update,
  first: number,
  pixel: number,
  o: number,
  continues: boolean,
  ends: boolean,
  scratch: Scratch,
): void {
  const start = (pixel - first) * B;
  const E = memory.u32[scratch.listEnds + pixel - first]! - start;
  const rests = continues || !ends;
  if (E === 0 && !rests && isPlainDescent(rule)) return;
  const width = panelWidth(layer.paddedOut, o);
  const offset = o * layer.inFeatures + pixel * width;
  const g = rests ? layer.dWeight + offset : scratch.gradient;
  listedRow(memory, scratch.lists + 2 * start, E, deltaColumns(layer, o), g, width, continues, tinyWhere(ends));
  if (ends) applyToWeights(memory.f32, rule, layer, offset, width, g);
}

/** Sums are flushed where they end; between micro-batches they rest as they are. */
function tinyWhere(ends: boolean): number {
  return ends ? TINY : 0;
}
