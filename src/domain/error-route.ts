import type { ExampleTrace } from './learning-step.ts';
import { inFeaturesOf, type NetworkDescription } from './network.ts';
import type { ParameterId } from './parameter-id.ts';
import type { NetworkParameters } from './parameters.ts';

/**
 * One neuron a layer: the way through the network on which most of what a parameter says goes on, and most of its error comes back.
 *
 * The parameter's own neuron and the one before it are given; before them the way follows the largest |w·a|, after them the largest |w·δ|.
 */
export function errorRoute(
  network: NetworkDescription,
  parameters: NetworkParameters,
  { activations, deltas }: ExampleTrace,
  id: ParameterId,
): readonly number[] {
  const route: number[] = [];
  route[id.layer] = id.neuron;
  for (let layer = id.layer - 1; layer >= 0; layer--) {
    const isSource = layer === id.layer - 1 && id.input !== null;
    const inFeatures = inFeaturesOf(network, layer + 1);
    const row = route[layer + 1]! * inFeatures;
    const { weight } = parameters[layer + 1]!;
    route[layer] = isSource
      ? id.input
      : placeOfFarthest(inFeatures, (index) => weight[row + index]! * activations[layer]![index]!);
  }
  for (let layer = id.layer + 1; layer < network.layers.length; layer++) {
    const inFeatures = inFeaturesOf(network, layer);
    const { weight } = parameters[layer]!;
    const from = route[layer - 1]!;
    route[layer] = placeOfFarthest(
      network.layers[layer]!.outFeatures,
      (neuron) => weight[neuron * inFeatures + from]! * deltas[layer]![neuron]!,
    );
  }
  return route;
}

function placeOfFarthest(count: number, valueAt: (index: number) => number): number {
  let place = 0;
  let most = Math.abs(valueAt(0));
  for (let index = 1; index < count; index++) {
    const size = Math.abs(valueAt(index));
    if (size > most) [place, most] = [index, size];
  }
  return place;
}
