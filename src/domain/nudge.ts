import { ACTIVATION_FUNCTIONS } from './activation-functions.ts';
import type { BatchTrace, ExampleTrace } from './learning-step.ts';
import { inFeaturesOf, LEAKY_RELU_SLOPE, type HiddenActivation } from './network.ts';
import { inputOf, type ParameterId } from './parameter-id.ts';
import type { NetworkParameters } from './parameters.ts';

/** What becomes of the cost when one parameter is moved. */
export interface NudgedCost {
  /** Mean cost over the batch, less what it is without the move. */
  readonly change: number;
  /** How many ReLUs (of all images) are on the other side of their kink then. */
  readonly switched: number;
}

/** The slope of the cost along one parameter, measured and not derived. */
export interface MeasuredSlope {
  readonly slope: number;
  /** A ReLU's kink lies within the step: there the cost has no slope, and the number says little. */
  readonly isKink: boolean;
}

/** How far the central difference goes to either side. */
export const SLOPE_STEP = 1e-5;

const sigmoid = (z: number) => ACTIVATION_FUNCTIONS.sigmoid.value(z, 0);

/**
 * The exact cost of the batch with one parameter moved, as a change in float64.
 *
 * Changes go through the network as changes, never as the difference of two costs: a cost that moves by 1e-15 is told to the last digits, too.
 * Layers before the parameter's are not computed again.
 */
export function nudgedCost(parameters: NetworkParameters, trace: BatchTrace, id: ParameterId, by: number): NudgedCost {
  let change = 0;
  let switched = 0;
  for (const example of trace.examples) {
    const own = exampleChange(parameters, trace, example, id, by);
    change += own.change;
    switched += own.switched;
  }
  return { change: change / trace.examples.length, switched };
}

/** (C(w + h) − C(w − h)) / 2h. */
export function measuredSlope(parameters: NetworkParameters, trace: BatchTrace, id: ParameterId): MeasuredSlope {
  const up = nudgedCost(parameters, trace, id, SLOPE_STEP);
  const down = nudgedCost(parameters, trace, id, -SLOPE_STEP);
  return { slope: (up.change - down.change) / (2 * SLOPE_STEP), isKink: up.switched + down.switched > 0 };
}

function exampleChange(
  parameters: NetworkParameters,
  { network }: BatchTrace,
  example: ExampleTrace,
  id: ParameterId,
  by: number,
): NudgedCost {
  const last = network.layers.length - 1;
  let switched = 0;
  let changes = new Float64Array(network.layers[id.layer]!.outFeatures);
  changes[id.neuron] = by * inputOf(example, id);
  if (changes[id.neuron] === 0) return { change: 0, switched: 0 };
  for (let layer = id.layer; layer < last; layer++) {
    const { activation } = network.layers[layer]!;
    const z = example.preActivations[layer]!;
    const inFeatures = inFeaturesOf(network, layer + 1);
    const { weight } = parameters[layer + 1]!;
    const next = new Float64Array(network.layers[layer + 1]!.outFeatures);
    for (let neuron = 0; neuron < changes.length; neuron++) {
      const moved = changes[neuron]!;
      if (moved === 0) continue;
      if (hasKink(activation) && z[neuron]! > 0 !== z[neuron]! + moved > 0) switched++;
      const carried = activationChange(activation as HiddenActivation, z[neuron]!, moved);
      if (carried === 0) continue;
      for (let o = 0, w = neuron; o < next.length; o++, w += inFeatures) next[o]! += weight[w]! * carried;
    }
    changes = next;
  }
  const change = network.loss === 'quadratic' ? quadraticChange(example, changes) : crossEntropyChange(example, changes);
  return { change, switched };
}

function hasKink(activation: string): boolean {
  return activation === 'relu' || activation === 'leaky-relu';
}

/** f(z + moved) − f(z), without the loss of digits that subtracting would bring. */
function activationChange(activation: HiddenActivation, z: number, moved: number): number {
  if (activation === 'sigmoid') return sigmoidChange(z, moved);
  if (activation === 'tanh') return 2 * sigmoidChange(2 * z, 2 * moved);
  if (z > 0 && z + moved > 0) return moved;
  const { value } = ACTIVATION_FUNCTIONS[activation];
  if (z <= 0 && z + moved <= 0) return activation === 'relu' ? 0 : LEAKY_RELU_SLOPE * moved;
  return value(z + moved, LEAKY_RELU_SLOPE) - value(z, LEAKY_RELU_SLOPE);
}

function sigmoidChange(z: number, moved: number): number {
  // e^moved overflows where the answer is plain.
  if (Math.abs(moved) > 30) return sigmoid(z + moved) - sigmoid(z);
  return Math.expm1(moved) * sigmoid(z) * sigmoid(-(z + moved));
}

/** Of ½ Σ (a − y)² on sigmoid outputs. */
function quadraticChange({ preActivations, activations, target }: ExampleTrace, changes: Float64Array): number {
  const z = preActivations[preActivations.length - 1]!;
  const a = activations[activations.length - 1]!;
  let change = 0;
  for (let output = 0; output < changes.length; output++) {
    const moved = sigmoidChange(z[output]!, changes[output]!);
    change += moved * (a[output]! - target[output]! + moved / 2);
  }
  return change;
}

/** Of log Σ exp(z − z_label): log Σ p exp(changes − change_label). */
function crossEntropyChange({ label, activations }: ExampleTrace, changes: Float64Array): number {
  const shares = activations[activations.length - 1]!;
  let grown = 0;
  for (let output = 0; output < changes.length; output++) {
    if (output !== label) grown += shares[output]! * Math.expm1(changes[output]! - changes[label]!);
  }
  if (Number.isFinite(grown)) return Math.log1p(grown);
  const most = Math.max(...changes);
  return most - changes[label]! + Math.log(shares.reduce((sum, share, o) => sum + share * Math.exp(changes[o]! - most), 0));
}
