import { SimulatorError } from '../domain/errors.ts';
import { squares } from '../domain/learning-step.ts';
import { outFeaturesOf, type NetworkDescription } from '../domain/network.ts';
import { checkParameters, type NetworkParameters } from '../domain/parameters.ts';
import type { SparseImages } from '../domain/sparse-images.ts';
import { clearOptimizerState, readGradients, readParameters, trainingBuffers, writeParameters } from './arena-parameters.ts';
import type {
  BatchResult,
  Engine,
  EngineCapacity,
  EngineKind,
  EngineSnapshot,
  EpochPlan,
  Evaluation,
  Prediction,
  StepResult,
} from './engine.ts';
import { Epoch } from './epoch.ts';
import { addCosts } from './exact-cost.ts';
import { checkImages } from './image-checks.ts';
import { Journal } from './journal.ts';
import type { Kernels } from './kernels.ts';
import { BLOCK, DENSE_SHARE, type ArenaLayout } from './layout.ts';
import { brokenGuards, floatsOf, writeGuards, type Memory } from './memory.ts';
import { writeImages, writeNoUpdate, writePlan, writeUpdate } from './plan.ts';
import type { BatchImages } from './orders.ts';
import { Probe } from './probe.ts';
import type { Recipe } from './recipe.ts';
import { SharedWork } from './shared-work.ts';
import type { ThreadTeam } from './team.ts';

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
  readonly #probe: Probe;
  readonly #team: ThreadTeam;
  readonly #work: SharedWork;
  /** Only where threads can be lost. */
  readonly #journal: Journal | null;
  /** A step has begun and not ended: parameters are half of this step and half of the one before. */
  #isTorn = false;
  #epoch: Epoch | null = null;

  constructor(
    kind: EngineKind,
    capacity: EngineCapacity,
    layout: ArenaLayout,
    memory: Memory,
    kernels: Kernels,
    team: ThreadTeam,
  ) {
    this.kind = kind;
    this.capacity = capacity;
    this.layout = layout;
    this.memory = memory;
    this.kernels = kernels;
    this.#team = team;
    this.#work = new SharedWork(kernels, memory, layout, capacity.network.inFeatures, team);
    this.#journal = layout.journal && team.size > 1 ? new Journal(memory, layout, layout.journal) : null;
    writeGuards(memory, layout);
    writePlan(memory, capacity, layout);
    writeImages(memory, layout.images);
    writeImages(memory, layout.probe);
    if (layout.augmentation) {
      const { slots, numbers } = layout.augmentation;
      writeImages(memory, slots);
      for (let slot = 0; slot < layout.maxRows; slot++) memory.u32[(numbers.ptr >> 2) + slot] = slot;
    }
    this.#probe = new Probe(this, kernels);
  }

  get network(): NetworkDescription {
    return this.capacity.network;
  }

  get memoryBytes(): number {
    return this.memory.buffer.byteLength;
  }

  get threads(): number {
    return this.#team.size;
  }

  get threadShortage(): string | null {
    return this.#team.shortage;
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
    this.#demandWhole();
    writeParameters(this, parameters);
    this.resetOptimizer();
  }

  parameters(): NetworkParameters {
    this.#demandWhole();
    return readParameters(this);
  }

  weightNorms(): number[] {
    this.#demandWhole();
    // What a panel is padded with is 0.
    return this.layout.layers.map(({ weight }) => Math.sqrt(squares(floatsOf(this.memory, weight))));
  }

  gradients(): NetworkParameters {
    this.#demandWhole();
    return readGradients(this);
  }

  loadImages(images: SparseImages, targets?: Float32Array): void {
    checkImages(this.capacity, images, targets);
    this.#demandWhole();
    const { starts, pixelIndex, pixelValue, labels, targets: targetBuffer } = this.layout.images;
    const { u8, u16, u32, f32 } = this.memory;
    u32.set(images.starts, starts.ptr >> 2);
    u16.set(images.pixelIndex, pixelIndex.ptr >> 1);
    u8.set(images.pixelValue, pixelValue.ptr);
    u8.set(images.labels, labels.ptr);
    if (targets) f32.set(targets, targetBuffer!.ptr >> 2);
    const isDense = images.pixelIndex.length >= DENSE_SHARE * images.labels.length * images.features;
    writeImages(this.memory, this.layout.images, targets !== undefined, isDense);
    this.#work.countPixels(images, isDense);
    this.#labels = images.labels.slice();
    this.#epoch = null;
    this.#journal?.forget();
  }

  accumulate(batch: Uint32Array, labelSmoothing = 0): StepResult {
    this.#loadBatch(batch);
    writeNoUpdate(this.memory, this.layout.update);
    return this.#learn(batch.length, labelSmoothing, false);
  }

  trainStep(batch: Uint32Array, recipe: Recipe): StepResult {
    this.#loadBatch(batch);
    return this.#update(batch.length, recipe, false);
  }

  startEpoch(plan: EpochPlan, shown = 0): void {
    this.#demandWhole();
    this.#epoch = new Epoch(plan, this.imageCount, this.capacity, this.kernels, this.memory, this.layout);
    this.#epoch.advance(shown);
    this.#journal?.forget();
  }

  trainNext(recipe: Recipe): BatchResult | null {
    this.#demandWhole();
    if (!this.#epoch) throw new SimulatorError('mismatch', 'got no epoch, expected startEpoch before trainNext');
    const count = this.#epoch.loadBatch();
    if (count === 0) return null;
    const { loss, correct } = this.#update(count, recipe, this.#epoch.plan.augmentation !== null);
    this.#epoch.advance(count);
    return { loss, correct, count };
  }

  resetOptimizer(): void {
    this.#demandWhole();
    this.#journal?.forget();
    this.#step = 0;
    clearOptimizerState(this);
  }

  snapshot(reused?: EngineSnapshot): EngineSnapshot {
    this.#demandWhole();
    const { ptr, bytes } = this.layout.learned;
    const learned = reused?.learned.length === bytes ? reused.learned : new Uint8Array(bytes);
    learned.set(this.memory.u8.subarray(ptr, ptr + bytes));
    return { updates: this.#step, learned };
  }

  restore({ updates, learned }: EngineSnapshot): void {
    this.#demandWhole();
    const { ptr, bytes } = this.layout.learned;
    if (learned.length !== bytes) {
      throw new SimulatorError('mismatch', `got a snapshot of ${learned.length} bytes, expected ${bytes} for this network`);
    }
    this.memory.u8.set(learned, ptr);
    this.#step = updates;
    this.#journal?.forget();
  }

  evaluate(from = 0, to = this.imageCount): Evaluation {
    this.#demandWhole();
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

  meanCost(from = 0, to = this.imageCount): number {
    this.#demandWhole();
    this.#checkRange(from, to);
    let sum = 0;
    // The quadratic cost is summed from pre-activations: no more images a thread than its scratch keeps them of.
    const most = this.network.loss === 'quadratic' ? BLOCK * this.#team.size : undefined;
    this.#inPasses(
      from,
      to,
      (first, count) => {
        sum = addCosts(
          sum,
          this.network,
          this.memory,
          this.layout,
          this.#labels.subarray(first),
          count,
          this.#work.partsFor(count),
        );
      },
      most,
    );
    return sum / (to - from);
  }

  outputs(from = 0, to = this.imageCount): Float32Array {
    this.#demandWhole();
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
    this.#demandWhole();
    return this.#probe.look(pixels);
  }

  async recover(): Promise<void> {
    await this.#team.replaceLost();
    if (!this.#isTorn) return;
    this.#step = this.#journal!.restore((batchSize, smoothing, isVaried) => {
      this.#learn(batchSize, smoothing, isVaried, true);
    });
    this.#isTorn = false;
  }

  async close(): Promise<void> {
    await this.#team.dismiss();
  }

  /** Throws SimulatorError 'thread-lost' unless all is as the last completed call has left it. */
  #demandWhole(): void {
    if (this.#isTorn || this.#team.lost !== null) throw this.#team.lostError();
  }

  /** One update from the batch in its buffer. */
  #update(count: number, recipe: Recipe, isVaried: boolean): StepResult {
    this.#journal?.open(count, this.#step);
    writeUpdate(this.memory, this.layout.update, recipe, this.#step + 1);
    this.#isTorn = true;
    const result = this.#learn(count, recipe.labelSmoothing, isVaried);
    this.#isTorn = false;
    this.#step++;
    this.#journal?.note(count, recipe.labelSmoothing, isVaried);
    return result;
  }

  /** Forward and backward over the batch in its buffer, micro-batch by micro-batch, then the update in its. */
  #learn(B: number, labelSmoothing: number, isVaried: boolean, isAlone = false): StepResult {
    const { u32, f32, u8 } = this.memory;
    const { losses, predictions, batch, maxRows } = this.layout;
    let loss = 0;
    let correct = 0;
    for (let first = 0; first < B; first += maxRows) {
      const count = Math.min(maxRows, B - first);
      const images = this.#batchImages(isVaried, first);
      this.#work.pass(images, B, count, labelSmoothing, isAlone);
      this.#work.learn(images, count, first > 0, first + count === B, isAlone);
      const batchWord = (batch.ptr >> 2) + first;
      for (let b = 0; b < count; b++) {
        loss += f32[(losses.ptr >> 2) + b]!;
        if (u8[predictions.ptr + b] === this.#labels[u32[batchWord + b]!]) correct++;
      }
    }
    return { loss: loss / B, correct };
  }

  /** The images of the batch in its buffer from place `first` on, as they are or varied as the epoch says. */
  #batchImages(isVaried: boolean, first = 0): BatchImages {
    const { images, augmentation } = this.layout;
    const batch = this.layout.batch.ptr + 4 * first;
    if (!isVaried) return { images: images.struct.ptr, batch, variation: null };
    const { seed, number: epoch } = this.#epoch!.plan;
    const variation = { source: images.struct.ptr, batch, seed, epoch };
    return { images: augmentation!.slots.struct.ptr, batch: augmentation!.numbers.ptr, variation };
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
  #inPasses(from: number, to: number, visit: (first: number, count: number) => void, most = Infinity): void {
    const batchWord = this.layout.batch.ptr >> 2;
    const rows = Math.min(this.layout.maxRows, most);
    for (let first = from; first < to; first += rows) {
      const count = Math.min(rows, to - first);
      for (let b = 0; b < count; b++) this.memory.u32[batchWord + b] = first + b;
      this.#work.pass(this.#batchImages(false), 0, count, 0);
      visit(first, count);
    }
  }

  #loadBatch(batch: Uint32Array): void {
    trainingBuffers(this.layout.layers[0]!);
    this.#demandWhole();
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
}
