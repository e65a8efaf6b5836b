import type { ExampleTrace } from '../../domain/learning-step.ts';
import type { NetworkParameters } from '../../domain/parameters.ts';
import type { Connections } from '../../domain/strongest-connections.ts';
import { strongestEntries, type LayerEntries } from '../../domain/strongest-entries.ts';
import type { Stage } from '../../domain/step-stages.ts';
import type { Followed } from './followed.ts';

/** What the network's figure shows at a stage. */
export interface StagePicture {
  /** One array a layer: 0 to 1, or −1 to 1 where the layer shows signed values. */
  readonly brightness: readonly Float32Array[];
  /** One a layer: is it δ or a change that is shown, with its sign? */
  readonly signed: readonly boolean[];
  readonly connections: Connections | null;
}

interface StagePlace {
  readonly layer: number;
  readonly neuron: number;
}

/** So many connections are shown into a layer: of the one that a stage is about, and of each where it is about all. */
const OF_ONE = 40;
const OF_EACH = 16;

/** The neuron of the route that the formulas of a stage speak of; null where they speak of none. */
export function stagePlace({ trace, example, id, route }: Followed, stage: Stage): StagePlace | null {
  const last = route.length - 1;
  switch (stage.kind) {
    case 'batch':
      return null;
    case 'forward':
    case 'delta':
      return { layer: stage.layer, neuron: route[stage.layer]! };
    case 'gradient':
    case 'update':
      return { layer: id.layer, neuron: id.neuron };
    default:
      return { layer: last, neuron: trace.examples[example]!.label };
  }
}

export function stagePicture(followed: Followed, stage: Stage): StagePicture {
  const { trace, parameters, example, updated } = followed;
  const { network } = trace;
  const own = trace.examples[example]!;
  const layers = network.layers.map((_, layer) => layer);
  const dark = layers.map((layer) => new Float32Array(network.layers[layer]!.outFeatures));
  const light = activationLight(own);
  const none = layers.map(() => false);
  switch (stage.kind) {
    case 'batch':
      return { brightness: dark, signed: none, connections: null };
    case 'forward':
      return {
        brightness: layers.map((layer) => (layer <= stage.layer ? light[layer]! : dark[layer]!)),
        signed: none,
        connections: strongestEntries(network, [carried(parameters, own, stage.layer)], OF_ONE),
      };
    case 'cost':
      return { brightness: light, signed: none, connections: null };
    case 'delta': {
      const isLast = stage.layer === layers.length - 1;
      return {
        brightness: layers.map((layer) => (layer >= stage.layer ? signedLight(own.deltas[layer]!) : light[layer]!)),
        signed: layers.map((layer) => layer >= stage.layer),
        connections: isLast ? null : strongestEntries(network, [sentBack(parameters, own, stage.layer + 1)], OF_ONE),
      };
    }
    case 'gradient':
    case 'update': {
      const sign = stage.kind === 'update' ? -1 : 1;
      const entries = layers.map((layer): LayerEntries => {
        const { weight } = trace.gradient[layer]!;
        return { layer, valueAt: (place) => sign * weight[place]! };
      });
      return {
        brightness: own.deltas.map(signedLight),
        signed: layers.map(() => true),
        connections: strongestEntries(network, entries, OF_EACH),
      };
    }
    default: {
      const now = updated ? updated.trace.examples[example]! : own;
      const numbers = updated?.parameters ?? parameters;
      const entries = layers.map((layer) => carried(numbers, now, layer));
      return {
        brightness: activationLight(now),
        signed: none,
        connections: strongestEntries(network, entries, OF_EACH),
      };
    }
  }
}

/** w·a of the connections into a layer. */
function carried(parameters: NetworkParameters, own: ExampleTrace, layer: number): LayerEntries {
  const { weight } = parameters[layer]!;
  const inputs = layer === 0 ? own.input : own.activations[layer - 1]!;
  const lit: number[] = [];
  for (let input = 0; input < inputs.length; input++) if (inputs[input] !== 0) lit.push(input);
  return { layer, inputs: lit, valueAt: (place, _neuron, input) => weight[place]! * inputs[input]! };
}

/** w·δ of the connections into a layer, on the way back. */
function sentBack(parameters: NetworkParameters, own: ExampleTrace, layer: number): LayerEntries {
  const { weight } = parameters[layer]!;
  const deltas = own.deltas[layer]!;
  return { layer, valueAt: (place, neuron) => weight[place]! * deltas[neuron]! };
}

/** Hidden neurons by |a| over the largest of their layer; outputs by their share itself. */
function activationLight({ activations }: ExampleTrace): Float32Array[] {
  return activations.map((layer, index) =>
    index === activations.length - 1 ? Float32Array.from(layer, Math.abs) : Float32Array.from(signedLight(layer), Math.abs),
  );
}

/** −1 to 1: each value over the largest of them without its sign. */
function signedLight(values: Float64Array): Float32Array {
  let largest = 0;
  for (const value of values) if (Math.abs(value) > largest) largest = Math.abs(value);
  // Numbers that are none, or all zero, give no light.
  return Float32Array.from(values, (value) => (largest > 0 && Math.abs(value) <= largest ? value / largest : 0));
}
