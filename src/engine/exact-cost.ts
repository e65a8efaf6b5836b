import { outFeaturesOf, type NetworkDescription } from '../domain/network.ts';
import type { ArenaLayout } from './layout.ts';
import type { Memory } from './memory.ts';
import { tileCut } from './shares.ts';

/**
 * `sum` with the costs of a pass's images added one by one, in float64, from the outputs that it left in the arena: the same bits for any
 * number of threads.
 *
 * `labels` are those of the pass's images. `parts` threads shared the pass, each with no more images than one block, so that their last
 * pre-activations are still in their scratch.
 */
export function addCosts(
  sum: number,
  network: NetworkDescription,
  memory: Memory,
  layout: ArenaLayout,
  labels: Uint8Array,
  count: number,
  parts: number,
): number {
  const classes = outFeaturesOf(network);
  return network.loss === 'cross-entropy'
    ? addCrossEntropy(sum, memory, layout, classes, labels, count)
    : addQuadratic(sum, memory, layout, classes, labels, count, parts);
}

/**
 * −log of the label's share. Where it is the largest, from what the others have: near 1 a share has lost the digits that a small cost is
 * made of, and the others have not.
 */
function addCrossEntropy(
  sum: number,
  { f32 }: Memory,
  layout: ArenaLayout,
  classes: number,
  labels: Uint8Array,
  count: number,
): number {
  const { activation, paddedOut } = layout.layers[layout.layers.length - 1]!;
  const lossWord = layout.losses.ptr >> 2;
  for (let b = 0; b < count; b++) {
    const row = (activation.ptr >> 2) + b * paddedOut;
    const label = labels[b]!;
    let others = 0;
    for (let o = 0; o < classes; o++) if (o !== label) others += f32[row + o]!;
    sum += others < 0.5 ? -Math.log1p(-others) : f32[lossWord + b]!;
  }
  return sum;
}

/** ½ Σ (a − t)²; the label's 1 − σ(z) as σ(−z). */
function addQuadratic(
  sum: number,
  { f32 }: Memory,
  layout: ArenaLayout,
  classes: number,
  labels: Uint8Array,
  count: number,
  parts: number,
): number {
  const { activation, paddedOut, preActivationBytes } = layout.layers[layout.layers.length - 1]!;
  for (let part = 0; part < parts; part++) {
    const from = tileCut(count, part, parts);
    const to = tileCut(count, part + 1, parts);
    const zWord = (layout.scratch[part]!.preActivation.ptr + preActivationBytes) >> 2;
    for (let b = from; b < to; b++) {
      const row = (activation.ptr >> 2) + b * paddedOut;
      const label = labels[b]!;
      const z = f32[zWord + (b - from) * paddedOut + label]!;
      const missing = 1 / (1 + Math.exp(z));
      let squares = missing * missing;
      for (let o = 0; o < classes; o++) if (o !== label) squares += f32[row + o]! ** 2;
      sum += squares / 2;
    }
  }
  return sum;
}
