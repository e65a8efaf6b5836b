import { errorRoute } from '../../domain/error-route.ts';
import { gradientNorm, type BatchTrace, type ExampleTrace } from '../../domain/learning-step.ts';
import { inFeaturesOf } from '../../domain/network.ts';
import { inputOf, numberAt, type ParameterId } from '../../domain/parameter-id.ts';
import type { NetworkParameters } from '../../domain/parameters.ts';

/** One parameter in one step, with one image of the batch to look at. */
export interface Followed {
  readonly id: ParameterId;
  readonly parameters: NetworkParameters;
  readonly trace: BatchTrace;
  readonly example: number;
  readonly learningRate: number;
  /** The parameters and what the same batch makes of them after the update; null where the step explodes. */
  readonly updated: { readonly parameters: NetworkParameters; readonly trace: BatchTrace } | null;
  /** One neuron a layer, on the way through the parameter. */
  readonly route: readonly number[];
}

/** The numbers of the parameter in this step, in float64. */
export interface FollowedNumbers {
  /** What comes in: an activation, a pixel, or 1 for a bias. */
  readonly input: number;
  readonly weight: number;
  readonly z: number;
  readonly a: number;
  /** f′(z); null for softmax, which is no function of one z. */
  readonly slope: number | null;
  readonly delta: number;
  /** δ·a of this image. */
  readonly product: number;
  /** δ·a of every image. */
  readonly products: readonly number[];
  /** ∂C/∂w: their mean. */
  readonly gradient: number;
  /** η ∂C/∂w */
  readonly move: number;
  /** The float32 number that the network holds after the update; null where there is none. */
  readonly next: number | null;
}

export function follow(followed: Omit<Followed, 'route'>): Followed {
  const { trace, parameters, example, id } = followed;
  return { ...followed, route: errorRoute(trace.network, parameters, trace.examples[example]!, id) };
}

export function followedNumbers({ id, parameters, trace, example, learningRate, updated }: Followed): FollowedNumbers {
  const { layer, neuron } = id;
  const own = trace.examples[example]!;
  const slope = own.slopes[layer]![neuron]!;
  const gradient = numberAt(trace.network, trace.gradient, id);
  const products = trace.examples.map((one) => one.deltas[layer]![neuron]! * inputOf(one, id));
  return {
    input: inputOf(own, id),
    weight: numberAt(trace.network, parameters, id),
    z: own.preActivations[layer]![neuron]!,
    a: own.activations[layer]![neuron]!,
    slope: Number.isNaN(slope) ? null : slope,
    delta: own.deltas[layer]![neuron]!,
    product: products[example]!,
    products,
    gradient,
    move: learningRate * gradient,
    next: updated && numberAt(trace.network, updated.parameters, id),
  };
}

/** The sum of one neuron with one of its inputs taken out. */
export interface SplitSum {
  /** Which input stands alone: that of the parameter, or of the neuron before on the route; of an image the one that brings most. */
  readonly from: number;
  readonly weight: number;
  readonly input: number;
  readonly product: number;
  readonly others: number;
  /** What is added besides: the bias on the way forward, nothing on the way back. */
  readonly bias: number;
  readonly total: number;
}

/** z of the route's neuron of a layer. */
export function forwardSum({ id, parameters, trace, example, route }: Followed, layer: number): SplitSum {
  const own = trace.examples[example]!;
  const inFeatures = inFeaturesOf(trace.network, layer);
  const inputs = layer === 0 ? own.input : own.activations[layer - 1]!;
  const row = route[layer]! * inFeatures;
  const { weight, bias } = parameters[layer]!;
  const isOwn = layer === id.layer && id.input !== null;
  const from = isOwn ? id.input : layer > 0 ? route[layer - 1]! : strongestPixel(weight, row, inputs);
  const product = weight[row + from]! * inputs[from]!;
  const total = own.preActivations[layer]![route[layer]!]!;
  const b = bias?.[route[layer]!] ?? 0;
  return { from, weight: weight[row + from]!, input: inputs[from]!, product, others: total - b - product, bias: b, total };
}

/** Σ w·δ that comes back to the route's neuron of a hidden layer. */
export function backwardSum({ parameters, trace, example, route }: Followed, layer: number): SplitSum {
  const own = trace.examples[example]!;
  const deltas = own.deltas[layer + 1]!;
  const inFeatures = inFeaturesOf(trace.network, layer + 1);
  const { weight } = parameters[layer + 1]!;
  const at = (neuron: number) => weight[neuron * inFeatures + route[layer]!]!;
  const from = route[layer + 1]!;
  const total = deltas.reduce((sum, delta, neuron) => sum + at(neuron) * delta, 0);
  const product = at(from) * deltas[from]!;
  return { from, weight: at(from), input: deltas[from]!, product, others: total - product, bias: 0, total };
}

/** −η‖∇C‖²: what the gradient foretells of the cost. */
export function foretold({ trace, learningRate }: Followed): number {
  return -learningRate * gradientNorm(trace.gradient) ** 2;
}

/** ½ Σ (y − a)² without the ½. */
export function squaredError({ target, activations }: ExampleTrace): number {
  return activations[activations.length - 1]!.reduce((sum, a, output) => sum + (target[output]! - a) ** 2, 0);
}

function strongestPixel(weight: Float32Array, row: number, inputs: Float64Array): number {
  let place = 0;
  for (let index = 1; index < inputs.length; index++) {
    if (Math.abs(weight[row + index]! * inputs[index]!) > Math.abs(weight[row + place]! * inputs[place]!)) place = index;
  }
  return place;
}
