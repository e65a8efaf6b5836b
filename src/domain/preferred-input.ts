import { variedAlong, type ImageVariation } from './image-variation.ts';
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

/** How far an input may be from the mean, in standard deviations; the mean image of one class is about 3 from that of ten. */
export const LARGEST_DEVIATION = 5;

const STEPS = 32;
/** Length of the first and of the last step, in the same measure. */
const FIRST_STEP = 1.5;
const LAST_STEP = 0.15;
/** Beginnings that are tried where the neuron does not stir: the mean, then images about it. */
const STARTS = 4;

/**
 * Of all images that vary as those of a set do, the one that excites a neuron most, found by gradient ascent on the input.
 *
 * Maximised: the neuron's pre-activation z (of an output: its logit) over x = mean + C·p with pixels cut to 0 to 1, where C is the covariance of the
 * set and √(pᵀ·C·p) ≤ LARGEST_DEVIATION. That is ascent in the whitened space u = C^½·p, where every way in which images differ is as long as it is
 * common: free pixels find grains of noise that excite a neuron far more than any digit and look like nothing. A step along
 * ∂z/∂u moves p along ∂z/∂x. It begins at the mean; the best of all steps counts. A local maximum of a function that has many.
 * Source D. Erhan, Y. Bengio, A. Courville, P. Vincent, Visualizing higher-layer features of a deep network, 2009;
 * C. Olah, A. Mordvintsev, L. Schubert, Feature Visualization, 2017 (ascent in a decorrelated space).
 */
export function preferredInput(
  model: Model,
  variation: ImageVariation,
  layer: number,
  neuron: number,
  seed: number,
): PreferredInput {
  for (let start = 0; start < STARTS; start++) {
    const random = new Random(seed, (layer * 65_536 + neuron) * STARTS + start);
    const mean: Place = { p: new Float64Array(variation.mean.length), x: variation.mean };
    const away = variation.mean.map(() => random.normal());
    const place = start === 0 ? mean : moved(variation, mean, away, LARGEST_DEVIATION);
    const best = place && ascend(model, variation, layer, neuron, place);
    if (best) return { input: Float32Array.from(best.input), z: best.z, found: true };
  }
  const input = cut(variation.mean);
  return { input: Float32Array.from(input), z: inputGradient(model, layer, neuron, input).z, found: false };
}

/** A place in the space of images, before its pixels are cut. */
interface Place {
  readonly p: Float64Array;
  /** mean + C·p */
  readonly x: Float64Array;
}

/** The best image on the way up from a place; null where nothing that is done there moves the neuron. */
function ascend(
  model: Model,
  variation: ImageVariation,
  layer: number,
  neuron: number,
  start: Place,
): { input: Float64Array; z: number } | null {
  let place = start;
  let best = { input: start.x, z: -Infinity };
  for (let step = 0; step <= STEPS; step++) {
    const input = cut(place.x);
    const { z, gradient } = inputGradient(model, layer, neuron, input);
    if (step === 0 && gradient.every((slope) => slope === 0)) return null;
    if (z > best.z) best = { input, z };
    const length = FIRST_STEP + ((LAST_STEP - FIRST_STEP) * step) / (STEPS - 1);
    const next = step < STEPS && moved(variation, place, slopeInside(gradient, place.x), length);
    if (!next) break;
    place = next;
  }
  return best;
}

/** So far from a place along a direction, but within LARGEST_DEVIATION of the mean; null where the direction leads nowhere. */
function moved(variation: ImageVariation, { p, x }: Place, direction: Float64Array, length: number): Place | null {
  const { mean } = variation;
  const change = variedAlong(variation, direction);
  const size = Math.sqrt(dot(direction, change));
  if (!(size > 0 && size < Infinity)) return null;
  const scale = length / size;
  const nextP = p.map((value, i) => value + scale * direction[i]!);
  const away = x.map((value, i) => value - mean[i]! + scale * change[i]!);
  const shrink = Math.min(1, LARGEST_DEVIATION / Math.sqrt(dot(nextP, away)));
  return { p: nextP.map((value) => shrink * value), x: away.map((value, i) => mean[i]! + shrink * value) };
}

/** The gradient where the cut lets it act: a pixel that is cut off does not change by going on in its direction. */
function slopeInside(gradient: Float64Array, x: Float64Array): Float64Array {
  return gradient.map((slope, i) => ((x[i]! < 0 && slope < 0) || (x[i]! > 1 && slope > 0) ? 0 : slope));
}

function cut(x: Float64Array): Float64Array {
  return x.map((value) => Math.min(1, Math.max(0, value)));
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += one[i]! * other[i]!;
  return sum;
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
