import { inFeaturesOf, LEAKY_RELU_SLOPE, type Activation } from './network.ts';
import type { Model } from './parameters.ts';
import { Random } from './random.ts';

/** The input that one neuron was led to. */
export interface PreferredInput {
  /** [inFeatures], 0 to 1. */
  readonly input: Float32Array;
  /** What the neuron makes of it: its pre-activation, or logit. */
  readonly z: number;
  /** false: nothing that was tried moved the neuron at all, and the input is only where it started. */
  readonly found: boolean;
}

/** The length that an input may have at most: about that of a drawn digit (8.9 on average over procedural digits). */
export const LARGEST_NORM = 9;

const STEPS = 48;
/** Length of the first and of the last step. */
const FIRST_STEP = 1.5;
const LAST_STEP = 0.15;
/** Beginnings that are tried where the neuron does not stir. */
const STARTS = 4;
/** The faint noise of the first beginning, and of the last. */
const START_GREY = { first: 0.1, last: 0.9 };

/**
 * The input that excites a neuron most, found by gradient ascent on the input.
 *
 * Maximised: the neuron's pre-activation z (of an output: its logit) over inputs with pixels within 0 and 1 and a length ‖x‖₂ of at most
 * LARGEST_NORM, by projected steps along ∂z/∂x. Each gradient of a square image is smoothed once with the 3×3 kernel [1 2 1]ᵀ[1 2 1]/16, which
 * prefers strokes to single dots. A local maximum of a function that has many: with another seed, another picture.
 * Source D. Erhan, Y. Bengio, A. Courville, P. Vincent, Visualizing higher-layer features of a deep network, 2009.
 */
export function preferredInput(model: Model, layer: number, neuron: number, seed: number): PreferredInput {
  const { inFeatures } = model.network;
  for (let start = 0; start < STARTS; start++) {
    const random = new Random(seed, (layer * 65_536 + neuron) * STARTS + start);
    const grey = START_GREY.first + ((START_GREY.last - START_GREY.first) * start) / (STARTS - 1);
    const x = Float64Array.from({ length: inFeatures }, () => grey * random.unit());
    project(x);
    if (!ascend(model, layer, neuron, x)) continue;
    return { input: Float32Array.from(x), z: inputGradient(model, layer, neuron, x).z, found: true };
  }
  const input = new Float32Array(inFeatures);
  return { input, z: inputGradient(model, layer, neuron, Float64Array.from(input)).z, found: false };
}

/** Climbs from `x`, in place; false where there is no way up from the very beginning. */
function ascend(model: Model, layer: number, neuron: number, x: Float64Array): boolean {
  const side = Math.sqrt(x.length);
  for (let step = 0; step < STEPS; step++) {
    const { gradient } = inputGradient(model, layer, neuron, x);
    const direction = Number.isInteger(side) ? smoothed(gradient, side) : gradient;
    const norm = Math.hypot(...direction);
    if (!(norm > 0 && norm < Infinity)) return step > 0;
    const length = FIRST_STEP + ((LAST_STEP - FIRST_STEP) * step) / (STEPS - 1);
    for (let i = 0; i < x.length; i++) x[i]! += (length * direction[i]!) / norm;
    project(x);
  }
  return true;
}

/** Back into the box of greys and the ball of lengths, in place. */
function project(x: Float64Array): void {
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    const within = Math.min(1, Math.max(0, x[i]!));
    x[i] = within;
    squares += within * within;
  }
  const scale = LARGEST_NORM / Math.sqrt(squares);
  if (scale < 1) for (let i = 0; i < x.length; i++) x[i]! *= scale;
}

/** A square image under [1 2 1]ᵀ[1 2 1]/16; outside there is 0. */
function smoothed(image: Float64Array, side: number): Float64Array {
  const across = new Float64Array(image.length);
  const result = new Float64Array(image.length);
  const mix = (from: Float64Array, to: Float64Array, at: number, stride: number, place: number) => {
    const before = place > 0 ? from[at - stride]! : 0;
    const after = place < side - 1 ? from[at + stride]! : 0;
    to[at] = (before + 2 * from[at]! + after) / 4;
  };
  for (let at = 0; at < image.length; at++) mix(image, across, at, 1, at % side);
  for (let at = 0; at < image.length; at++) mix(across, result, at, side, Math.floor(at / side));
  return result;
}

/** z of one neuron for the input x [inFeatures], and ∂z/∂x. */
export function inputGradient(
  { network, parameters }: Model,
  layer: number,
  neuron: number,
  x: Float64Array,
): { z: number; gradient: Float64Array } {
  const slopes: Float64Array[] = [];
  let values = x;
  for (let below = 0; below < layer; below++) {
    const { outFeatures, activation } = network.layers[below]!;
    const next = new Float64Array(outFeatures);
    const slope = new Float64Array(outFeatures);
    for (let o = 0; o < outFeatures; o++) {
      const z = weightedSum(parameters[below]!, o, values);
      const a = activated(activation, z);
      next[o] = a;
      slope[o] = slopeAt(activation, z, a);
    }
    values = next;
    slopes.push(slope);
  }
  const { weight } = parameters[layer]!;
  const inFeatures = inFeaturesOf(network, layer);
  let gradient = Float64Array.from(weight.subarray(neuron * inFeatures, (neuron + 1) * inFeatures));
  const z = weightedSum(parameters[layer]!, neuron, values);
  for (let below = layer - 1; below >= 0; below--) {
    const width = inFeaturesOf(network, below);
    const lower = new Float64Array(width);
    for (let o = 0; o < gradient.length; o++) {
      const share = gradient[o]! * slopes[below]![o]!;
      if (share === 0) continue;
      const row = parameters[below]!.weight.subarray(o * width, (o + 1) * width);
      for (let i = 0; i < width; i++) lower[i]! += share * row[i]!;
    }
    gradient = lower;
  }
  return { z, gradient };
}

function weightedSum({ weight, bias }: Model['parameters'][number], o: number, x: Float64Array): number {
  const row = weight.subarray(o * x.length, (o + 1) * x.length);
  let sum = bias ? bias[o]! : 0;
  for (let i = 0; i < x.length; i++) sum += row[i]! * x[i]!;
  return sum;
}

function activated(activation: Activation, z: number): number {
  if (activation === 'relu') return Math.max(0, z);
  if (activation === 'leaky-relu') return z > 0 ? z : LEAKY_RELU_SLOPE * z;
  return activation === 'tanh' ? Math.tanh(z) : 1 / (1 + Math.exp(-z));
}

/** f′(z) from z and a = f(z). */
function slopeAt(activation: Activation, z: number, a: number): number {
  if (activation === 'relu') return z > 0 ? 1 : 0;
  if (activation === 'leaky-relu') return z > 0 ? 1 : LEAKY_RELU_SLOPE;
  return activation === 'tanh' ? 1 - a * a : a * (1 - a);
}
