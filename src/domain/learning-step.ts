import { ACTIVATION_FUNCTIONS, softmaxAt } from './activation-functions.ts';
import {
  inFeaturesOf,
  LEAKY_RELU_SLOPE,
  outFeaturesOf,
  type Activation,
  type Loss,
  type NetworkDescription,
} from './network.ts';
import type { NetworkParameters } from './parameters.ts';

const TINY = Math.fround(1e-30);

/** An image with the digit that it is. */
export interface LabelledImage {
  /** [inFeatures], 0 to 255; value / 255 is the input. */
  readonly pixels: Uint8Array;
  readonly label: number;
}

/** Everything that one image makes the network compute, forward and backward, in float64; one array a layer, first layer first. */
export interface ExampleTrace {
  readonly label: number;
  /** [inFeatures], 0 to 1. */
  readonly input: Float64Array;
  /** [outFeatures] of each layer: z = W·a + b. */
  readonly preActivations: readonly Float64Array[];
  /** [outFeatures] of each layer: a = f(z). */
  readonly activations: readonly Float64Array[];
  /** [outFeatures] of each layer: f′(z). Of softmax, which is no function of one z, there is none: NaN. */
  readonly slopes: readonly Float64Array[];
  /** [outFeatures of the last layer]: 1 at the label, else 0. */
  readonly target: Float64Array;
  readonly cost: number;
  /** [outFeatures] of each layer: δ = ∂cost/∂z. */
  readonly deltas: readonly Float64Array[];
}

/** The numbers of one layer's gradient in float64, of the shapes of its parameters. */
export interface LayerGradient {
  /** [outFeatures, inFeatures] */
  readonly weight: Float64Array;
  /** [outFeatures]; null where the layer's bias is switched off. */
  readonly bias: Float64Array | null;
}

/** Everything that a batch makes the network compute. */
export interface BatchTrace {
  readonly network: NetworkDescription;
  readonly examples: readonly ExampleTrace[];
  /** The mean over the examples. */
  readonly cost: number;
  /** How many examples have their largest output at their label. */
  readonly correct: number;
  /** ∂(mean cost)/∂parameter, the mean over the examples: δ aᵀ for a weight, δ for a bias. */
  readonly gradient: readonly LayerGradient[];
}

/** The same network as another cost needs it: softmax outputs for cross-entropy, sigmoid outputs for the quadratic cost. */
export function withLoss(network: NetworkDescription, loss: Loss): NetworkDescription {
  const last = network.layers.length - 1;
  const activation = loss === 'cross-entropy' ? 'softmax' : 'sigmoid';
  return {
    ...network,
    loss,
    layers: network.layers.map((layer, index) => (index === last ? { ...layer, activation } : layer)),
  };
}

/**
 * Forward and backward through the network for one image, every number kept.
 *
 * Source   Nielsen, "Neural Networks and Deep Learning", chapter 2, equations BP1 and BP2; for softmax with cross-entropy δ = a − y.
 */
export function traceExample(
  network: NetworkDescription,
  parameters: NetworkParameters,
  { pixels, label }: LabelledImage,
): ExampleTrace {
  const input = new Float64Array(pixels.length);
  for (let pixel = 0; pixel < input.length; pixel++) input[pixel] = pixels[pixel]! / 255;
  const target = new Float64Array(outFeaturesOf(network));
  target[label] = 1;
  const preActivations: Float64Array[] = [];
  const activations: Float64Array[] = [];
  let a = input;
  for (const [layer, { activation }] of network.layers.entries()) {
    const z = weightedSums(parameters[layer]!, a);
    a = activation === 'softmax' ? Float64Array.from(softmaxAt([...z], 1)) : z.map(valueOf(activation));
    preActivations.push(z);
    activations.push(a);
  }
  const slopes = network.layers.map(({ activation }, layer) => preActivations[layer]!.map(slopeOf(activation)));
  const last = network.layers.length - 1;
  const z = preActivations[last]!;
  const difference = a.map((value, output) => value - target[output]!);
  const deltas: Float64Array[] = [];
  deltas[last] = network.loss === 'quadratic' ? difference.map((d, output) => d * slopes[last]![output]!) : difference;
  for (let layer = last; layer > 0; layer--) {
    const errors = sentBack(parameters[layer]!.weight, deltas[layer]!, inFeaturesOf(network, layer));
    deltas[layer - 1] = errors.map((error, neuron) => error * slopes[layer - 1]![neuron]!);
  }
  const cost = network.loss === 'quadratic' ? quadratic(difference) : crossEntropy(z, label);
  return { label, input, preActivations, activations, slopes, target, cost, deltas };
}

/** Forward and backward for all images of a batch. Batches of 1 to a few dozen: every number of every example is kept. */
export function traceBatch(
  network: NetworkDescription,
  parameters: NetworkParameters,
  batch: readonly LabelledImage[],
): BatchTrace {
  const examples = batch.map((image) => traceExample(network, parameters, image));
  const gradient = network.layers.map(({ bias }, layer) => meanGradient(examples, layer, bias));
  const cost = examples.reduce((sum, example) => sum + example.cost, 0) / examples.length;
  const correct = examples.filter(({ activations, label }) => isLargest(activations[activations.length - 1]!, label)).length;
  return { network, examples, cost, correct, gradient };
}

/**
 * The parameters after one step of plain gradient descent, w − η ∂C/∂w, rounded to the float32 numbers that the engine holds.
 *
 * Like every engine, it leaves nothing smaller than 1e-30 but 0.
 */
export function descended(
  parameters: NetworkParameters,
  gradient: readonly LayerGradient[],
  learningRate: number,
): NetworkParameters {
  return parameters.map(({ weight, bias }, layer) => ({
    weight: moved(weight, gradient[layer]!.weight, learningRate),
    bias: bias && moved(bias, gradient[layer]!.bias!, learningRate),
  }));
}

function moved(values: Float32Array, slope: Float64Array, learningRate: number): Float32Array {
  const next = new Float32Array(values.length);
  for (let index = 0; index < next.length; index++) {
    const value = values[index]! - learningRate * slope[index]!;
    next[index] = Math.abs(value) < TINY ? 0 : value;
  }
  return next;
}

const knownNorms = new WeakMap<readonly LayerGradient[], number>();

/** ‖∇C‖: the length of the gradient over all parameters; computed once for each gradient. */
export function gradientNorm(gradient: readonly LayerGradient[]): number {
  const known = knownNorms.get(gradient);
  if (known !== undefined) return known;
  const norm = Math.sqrt(gradient.reduce((sum, { weight, bias }) => sum + squares(weight) + squares(bias), 0));
  knownNorms.set(gradient, norm);
  return norm;
}

/** Σ x²; 0 of nothing. */
export function squares(values: Float64Array | Float32Array | null): number {
  if (!values) return 0;
  // Two sums side by side: a processor need not wait for the one to go on with the other.
  let even = 0;
  let odd = 0;
  let index = 1;
  for (; index < values.length; index += 2) {
    even += values[index - 1]! * values[index - 1]!;
    odd += values[index]! * values[index]!;
  }
  if (index === values.length) even += values[index - 1]! * values[index - 1]!;
  return even + odd;
}

function weightedSums({ weight, bias }: NetworkParameters[number], a: Float64Array): Float64Array {
  const outFeatures = weight.length / a.length;
  const z = new Float64Array(outFeatures);
  const lit = placesOfNonZero(a);
  for (let o = 0; o < outFeatures; o++) {
    const row = o * a.length;
    let sum = 0;
    for (let place = 0; place < lit.length; place++) sum += weight[row + lit[place]!]! * a[lit[place]!]!;
    z[o] = sum + (bias?.[o] ?? 0);
  }
  return z;
}

/** Most of an image is empty, and many neurons rest: what is 0 adds nothing and costs nothing. */
function placesOfNonZero(values: Float64Array): Uint16Array {
  const places = new Uint16Array(values.length);
  let count = 0;
  for (let index = 0; index < values.length; index++) if (values[index] !== 0) places[count++] = index;
  return places.subarray(0, count);
}

/** Wᵀ δ: what the errors of a layer are at the activations that came into it. */
function sentBack(weight: Float32Array, delta: Float64Array, inFeatures: number): Float64Array {
  const errors = new Float64Array(inFeatures);
  for (let o = 0; o < delta.length; o++) {
    const d = delta[o]!;
    if (d === 0) continue;
    const row = o * inFeatures;
    for (let i = 0; i < inFeatures; i++) errors[i]! += weight[row + i]! * d;
  }
  return errors;
}

function meanGradient(examples: readonly ExampleTrace[], layer: number, hasBias: boolean): LayerGradient {
  const inputOf = (example: ExampleTrace) => (layer === 0 ? example.input : example.activations[layer - 1]!);
  const inFeatures = inputOf(examples[0]!).length;
  const outFeatures = examples[0]!.deltas[layer]!.length;
  const weight = new Float64Array(outFeatures * inFeatures);
  const bias = hasBias ? new Float64Array(outFeatures) : null;
  for (const example of examples) {
    const a = inputOf(example);
    const lit = placesOfNonZero(a);
    const deltas = example.deltas[layer]!;
    for (let o = 0; o < outFeatures; o++) {
      const share = deltas[o]! / examples.length;
      if (bias) bias[o]! += share;
      if (share === 0) continue;
      const row = o * inFeatures;
      for (let place = 0; place < lit.length; place++) {
        const i = lit[place]!;
        weight[row + i]! += share * a[i]!;
      }
    }
  }
  return { weight, bias };
}

function valueOf(activation: Exclude<Activation, 'softmax'>): (z: number) => number {
  return (z) => ACTIVATION_FUNCTIONS[activation].value(z, LEAKY_RELU_SLOPE);
}

function slopeOf(activation: Activation): (z: number) => number {
  return activation === 'softmax' ? () => NaN : (z) => ACTIVATION_FUNCTIONS[activation].slope(z, LEAKY_RELU_SLOPE);
}

function quadratic(difference: Float64Array): number {
  return difference.reduce((sum, d) => sum + (d * d) / 2, 0);
}

/** −log softmax(z) at the label, safe for any finite logits. */
function crossEntropy(z: Float64Array, label: number): number {
  const largest = Math.max(...z);
  const rest = z.reduce((sum, value) => sum + Math.exp(value - largest), 0);
  return largest - z[label]! + Math.log(rest);
}

function isLargest(outputs: Float64Array, label: number): boolean {
  return outputs.every((output, index) => index === label || output < outputs[label]!);
}
