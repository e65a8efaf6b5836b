import type { ExampleTrace, LayerGradient } from './learning-step.ts';
import { inFeaturesOf, type NetworkDescription } from './network.ts';
import type { NetworkParameters } from './parameters.ts';

/** One weight or bias of a network. */
export interface ParameterId {
  /** 0 is the first hidden layer, the last the outputs. */
  readonly layer: number;
  readonly neuron: number;
  /** Where the weight's connection comes from: a pixel, or a neuron of the layer before; null names the neuron's bias. */
  readonly input: number | null;
}

/** Numbers of the shapes of a network's parameters, one entry a layer. */
type Numbers = NetworkParameters | readonly LayerGradient[];

/** Is there such a number in the network? */
export function hasParameter(network: NetworkDescription, { layer, neuron, input }: ParameterId): boolean {
  const own = network.layers[layer];
  if (!own || neuron < 0 || neuron >= own.outFeatures) return false;
  return input === null ? own.bias : input >= 0 && input < inFeaturesOf(network, layer);
}

/** The number of a parameter, or its gradient; 0 where the layer has no bias. */
export function numberAt(network: NetworkDescription, numbers: Numbers, { layer, neuron, input }: ParameterId): number {
  const { weight, bias } = numbers[layer]!;
  return input === null ? (bias?.[neuron] ?? 0) : weight[neuron * inFeaturesOf(network, layer) + input]!;
}

/** What a parameter is multiplied with on the way forward: what comes along its connection, or 1 for a bias. */
export function inputOf({ input, activations }: ExampleTrace, { layer, input: from }: ParameterId): number {
  if (from === null) return 1;
  return layer === 0 ? input[from]! : activations[layer - 1]![from]!;
}

/** The parameter whose number is farthest from zero; the first of them where all are 0. */
export function farthestParameter(network: NetworkDescription, numbers: Numbers): ParameterId {
  let found: ParameterId = { layer: 0, neuron: 0, input: 0 };
  let most = 0;
  for (const [layer, { weight, bias }] of numbers.entries()) {
    const inFeatures = inFeaturesOf(network, layer);
    const place = placeOfFarthest(weight, 0, weight.length);
    if (Math.abs(weight[place]!) > most) {
      most = Math.abs(weight[place]!);
      found = { layer, neuron: Math.floor(place / inFeatures), input: place % inFeatures };
    }
    if (!bias) continue;
    const neuron = placeOfFarthest(bias, 0, bias.length);
    if (Math.abs(bias[neuron]!) > most) {
      most = Math.abs(bias[neuron]!);
      found = { layer, neuron, input: null };
    }
  }
  return found;
}

/** The weight into one neuron whose number is farthest from zero. */
export function farthestInto(network: NetworkDescription, numbers: Numbers, layer: number, neuron: number): ParameterId {
  const inFeatures = inFeaturesOf(network, layer);
  const start = neuron * inFeatures;
  return { layer, neuron, input: placeOfFarthest(numbers[layer]!.weight, start, start + inFeatures) - start };
}

function placeOfFarthest(values: Float32Array | Float64Array, from: number, to: number): number {
  let place = from;
  for (let index = from + 1; index < to; index++) {
    if (Math.abs(values[index]!) > Math.abs(values[place]!)) place = index;
  }
  return place;
}
