import { inFeaturesOf, type Activation } from '../domain/network.ts';
import { LAYER_WORDS, type ArenaLayout, type Buffer, type ImageBuffers } from './layout.ts';
import type { EngineCapacity } from './engine.ts';
import type { Memory } from './memory.ts';
import { OPTIMIZER_KINDS, type Recipe } from './recipe.ts';

// Writes the structures that assembly/network/plan.ts reads; fields are 4 bytes each, in the order given there.

/** Order is the number that kernels see. */
const ACTIVATIONS: readonly Activation[] = ['relu', 'leaky-relu', 'sigmoid', 'tanh', 'softmax'];

const address = (buffer: Buffer | null | undefined) => buffer?.ptr ?? 0;

/** Writes the network's description and all addresses once, when an engine is made. */
export function writePlan(memory: Memory, { network }: EngineCapacity, layout: ArenaLayout): void {
  memory.i32.set(
    [
      network.layers.length,
      network.loss === 'cross-entropy' ? 0 : 1,
      layout.pixelScale.ptr,
      layout.losses.ptr,
      layout.predictions.ptr,
      layout.layerStructs.ptr,
    ],
    layout.plan.ptr >> 2,
  );
  for (const [index, layer] of network.layers.entries()) {
    const buffers = layout.layers[index]!;
    const training = buffers.training;
    memory.i32.set(
      [
        inFeaturesOf(network, index),
        layer.outFeatures,
        buffers.paddedOut,
        ACTIVATIONS.indexOf(layer.activation),
        layout.maxRows,
        buffers.weight.ptr,
        address(buffers.bias),
        buffers.preActivationBytes,
        buffers.activation.ptr,
        address(training?.delta),
        address(training?.dWeight),
        address(training?.dBias),
        address(training?.transposed),
        address(training?.weightState1),
        address(training?.weightState2),
        address(training?.biasState1),
        address(training?.biasState2),
      ],
      (layout.layerStructs.ptr >> 2) + index * LAYER_WORDS,
    );
  }
  for (const scratch of layout.scratch) {
    memory.i32.set(
      [
        scratch.preActivation.ptr,
        scratch.sums.ptr,
        scratch.target.ptr,
        address(scratch.gradient),
        address(scratch.lists),
        address(scratch.listEnds),
        address(scratch.cursors),
      ],
      scratch.struct.ptr >> 2,
    );
  }
  for (let byte = 0; byte < 256; byte++) memory.f32[(layout.pixelScale.ptr >> 2) + byte] = byte / 255;
}

/** Tells kernels where a data set lies, whether it brings targets of its own, and whether it is dense. */
export function writeImages(memory: Memory, images: ImageBuffers, withTargets = false, isDense = false): void {
  memory.i32.set(
    [
      images.starts.ptr,
      images.ends ? images.ends.ptr : images.starts.ptr + 4,
      images.pixelIndex.ptr,
      images.pixelValue.ptr,
      images.labels.ptr,
      withTargets ? address(images.targets) : 0,
      isDense ? address(images.dense) : 0,
    ],
    images.struct.ptr >> 2,
  );
}

/**
 * Writes the numbers of update `step` (1 is the first), computed in float64 and rounded once, so that every engine reads the same.
 */
export function writeUpdate(memory: Memory, buffer: Buffer, recipe: Recipe, step: number): void {
  const { optimizer, learningRate, weightDecay } = recipe;
  const isAdam = optimizer === 'adam' || optimizer === 'adamw';
  const keep = isAdam ? recipe.beta1 : recipe.momentum;
  const decay = isAdam ? recipe.beta2 : recipe.alpha;
  const word = buffer.ptr >> 2;
  memory.i32[word] = OPTIMIZER_KINDS.indexOf(optimizer);
  memory.f32[word + 1] = isAdam ? learningRate / (1 - recipe.beta1 ** step) : learningRate;
  memory.f32[word + 2] = optimizer === 'adamw' ? 1 - learningRate * weightDecay : weightDecay;
  memory.f32[word + 3] = keep;
  memory.f32[word + 4] = 1 - keep;
  memory.f32[word + 5] = decay;
  memory.f32[word + 6] = 1 - decay;
  memory.f32[word + 7] = Math.sqrt(1 - recipe.beta2 ** step);
  memory.f32[word + 8] = recipe.epsilon;
}

/** The update that changes nothing and keeps the gradients to be looked at; KEEP in assembly/optimizers/apply.ts. */
export function writeNoUpdate(memory: Memory, buffer: Buffer): void {
  memory.i32[buffer.ptr >> 2] = OPTIMIZER_KINDS.length;
}

/** The optimizer of the update in the buffer, as its number in OPTIMIZER_KINDS; behind the last is the update that changes nothing. */
export function writtenOptimizer(memory: Memory, buffer: Buffer): number {
  return memory.i32[buffer.ptr >> 2]!;
}

/** Does this update leave weights without a gradient as they are? isPlainDescent in assembly/optimizers/apply.ts. */
export function isPlainDescent(memory: Memory, buffer: Buffer): boolean {
  return writtenOptimizer(memory, buffer) === OPTIMIZER_KINDS.indexOf('sgd') && memory.f32[(buffer.ptr >> 2) + 2] === 0;
}
