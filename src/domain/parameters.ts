import { SimulatorError } from './errors.ts';
import { inFeaturesOf, type NetworkDescription } from './network.ts';

/** The numbers of one layer, or anything of their shape (gradients, momenta). */
export interface LayerParameters {
  /** [outFeatures, inFeatures], row-major. */
  readonly weight: Float32Array;
  /** [outFeatures]; null where the layer's bias is switched off. */
  readonly bias: Float32Array | null;
}

/** One entry a layer, first layer first. */
export type NetworkParameters = readonly LayerParameters[];

/** A network with its numbers. */
export interface Model {
  readonly network: NetworkDescription;
  readonly parameters: NetworkParameters;
}

/** Throws SimulatorError 'mismatch' unless every array has the length that the network asks for. */
export function checkParameters(network: NetworkDescription, parameters: NetworkParameters): void {
  const expect = (found: number, expected: number, where: string) => {
    if (found !== expected) throw new SimulatorError('mismatch', `got ${found} numbers, expected ${expected}, ${where}`);
  };
  expect(parameters.length, network.layers.length, 'layers');
  for (const [index, layer] of network.layers.entries()) {
    const { weight, bias } = parameters[index]!;
    expect(weight.length, layer.outFeatures * inFeaturesOf(network, index), `fc${index + 1}.weight`);
    expect(bias?.length ?? 0, layer.bias ? layer.outFeatures : 0, `fc${index + 1}.bias`);
  }
}
