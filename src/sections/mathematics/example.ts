import { EXPLODED_BEYOND } from '../../domain/explosion.ts';
import { traceExample, withLoss, type ExampleTrace } from '../../domain/learning-step.ts';
import { inFeaturesOf, type Loss, type NetworkDescription } from '../../domain/network.ts';
import type { NetworkParameters } from '../../domain/parameters.ts';
import { firstAndSecond } from '../../domain/ranking.ts';

/** Which weight is followed; null leaves the choice to the steepest gradient. Layers, neurons and inputs are counted from 0. */
export interface WeightChoice {
  /** null: the last hidden layer, whose weights have all of the formulas at work. */
  readonly layer: number | null;
  readonly neuron: number | null;
  readonly input: number | null;
}

export const STEEPEST: WeightChoice = { layer: null, neuron: null, input: null };

/** One weight through one learning step, every number in float64. */
export interface Example {
  readonly network: NetworkDescription;
  readonly trace: ExampleTrace;
  /** The weight is from `input` into `neuron` of `layer`. */
  readonly layer: number;
  readonly neuron: number;
  readonly input: number;
  /** The digit that the drawing was meant to be, and what the network reads. */
  readonly meant: number;
  readonly answer: number;
  /** The output whose δ is shown: that of the weight, or of the meant digit. */
  readonly output: number;
  /** a of the input. */
  readonly activation: number;
  readonly weight: number;
  /** null where the layer has no bias. */
  readonly bias: number | null;
  /** [inFeatures]: w·a of each connection into the neuron. */
  readonly contributions: Float64Array;
  /** The error that comes back to a hidden neuron; null where the network has no hidden layer. */
  readonly hidden: HiddenError | null;
  readonly weightGradient: number;
  readonly biasGradient: number;
  readonly newWeight: number;
  readonly newBias: number | null;
}

/** δ of one hidden neuron: the neuron of the weight, or, of a weight into an output, the one that it comes from. */
export interface HiddenError {
  readonly layer: number;
  readonly neuron: number;
  /** [outFeatures of the next layer]: w·δ of each connection out of the neuron. */
  readonly parts: Float64Array;
  /** Their sum: Wᵀδ at this neuron. */
  readonly total: number;
  readonly slope: number;
  readonly delta: number;
}

/** null where the numbers have left every scale. */
export function exampleOf(given: {
  readonly network: NetworkDescription;
  readonly parameters: NetworkParameters;
  /** [inFeatures], 0 to 255 */
  readonly pixels: Uint8Array;
  readonly loss: Loss;
  readonly meant: number;
  readonly choice: WeightChoice;
  readonly learningRate: number;
}): Example | null {
  const { parameters, pixels, meant, choice, learningRate } = given;
  const network = withLoss(given.network, given.loss);
  const last = network.layers.length - 1;
  const trace = traceExample(network, parameters, { pixels, label: meant });
  const [answer] = firstAndSecond(trace.preActivations[last]!);
  const layer = Math.min(last, choice.layer ?? Math.max(0, last - 1));
  const inputs = layer === 0 ? trace.input : trace.activations[layer - 1]!;
  const deltas = trace.deltas[layer]!;
  const neuron = choice.neuron !== null && choice.neuron < deltas.length ? choice.neuron : farthest(deltas);
  const input = choice.input !== null && choice.input < inputs.length ? choice.input : farthest(inputs);
  const row = parameters[layer]!.weight.subarray(neuron * inputs.length, (neuron + 1) * inputs.length);
  const weight = row[input]!;
  const bias = parameters[layer]!.bias?.[neuron] ?? null;
  const biasGradient = deltas[neuron]!;
  const weightGradient = biasGradient * inputs[input]!;
  const example: Example = {
    network,
    trace,
    layer,
    neuron,
    input,
    meant,
    answer,
    output: layer === last ? neuron : meant,
    activation: inputs[input]!,
    weight,
    bias,
    contributions: Float64Array.from(row, (w, index) => w * inputs[index]!),
    hidden: last === 0 ? null : hiddenError(network, parameters, trace, layer === last ? [last - 1, input] : [layer, neuron]),
    weightGradient,
    biasGradient,
    newWeight: weight - learningRate * weightGradient,
    newBias: bias === null ? null : bias - learningRate * biasGradient,
  };
  return isWithinScale(example) ? example : null;
}

function hiddenError(
  network: NetworkDescription,
  parameters: NetworkParameters,
  trace: ExampleTrace,
  [layer, neuron]: readonly [layer: number, neuron: number],
): HiddenError {
  const { weight } = parameters[layer + 1]!;
  const inFeatures = inFeaturesOf(network, layer + 1);
  const parts = trace.deltas[layer + 1]!.map((delta, next) => weight[next * inFeatures + neuron]! * delta);
  return {
    layer,
    neuron,
    parts,
    total: parts.reduce((sum, part) => sum + part, 0),
    slope: trace.slopes[layer]![neuron]!,
    delta: trace.deltas[layer]![neuron]!,
  };
}

/** The place of the number farthest from zero: the first of equal ones. */
function farthest(values: Float64Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at++) if (Math.abs(values[at]!) > Math.abs(values[best]!)) best = at;
  return best;
}

function isWithinScale({ trace, contributions, hidden, ...numbers }: Example): boolean {
  const { weight, bias, weightGradient, biasGradient, newWeight, newBias, activation } = numbers;
  const last = trace.activations.length - 1;
  const z = trace.preActivations[last]!;
  const singles = [weight, bias ?? 0, weightGradient, biasGradient, newWeight, newBias ?? 0, activation, trace.cost];
  const all = [singles, contributions, z, trace.preActivations[numbers.layer]!, hidden ? [hidden.total, hidden.delta] : []];
  return all.every((values) => [...values].every((value) => Math.abs(value) <= EXPLODED_BEYOND));
}
