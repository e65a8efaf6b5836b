import { SimulatorError } from '../domain/errors.ts';
import { inFeaturesOf, outFeaturesOf, type NetworkDescription } from '../domain/network.ts';
import { checkParameters, type LayerParameters, type NetworkParameters } from '../domain/parameters.ts';
import { checkSparseImages, imageCount, type SparseImages } from '../domain/sparse-images.ts';
import type { Engine, EngineCapacity, EngineKind, Evaluation, Prediction, StepResult } from './engine.ts';
import type { Kernels } from './kernels.ts';
import { DENSE_SHARE, type ArenaLayout, type Buffer, type LayerBuffers } from './layout.ts';
import { brokenGuards, floatsOf, writeGuards, type Memory } from './memory.ts';
import { canonical, packTransposed, packWeights, unpackWeights } from './panels.ts';
import { writeImages, writeNoUpdate, writePlan, writeUpdate } from './plan.ts';
import type { Recipe } from './recipe.ts';

/** An engine on one arena; which kernels do the arithmetic is all that tells the kinds apart. */
export class ArenaEngine implements Engine {
  readonly kind: EngineKind;
  readonly capacity: EngineCapacity;
  readonly memory: Memory;
  readonly layout: ArenaLayout;
  readonly kernels: Kernels;
  /** The loaded labels, for counting what is right. */
  #labels = new Uint8Array(0);
  #step = 0;
  readonly #prediction: Prediction;

  constructor(kind: EngineKind, capacity: EngineCapacity, layout: ArenaLayout, memory: Memory, kernels: Kernels) {
    this.kind = kind;
    this.capacity = capacity;
    this.layout = layout;
    this.memory = memory;
    this.kernels = kernels;
    writeGuards(memory, layout);
    writePlan(memory, capacity, layout);
    writeImages(memory, layout.images);
    writeImages(memory, layout.probe);
    this.#prediction = this.#viewPrediction();
  }

  get network(): NetworkDescription {
    return this.capacity.network;
  }

  get memoryBytes(): number {
    return this.memory.buffer.byteLength;
  }

  get imageCount(): number {
    return this.#labels.length;
  }

  /** The names of buffers that were overrun; empty in a sound engine. */
  get brokenGuards(): string[] {
    return brokenGuards(this.memory, this.layout);
  }

  loadParameters(parameters: NetworkParameters): void {
    checkParameters(this.network, parameters);
    this.#eachLayer((buffers, outFeatures, inFeatures, index) => {
      const { weight } = parameters[index]!;
      packWeights(weight, outFeatures, inFeatures, floatsOf(this.memory, buffers.weight));
      const transposed = buffers.training?.transposed;
      if (transposed) packTransposed(weight, outFeatures, inFeatures, floatsOf(this.memory, transposed));
      if (buffers.bias) floatsOf(this.memory, buffers.bias).set(parameters[index]!.bias!);
    });
    this.resetOptimizer();
  }

  parameters(): NetworkParameters {
    return this.#eachLayer((buffers, outFeatures, inFeatures) =>
      this.#copyLayer(buffers.weight, buffers.bias, outFeatures, inFeatures),
    );
  }

  gradients(): NetworkParameters {
    return this.#eachLayer((buffers, outFeatures, inFeatures) => {
      const { dWeight, dBias } = this.#trainingBuffers(buffers);
      return this.#copyLayer(dWeight, dBias, outFeatures, inFeatures);
    });
  }

  loadImages(images: SparseImages, targets?: Float32Array): void {
    this.#checkImages(images, targets);
    const { starts, pixelIndex, pixelValue, labels, targets: targetBuffer } = this.layout.images;
    const { u8, u16, u32, f32 } = this.memory;
    u32.set(images.starts, starts.ptr >> 2);
    u16.set(images.pixelIndex, pixelIndex.ptr >> 1);
    u8.set(images.pixelValue, pixelValue.ptr);
    u8.set(images.labels, labels.ptr);
    if (targets) f32.set(targets, targetBuffer!.ptr >> 2);
    const isDense = images.pixelIndex.length >= DENSE_SHARE * images.labels.length * images.features;
    writeImages(this.memory, this.layout.images, targets !== undefined, isDense);
    this.#labels = images.labels.slice();
  }

  accumulate(batch: Uint32Array, labelSmoothing = 0): StepResult {
    return this.#learn(batch, labelSmoothing, () => writeNoUpdate(this.memory, this.layout.update));
  }

  trainStep(batch: Uint32Array, recipe: Recipe): StepResult {
    return this.#learn(batch, recipe.labelSmoothing, () => {
      this.#step++;
      writeUpdate(this.memory, this.layout.update, recipe, this.#step);
    });
  }

  resetOptimizer(): void {
    this.#step = 0;
    for (const { training } of this.layout.layers) {
      if (!training) continue;
      for (const state of [training.weightState1, training.weightState2, training.biasState1, training.biasState2]) {
        if (state) floatsOf(this.memory, state).fill(0);
      }
    }
  }

  evaluate(from = 0, to = this.imageCount): Evaluation {
    this.#checkRange(from, to);
    const predictions = new Uint8Array(to - from);
    let loss = 0;
    let correct = 0;
    this.#inPasses(from, to, (first, count) => {
      for (let b = 0; b < count; b++) {
        loss += this.memory.f32[(this.layout.losses.ptr >> 2) + b]!;
        const prediction = this.memory.u8[this.layout.predictions.ptr + b]!;
        predictions[first - from + b] = prediction;
        if (prediction === this.#labels[first + b]) correct++;
      }
    });
    return { loss: loss / predictions.length, correct, count: predictions.length, predictions };
  }

  outputs(from = 0, to = this.imageCount): Float32Array {
    this.#checkRange(from, to);
    const outFeatures = outFeaturesOf(this.network);
    const { activation, paddedOut } = this.layout.layers[this.layout.layers.length - 1]!;
    const all = new Float32Array((to - from) * outFeatures);
    const rows = floatsOf(this.memory, activation);
    this.#inPasses(from, to, (first, count) => {
      for (let b = 0; b < count; b++) {
        all.set(rows.subarray(b * paddedOut, b * paddedOut + outFeatures), (first - from + b) * outFeatures);
      }
    });
    return all;
  }

  predict(pixels: Uint8Array): Prediction {
    const features = this.network.inFeatures;
    if (pixels.length !== features) {
      throw new SimulatorError('mismatch', `got an image of ${pixels.length} pixels, expected ${features}`);
    }
    const { starts, pixelIndex, pixelValue, struct } = this.layout.probe;
    const { u8, u16, u32 } = this.memory;
    let entries = 0;
    for (let pixel = 0; pixel < features; pixel++) {
      if (pixels[pixel] === 0) continue;
      u16[(pixelIndex.ptr >> 1) + entries] = pixel;
      u8[pixelValue.ptr + entries++] = pixels[pixel]!;
    }
    u32[(starts.ptr >> 2) + 1] = entries;
    u32[this.layout.batch.ptr >> 2] = 0;
    this.kernels.look(this.layout.plan.ptr, struct.ptr, this.layout.batch.ptr, this.layout.scratch[0]!.struct.ptr);
    return this.#prediction;
  }

  #viewPrediction(): Prediction {
    const { f32 } = this.memory;
    const zPtr = this.layout.scratch[0]!.preActivation.ptr;
    const activations = this.#eachLayer(({ activation }, outFeatures) =>
      floatsOf(this.memory, activation).subarray(0, outFeatures),
    );
    return {
      outputs: activations[activations.length - 1]!,
      preActivations: this.#eachLayer(({ preActivationBytes }, outFeatures) =>
        f32.subarray((zPtr + preActivationBytes) >> 2, ((zPtr + preActivationBytes) >> 2) + outFeatures),
      ),
      activations,
    };
  }

  /** Forward and backward over a batch, then the update that `prepare` writes. */
  #learn(batch: Uint32Array, labelSmoothing: number, prepare: () => void): StepResult {
    this.#trainingBuffers(this.layout.layers[0]!);
    this.#loadBatch(batch);
    prepare();
    const B = batch.length;
    const { plan, images, batch: batchBuffer, update, scratch } = this.layout;
    const scratchPtr = scratch[0]!.struct.ptr;
    this.kernels.pass(plan.ptr, images.struct.ptr, batchBuffer.ptr, B, 0, B, labelSmoothing, scratchPtr);
    const { inFeatures } = this.network;
    this.kernels.learn(plan.ptr, images.struct.ptr, batchBuffer.ptr, B, update.ptr, 0, 1, 0, inFeatures, scratchPtr);
    let loss = 0;
    let correct = 0;
    for (let b = 0; b < B; b++) {
      loss += this.memory.f32[(this.layout.losses.ptr >> 2) + b]!;
      if (this.memory.u8[this.layout.predictions.ptr + b] === this.#labels[batch[b]!]) correct++;
    }
    return { loss: loss / B, correct };
  }

  #checkRange(from: number, to: number): void {
    if (!(from >= 0 && from <= to && to <= this.imageCount)) {
      throw new SimulatorError(
        'out-of-range',
        `got images ${from} to ${to}, expected a range within the ${this.imageCount} loaded`,
      );
    }
  }

  /** Looks at a range of loaded images, as many at a time as there is room for. */
  #inPasses(from: number, to: number, visit: (first: number, count: number) => void): void {
    const batchWord = this.layout.batch.ptr >> 2;
    for (let first = from; first < to; first += this.capacity.maxBatchSize) {
      const count = Math.min(this.capacity.maxBatchSize, to - first);
      for (let b = 0; b < count; b++) this.memory.u32[batchWord + b] = first + b;
      const { plan, images, batch, scratch } = this.layout;
      this.kernels.pass(plan.ptr, images.struct.ptr, batch.ptr, 0, 0, count, 0, scratch[0]!.struct.ptr);
      visit(first, count);
    }
  }

  #loadBatch(batch: Uint32Array): void {
    const { maxBatchSize } = this.capacity;
    if (batch.length < 1 || batch.length > maxBatchSize) {
      throw new SimulatorError('out-of-range', `got a batch of ${batch.length} images, expected 1 to ${maxBatchSize}`);
    }
    for (const image of batch) {
      if (image >= this.imageCount) {
        throw new SimulatorError(
          'out-of-range',
          `got image ${image} in a batch, expected less than the ${this.imageCount} loaded`,
        );
      }
    }
    this.memory.u32.set(batch, this.layout.batch.ptr >> 2);
  }

  #checkImages(images: SparseImages, targets: Float32Array | undefined): void {
    const { maxImages, maxEntries, softTargets = false } = this.capacity;
    const count = imageCount(images);
    const outFeatures = outFeaturesOf(this.network);
    const entries = images.pixelIndex.length;
    const fail = (code: 'mismatch' | 'out-of-range', message: string): never => {
      throw new SimulatorError(code, message);
    };
    if (images.features !== this.network.inFeatures) {
      fail('mismatch', `got images of ${images.features} pixels, expected ${this.network.inFeatures}`);
    }
    checkSparseImages(images);
    if (count > maxImages) fail('out-of-range', `got ${count} images, expected at most ${maxImages}`);
    if (entries > maxEntries) fail('out-of-range', `got ${entries} non-zero pixels, expected at most ${maxEntries}`);
    for (let n = 0; n < count; n++) {
      if (images.labels[n]! >= outFeatures) {
        fail('out-of-range', `got label ${images.labels[n]}, expected less than ${outFeatures}, image ${n}`);
      }
    }
    if (targets && !softTargets)
      fail('mismatch', 'got soft targets, expected labels: the engine was made without room for targets');
    if (targets && targets.length !== count * outFeatures) {
      fail('mismatch', `got ${targets.length} target values, expected ${count * outFeatures}`);
    }
  }

  #trainingBuffers(buffers: LayerBuffers) {
    if (!buffers.training) {
      throw new SimulatorError('mismatch', 'got an engine that only predicts, expected one with room for training');
    }
    return buffers.training;
  }

  #eachLayer<T>(visit: (buffers: LayerBuffers, outFeatures: number, inFeatures: number, index: number) => T): T[] {
    return this.network.layers.map((layer, index) =>
      visit(this.layout.layers[index]!, layer.outFeatures, inFeaturesOf(this.network, index), index),
    );
  }

  #copyLayer(weight: Buffer, bias: Buffer | null, outFeatures: number, inFeatures: number): LayerParameters {
    return {
      weight: unpackWeights(floatsOf(this.memory, weight), outFeatures, inFeatures),
      bias: bias && canonical(new Float32Array(floatsOf(this.memory, bias).subarray(0, outFeatures))),
    };
  }
}
