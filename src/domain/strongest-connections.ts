import { contributionsTo, farthestFromZero, inputTo, type ForwardValues } from './contributions.ts';
import { inFeaturesOf } from './network.ts';
import type { NetworkParameters } from './parameters.ts';

/** Connections with what they carry at present, layer by layer, the strongest of each layer first. */
export interface Connections {
  readonly count: number;
  /** [count]: the layer that each leads to, 0 for the first hidden one. */
  readonly layer: Uint8Array;
  /** [count]: the pixel or the neuron of the layer before that each comes from. */
  readonly from: Uint16Array;
  /** [count]: the neuron that each leads to. */
  readonly to: Uint16Array;
  /** [count]: w·a. */
  readonly value: Float64Array;
  /** [count], 0 to 1: |w·a| over the largest that is shown of its layer. */
  readonly share: Float64Array;
}

/** The `perLayer` connections of every layer that carry most at present, |w·a|; none that carry nothing. */
export function strongestConnections(values: ForwardValues, parameters: NetworkParameters, perLayer: number): Connections {
  const { layers } = values.network;
  const all = emptyConnections(perLayer * layers.length);
  let count = 0;
  for (let layer = 0; layer < layers.length; layer++)
    count += strongestOfLayer(values, parameters, layer, perLayer, all, count);
  return { ...all, count };
}

/** The `most` connections into one neuron that carry most at present. */
export function strongestInto(
  values: ForwardValues,
  parameters: NetworkParameters,
  id: { readonly layer: number; readonly neuron: number },
  most: number,
): Connections {
  const contributions = contributionsTo(values, parameters, id);
  const order = farthestFromZero(contributions, most);
  const all = emptyConnections(order.length);
  const largest = Math.abs(contributions[order[0] ?? 0] ?? 0);
  for (const [place, index] of order.entries()) {
    all.layer[place] = id.layer;
    all.from[place] = index;
    all.to[place] = id.neuron;
    all.value[place] = contributions[index]!;
    all.share[place] = Math.abs(contributions[index]!) / largest;
  }
  return { ...all, count: order.length };
}

function emptyConnections(room: number): Omit<Connections, 'count'> {
  return {
    layer: new Uint8Array(room),
    from: new Uint16Array(room),
    to: new Uint16Array(room),
    value: new Float64Array(room),
    share: new Float64Array(room),
  };
}

/** Keeps a sorted list of the strongest so far; most connections fall short of its end and cost one comparison. */
function strongestOfLayer(
  values: ForwardValues,
  parameters: NetworkParameters,
  layer: number,
  most: number,
  { layer: layers, from, to, value, share }: Omit<Connections, 'count'>,
  start: number,
): number {
  if (most === 0) return 0;
  const inFeatures = inFeaturesOf(values.network, layer);
  const { outFeatures } = values.network.layers[layer]!;
  const { weight } = parameters[layer]!;
  let found = 0;
  let least = 0;
  for (let index = 0; index < inFeatures; index++) {
    const input = inputTo(values, layer, index);
    if (input === 0) continue;
    for (let neuron = 0; neuron < outFeatures; neuron++) {
      const carried = weight[neuron * inFeatures + index]! * input;
      const size = Math.abs(carried);
      if (!(size > least)) continue;
      let place = start + Math.min(found, most - 1);
      for (; place > start && Math.abs(value[place - 1]!) < size; place--) {
        from[place] = from[place - 1]!;
        to[place] = to[place - 1]!;
        value[place] = value[place - 1]!;
      }
      from[place] = index;
      to[place] = neuron;
      value[place] = carried;
      found = Math.min(found + 1, most);
      if (found === most) least = Math.abs(value[start + most - 1]!);
    }
  }
  const largest = Math.abs(value[start]!);
  for (let place = start; place < start + found; place++) {
    layers[place] = layer;
    share[place] = Math.abs(value[place]!) / largest;
  }
  return found;
}
