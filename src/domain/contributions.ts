import type { NetworkDescription } from './network.ts';
import { inFeaturesOf } from './network.ts';
import type { NetworkParameters } from './parameters.ts';

/** One forward pass through a network, as the engine computed it in float32. */
interface ForwardValues {
  readonly network: NetworkDescription;
  /** [784], 0 to 255; value / 255 is the input. */
  readonly pixels: Uint8Array;
  /** One [outFeatures] a layer: z = W·a + b. */
  readonly preActivations: readonly Float32Array[];
  /** One [outFeatures] a layer: a = f(z). */
  readonly activations: readonly Float32Array[];
}

/** The greys as the engine's float32 inputs, 0 to 1. */
const INPUT_OF_GREY = Float32Array.from({ length: 256 }, (_, grey) => grey / 255);

/** What input `index` brings to the neurons of a layer: a grey of the image, or an activation of the layer before. */
function inputTo(values: ForwardValues, layer: number, index: number): number {
  return layer === 0 ? INPUT_OF_GREY[values.pixels[index]!]! : values.activations[layer - 1]![index]!;
}

/** [inFeatures]: w·a of every connection into a neuron, in float64 from the float32 numbers; with the bias they add up to z. */
export function contributionsTo(
  values: ForwardValues,
  parameters: NetworkParameters,
  { layer, neuron }: { readonly layer: number; readonly neuron: number },
): Float64Array {
  const inFeatures = inFeaturesOf(values.network, layer);
  const { weight } = parameters[layer]!;
  const contributions = new Float64Array(inFeatures);
  for (let index = 0; index < inFeatures; index++) {
    contributions[index] = weight[neuron * inFeatures + index]! * inputTo(values, layer, index);
  }
  return contributions;
}

/** The numbers of the contributions farthest from zero, the farthest first; at most `count`, and none that is zero. */
export function farthestFromZero(contributions: Float64Array, count: number): number[] {
  const order: number[] = [];
  for (let index = 0; index < contributions.length; index++) {
    const size = Math.abs(contributions[index]!);
    if (!(size > 0)) continue;
    let place = order.length;
    while (place > 0 && Math.abs(contributions[order[place - 1]!]!) < size) place--;
    if (place >= count) continue;
    order.splice(place, 0, index);
    if (order.length > count) order.pop();
  }
  return order;
}
