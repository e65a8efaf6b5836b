import { inFeaturesOf, type NetworkDescription } from './network.ts';
import type { LayerParameters, Model, NetworkParameters } from './parameters.ts';

/** One neuron that is held at a value, whatever its inputs say. */
export interface Clamp {
  /** 0 is the first hidden layer, the last the outputs. */
  readonly layer: number;
  readonly neuron: number;
  /** The activation of a hidden neuron; the logit of an output, whose activation depends on the other outputs. */
  readonly value: number;
}

/** An output held here has no share of the answer that float32 could hold. */
export const SILENT_LOGIT = -200;

/** The value at which a neuron says nothing: activation 0, or a logit that no other can lose against. */
export function silentValue(network: NetworkDescription, layer: number): number {
  return layer === network.layers.length - 1 ? SILENT_LOGIT : 0;
}

/**
 * The parameters of the same network with one neuron held at a value; nothing else changes.
 *
 * Held itself, where its layer can: its weights become 0 and its bias b with f(b) = value, exact for outputs, for ReLU and Leaky ReLU from 0 on,
 * for every f with f(0) = 0 at 0. Then its own activation is the value, too, for everyone to see.
 * Otherwise (Sigmoid, Tanh, ReLU below 0) what it would say moves into the next layer: its column of weights becomes 0, and the next bias gains weight ·
 * value, rounded to float32 once.
 * null where neither is possible: a layer without biases followed by one without, at a value other than f(0).
 */
export function clampedParameters({ network, parameters }: Model, clamp: Clamp): NetworkParameters | null {
  const own = parameters[clamp.layer]!;
  const bias = ownBiasFor(network, clamp);
  if (bias !== null && (own.bias || bias === 0)) {
    return replaced(parameters, clamp.layer, held(own, inFeaturesOf(network, clamp.layer), clamp.neuron, bias));
  }
  const next = parameters[clamp.layer + 1];
  if (!next?.bias) return null;
  return replaced(parameters, clamp.layer + 1, spokenFor(next, inFeaturesOf(network, clamp.layer + 1), clamp));
}

/** The bias at which a neuron without weights has exactly the value that is wanted; null where float32 has none for sure. */
function ownBiasFor(network: NetworkDescription, { layer, value }: Clamp): number | null {
  if (layer === network.layers.length - 1) return value;
  const { activation } = network.layers[layer]!;
  if (activation === 'relu' || activation === 'leaky-relu') return value >= 0 ? value : null;
  return activation === 'tanh' && value === 0 ? 0 : null;
}

/** The layer with one neuron that listens to nobody and has this bias. */
function held({ weight, bias }: LayerParameters, inFeatures: number, neuron: number, value: number): LayerParameters {
  return {
    weight: weight.slice().fill(0, neuron * inFeatures, (neuron + 1) * inFeatures),
    bias: bias && bias.with(neuron, value),
  };
}

/** The layer after a neuron that has nothing left to say, because all of it is in the biases. */
function spokenFor({ weight, bias }: LayerParameters, inFeatures: number, { neuron, value }: Clamp): LayerParameters {
  const silenced = weight.slice();
  const gained = bias!.slice();
  for (let o = 0; o < gained.length; o++) {
    gained[o] = gained[o]! + weight[o * inFeatures + neuron]! * value;
    silenced[o * inFeatures + neuron] = 0;
  }
  return { weight: silenced, bias: gained };
}

function replaced(parameters: NetworkParameters, index: number, layer: LayerParameters): NetworkParameters {
  return parameters.map((same, at) => (at === index ? layer : same));
}
