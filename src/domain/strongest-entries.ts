import { inFeaturesOf, type NetworkDescription } from './network.ts';
import type { Connections } from './strongest-connections.ts';

/** One layer's connections, each with a number: what it carries forward or back, its gradient, its change. */
export interface LayerEntries {
  readonly layer: number;
  /** What connection `place` = neuron · inFeatures + input says. */
  readonly valueAt: (place: number, neuron: number, input: number) => number;
  /** The inputs that can have a number that is not 0; all of them where it is left out. */
  readonly inputs?: readonly number[];
}

/** The `perLayer` connections of each of these layers that are farthest from zero, strongest first; none that are 0. */
export function strongestEntries(network: NetworkDescription, layers: readonly LayerEntries[], perLayer: number): Connections {
  const found = layers.map((entries) => strongestOf(network, entries, perLayer));
  const count = found.reduce((sum, { places }) => sum + places.length, 0);
  const all = {
    count,
    layer: new Uint8Array(count),
    from: new Uint16Array(count),
    to: new Uint16Array(count),
    value: new Float64Array(count),
    share: new Float64Array(count),
  };
  let at = 0;
  for (const { layer, places, values } of found) {
    const inFeatures = inFeaturesOf(network, layer);
    for (const [index, place] of places.entries()) {
      all.layer[at] = layer;
      all.from[at] = place % inFeatures;
      all.to[at] = Math.floor(place / inFeatures);
      all.value[at] = values[index]!;
      all.share[at] = Math.abs(values[index]! / values[0]!);
      at++;
    }
  }
  return all;
}

/** Keeps a sorted list of the strongest so far; most connections fall short of its end and cost one comparison. */
function strongestOf(network: NetworkDescription, { layer, valueAt, inputs }: LayerEntries, most: number) {
  const inFeatures = inFeaturesOf(network, layer);
  const { outFeatures } = network.layers[layer]!;
  const places: number[] = [];
  const values: number[] = [];
  let least = 0;
  if (most === 0) return { layer, places, values };
  const count = inputs?.length ?? inFeatures;
  for (let neuron = 0; neuron < outFeatures; neuron++) {
    for (let index = 0; index < count; index++) {
      const input = inputs ? inputs[index]! : index;
      const place = neuron * inFeatures + input;
      const value = valueAt(place, neuron, input);
      const size = Math.abs(value);
      if (!(size > least)) continue;
      let rank = values.length;
      while (rank > 0 && Math.abs(values[rank - 1]!) < size) rank--;
      places.splice(rank, 0, place);
      values.splice(rank, 0, value);
      if (values.length > most) {
        places.pop();
        values.pop();
      }
      if (values.length === most) least = Math.abs(values[most - 1]!);
    }
  }
  return { layer, places, values };
}
