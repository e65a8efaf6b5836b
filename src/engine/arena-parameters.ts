import { SimulatorError } from '../domain/errors.ts';
import { inFeaturesOf, type NetworkDescription } from '../domain/network.ts';
import type { LayerParameters, NetworkParameters } from '../domain/parameters.ts';
import { flushAll } from './javascript/math/flush.ts';
import type { ArenaLayout, Buffer, LayerBuffers } from './layout.ts';
import { floatsOf, type Memory } from './memory.ts';
import { canonical, packTransposed, packWeights, unpackWeights } from './panels.ts';

/** A network in a block of memory. */
export interface Arena {
  readonly network: NetworkDescription;
  readonly layout: ArenaLayout;
  readonly memory: Memory;
}

/** What `visit` makes of each layer: of its buffers, and of its shape [outFeatures, inFeatures]. */
export function eachLayer<T>(
  { network, layout }: Arena,
  visit: (buffers: LayerBuffers, outFeatures: number, inFeatures: number, index: number) => T,
): T[] {
  return network.layers.map((layer, index) =>
    visit(layout.layers[index]!, layer.outFeatures, inFeaturesOf(network, index), index),
  );
}

/** Writes parameters, checked before, into panels and everything that is made of them. */
export function writeParameters(arena: Arena, parameters: NetworkParameters): void {
  const { memory } = arena;
  eachLayer(arena, (buffers, outFeatures, inFeatures, index) => {
    const { weight } = parameters[index]!;
    packWeights(weight, outFeatures, inFeatures, floatsOf(memory, buffers.weight));
    const transposed = buffers.training?.transposed;
    if (transposed) packTransposed(weight, outFeatures, inFeatures, floatsOf(memory, transposed));
    if (buffers.bias) floatsOf(memory, buffers.bias).set(parameters[index]!.bias!);
    // As after every update: then one without a gradient changes no bit, and may be left out.
    for (const values of [buffers.weight, transposed, buffers.bias]) if (values) flushAll(floatsOf(memory, values));
  });
}

/** The parameters as they are in the arena, copied. */
export function readParameters(arena: Arena): NetworkParameters {
  return eachLayer(arena, ({ weight, bias }, outFeatures, inFeatures) =>
    copyLayer(arena.memory, weight, bias, outFeatures, inFeatures),
  );
}

/** The gradients of the last batch, copied. Throws SimulatorError 'mismatch' where there is no room for training. */
export function readGradients(arena: Arena): NetworkParameters {
  return eachLayer(arena, (buffers, outFeatures, inFeatures) => {
    const { dWeight, dBias } = trainingBuffers(buffers);
    return copyLayer(arena.memory, dWeight, dBias, outFeatures, inFeatures);
  });
}

/** As before the first update, for every optimizer. */
export function clearOptimizerState({ layout, memory }: Arena): void {
  for (const { training } of layout.layers) {
    if (!training) continue;
    for (const state of [training.weightState1, training.weightState2, training.biasState1, training.biasState2]) {
      if (state) floatsOf(memory, state).fill(0);
    }
  }
}

/** Throws SimulatorError 'mismatch' where there is no room for training. */
export function trainingBuffers(buffers: LayerBuffers) {
  if (!buffers.training) {
    throw new SimulatorError('mismatch', 'got an engine that only predicts, expected one with room for training');
  }
  return buffers.training;
}

function copyLayer(
  memory: Memory,
  weight: Buffer,
  bias: Buffer | null,
  outFeatures: number,
  inFeatures: number,
): LayerParameters {
  return {
    weight: unpackWeights(floatsOf(memory, weight), outFeatures, inFeatures),
    bias: bias && canonical(new Float32Array(floatsOf(memory, bias).subarray(0, outFeatures))),
  };
}
