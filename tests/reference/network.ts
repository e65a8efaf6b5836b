import type { HiddenActivation, NetworkDescription } from '../../src/domain/network.ts';
import type { NetworkParameters } from '../../src/domain/parameters.ts';
import { ACTIVATIONS, logSumExp, softmax } from './activations.ts';

/** The numbers of one layer in float64: weight [outFeatures, inFeatures], bias [outFeatures] or null. */
export interface ReferenceLayer {
  readonly weight: Float64Array;
  readonly bias: Float64Array | null;
}

/** One image with what is wanted of it. */
export interface Example {
  /** [inFeatures], 0 to 1 */
  readonly input: Float64Array;
  /** [outFeatures], a distribution over the classes */
  readonly target: Float64Array;
}

/** What each layer computes, first layer first. */
export interface ForwardPass {
  /** z = W·x + b */
  readonly preActivations: readonly Float64Array[];
  /** a = f(z); the last ones are the outputs. */
  readonly activations: readonly Float64Array[];
}

export function referenceParameters(parameters: NetworkParameters): ReferenceLayer[] {
  return parameters.map(({ weight, bias }) => ({ weight: Float64Array.from(weight), bias: bias && Float64Array.from(bias) }));
}

/** The target of a label: all on its class, but for the share that label smoothing spreads evenly. */
export function targetOf(label: number, classes: number, labelSmoothing = 0): Float64Array {
  const target = new Float64Array(classes).fill(labelSmoothing / classes);
  target[label]! += 1 - labelSmoothing;
  return target;
}

export function forward(network: NetworkDescription, parameters: readonly ReferenceLayer[], input: Float64Array): ForwardPass {
  const preActivations: Float64Array[] = [];
  const activations: Float64Array[] = [];
  let x = input;
  for (const [index, { activation, outFeatures }] of network.layers.entries()) {
    const { weight, bias } = parameters[index]!;
    const z = new Float64Array(outFeatures);
    for (let o = 0; o < outFeatures; o++) {
      let sum = bias ? bias[o]! : 0;
      for (let i = 0; i < x.length; i++) sum += weight[o * x.length + i]! * x[i]!;
      z[o] = sum;
    }
    preActivations.push(z);
    x = activation === 'softmax' ? softmax(z) : z.map(ACTIVATIONS[activation].value);
    activations.push(x);
  }
  return { preActivations, activations };
}

/** The cost of one image. */
export function cost(network: NetworkDescription, { preActivations, activations }: ForwardPass, target: Float64Array): number {
  const z = preActivations.at(-1)!;
  const a = activations.at(-1)!;
  if (network.loss === 'quadratic') return target.reduce((sum, t, o) => sum + (a[o]! - t) ** 2 / 2, 0);
  const total = logSumExp(z);
  return target.reduce((sum, t, o) => sum - t * (z[o]! - total), 0);
}

/** The mean cost of a batch. */
export function meanCost(
  network: NetworkDescription,
  parameters: readonly ReferenceLayer[],
  batch: readonly Example[],
): number {
  const sum = batch.reduce((total, { input, target }) => total + cost(network, forward(network, parameters, input), target), 0);
  return sum / batch.length;
}

/** δ = ∂cost/∂z of the last layer. */
function outputError(
  network: NetworkDescription,
  { preActivations, activations }: ForwardPass,
  target: Float64Array,
): Float64Array {
  const z = preActivations.at(-1)!;
  const difference = activations.at(-1)!.map((a, o) => a - target[o]!);
  return network.loss === 'quadratic' ? difference.map((d, o) => d * ACTIVATIONS.sigmoid.slope(z[o]!)) : difference;
}

/** ∂(mean cost)/∂parameter of a batch, by backpropagation. */
export function gradients(
  network: NetworkDescription,
  parameters: readonly ReferenceLayer[],
  batch: readonly Example[],
): ReferenceLayer[] {
  const sums = parameters.map(({ weight, bias }) => ({
    weight: new Float64Array(weight.length),
    bias: bias && new Float64Array(bias.length),
  }));
  for (const { input, target } of batch) {
    const pass = forward(network, parameters, input);
    let delta = outputError(network, pass, target);
    for (let layer = network.layers.length - 1; layer >= 0; layer--) {
      const x = layer === 0 ? input : pass.activations[layer - 1]!;
      const { weight, bias } = sums[layer]!;
      for (let o = 0; o < delta.length; o++) {
        if (bias) bias[o]! += delta[o]! / batch.length;
        for (let i = 0; i < x.length; i++) weight[o * x.length + i]! += (delta[o]! * x[i]!) / batch.length;
      }
      if (layer > 0) delta = hiddenError(network, parameters, pass, layer, delta);
    }
  }
  return sums;
}

/** δ of the layer below `layer`: (Wᵀ·δ) ⊙ f′(z). */
function hiddenError(
  network: NetworkDescription,
  parameters: readonly ReferenceLayer[],
  pass: ForwardPass,
  layer: number,
  delta: Float64Array,
): Float64Array {
  const { weight } = parameters[layer]!;
  const z = pass.preActivations[layer - 1]!;
  const { slope } = ACTIVATIONS[network.layers[layer - 1]!.activation as HiddenActivation];
  return z.map((value, i) => {
    let sum = 0;
    for (let o = 0; o < delta.length; o++) sum += weight[o * z.length + i]! * delta[o]!;
    return sum * slope(value);
  });
}
