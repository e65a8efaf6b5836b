import type { ParameterPlane } from '../domain/landscape-plane.ts';
import { inFeaturesOf } from '../domain/network.ts';
import { parametersOf } from '../domain/parameter-vector.ts';
import type { ArenaEngine } from './arena-engine.ts';
import { floatsOf } from './memory.ts';
import { packWeights } from './panels.ts';

/** One stretch of the engine's memory with what makes it up, in the engine's order. */
interface Stretch {
  readonly target: Float32Array;
  readonly origin: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
  /** origin + y · second */
  readonly row: Float64Array;
}

/**
 * Takes an engine's parameters over a plane, point by point and row by row.
 *
 * Packed once, so that a point costs one product and one sum a parameter; the numbers are those of vectorAt. Only what is
 * needed to look at images is written: training from there needs loadParameters first.
 */
export class PlaneWalk {
  readonly #stretches: readonly Stretch[];

  constructor(engine: ArenaEngine, plane: ParameterPlane) {
    const { network, layout, memory } = engine;
    const [origin, first, second] = [plane.origin, plane.first, plane.second].map((vector) => parametersOf(network, vector));
    this.#stretches = network.layers.flatMap(({ outFeatures }, layer) => {
      const { weight, bias } = layout.layers[layer]!;
      const packed = (plain: Float32Array) => {
        const panels = new Float32Array(weight.bytes / 4);
        packWeights(plain, outFeatures, inFeaturesOf(network, layer), panels);
        return panels;
      };
      const stretch = (
        target: Float32Array,
        pack: (plain: Float32Array) => Float32Array,
        part: 'weight' | 'bias',
      ): Stretch => ({
        target,
        origin: pack(origin![layer]![part]!),
        first: pack(first![layer]![part]!),
        second: pack(second![layer]![part]!),
        row: new Float64Array(target.length),
      });
      const weights = stretch(floatsOf(memory, weight), packed, 'weight');
      if (!bias) return [weights];
      return [weights, stretch(floatsOf(memory, bias).subarray(0, outFeatures), (plain) => plain, 'bias')];
    });
  }

  /** Goes to a row; a point of it comes next. */
  toRow(y: number): void {
    for (const { origin, second, row } of this.#stretches) {
      for (let n = 0; n < row.length; n++) row[n] = origin[n]! + y * second[n]!;
    }
  }

  /** Puts the parameters of a point of the row into the engine. */
  toPoint(x: number): void {
    for (const { target, first, row } of this.#stretches) mix(target, first, row, x);
  }
}

/** A function of its own: run so often, it is compiled for just this. */
function mix(target: Float32Array, first: Float32Array, row: Float64Array, x: number): void {
  const { length } = target;
  for (let n = 0; n < length; n++) target[n] = row[n]! + x * first[n]!;
}
