import { squares } from './learning-step.ts';
import type { NetworkParameters } from './parameters.ts';

/** Beyond this a cost or a weight has left every scale that teaches anything. */
export const EXPLODED_BEYOND = 1e6;

/** What has exploded, and where. */
export interface Explosion {
  readonly what: 'weight' | 'bias' | 'cost';
  /** The layer whose numbers went first, 0 for the first hidden one; of a cost the layer whose weights are longest for their number. */
  readonly layer: number;
  /** true: larger than EXPLODED_BEYOND; false: no finite number any more. */
  readonly isFinite: boolean;
}

/**
 * Says whether a training step has led out of all bounds; null where all is well.
 *
 * `parameters` are those after the step, `cost` theirs. Among weights and biases the layer that is worst counts: one that is not finite before
 * one that is merely large, then the larger.
 */
export function findExplosion(parameters: NetworkParameters, cost: number): Explosion | null {
  // No number is larger than the length of all together.
  const areShort = weightNorms(parameters).every((norm) => norm <= EXPLODED_BEYOND);
  let worst: { readonly what: 'weight' | 'bias'; readonly layer: number; readonly size: number } | null = null;
  for (const [layer, { weight, bias }] of parameters.entries()) {
    for (const [what, values] of [
      ['weight', weight],
      ['bias', bias],
    ] as const) {
      const size = values && !(areShort && what === 'weight') ? largestSize(values) : 0;
      if (size > EXPLODED_BEYOND && size > (worst?.size ?? 0)) worst = { what, layer, size };
    }
  }
  if (worst) return { what: worst.what, layer: worst.layer, isFinite: Number.isFinite(worst.size) };
  if (cost <= EXPLODED_BEYOND) return null;
  return { what: 'cost', layer: layerOfLargest(parameters), isFinite: Number.isFinite(cost) };
}

const knownNorms = new WeakMap<NetworkParameters, readonly number[]>();

/** ‖W‖ of every layer: the root of the sum of its squared weights; computed once for the same parameters, which must not change later. */
export function weightNorms(parameters: NetworkParameters): readonly number[] {
  const known = knownNorms.get(parameters);
  if (known) return known;
  const norms = parameters.map(({ weight }) => Math.sqrt(squares(weight)));
  knownNorms.set(parameters, norms);
  return norms;
}

/** The largest |value|; Infinity where one is no finite number. */
function largestSize(values: Float32Array): number {
  let largest = 0;
  for (let index = 0; index < values.length; index++) {
    const size = Math.abs(values[index]!);
    // What is no number is not below either.
    if (!(size <= largest)) largest = Number.isFinite(size) ? size : Infinity;
    if (largest === Infinity) break;
  }
  return largest;
}

function layerOfLargest(parameters: NetworkParameters): number {
  const sizes = parameters.map(({ weight }) => Math.sqrt(squares(weight) / weight.length));
  return sizes.indexOf(Math.max(...sizes));
}
