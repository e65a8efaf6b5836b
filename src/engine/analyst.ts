import { clampedParameters, type Clamp } from '../domain/clamp.ts';
import { confusionOf } from '../domain/confusion.ts';
import { errorMessage, SimulatorError } from '../domain/errors.ts';
import type { ImageVariation } from '../domain/image-variation.ts';
import { outFeaturesOf } from '../domain/network.ts';
import { StatisticsCollector } from '../domain/neuron-statistics.ts';
import type { Model } from '../domain/parameters.ts';
import { preferredInput } from '../domain/preferred-input.ts';
import { denseImage, imageCount, type SparseImages } from '../domain/sparse-images.ts';
import { BroughtImages, WrittenDigits } from './analysed-images.ts';
import { ANALYSIS_IMAGES, type AnalysisAnswer, type AnalysisRequest } from './analysis.ts';
import { createEngine, type LoadBinary } from './create.ts';
import type { Engine, EngineKind } from './engine.ts';
import { pickFavourites } from './favourites.ts';

/** Images looked at before new requests are heard: some 30 ms of work. */
const LOOKED_AT_ONCE = 500;

const ASCENT_SEED = 1;
const BATCH = 128;

interface Subject {
  readonly revision: number;
  readonly model: Model;
}

/** A network to look at, and all the images to look with. */
interface Work extends Subject {
  readonly set: number;
  readonly images: SparseImages;
}

/**
 * Answers questions about a network that take longer than a frame, in pieces of some 30 ms.
 *
 * `step` does the next piece: a held neuron's evaluation first, since a hand is at the slider, then preferred inputs and the statistics
 * in turn. What is heard between two pieces counts from the next one on. Preferred inputs vary as procedural digits do, whatever else
 * the network is looked at with.
 */
export class Analyst {
  readonly #answer: (answer: AnalysisAnswer) => void;
  readonly #kind: EngineKind;
  readonly #loadBinary: LoadBinary;
  #subject: Subject | null = null;
  #wishes: { readonly layer: number; readonly neurons: number[] } | null = null;
  #wantedClamp: { readonly clamp: Clamp | null } | null = null;
  #wantsStatistics = false;
  #collector: { readonly statistics: StatisticsCollector; done: number } | null = null;
  #isTurnOfWishes = true;
  readonly #written = new WrittenDigits();
  /** What to look with. */
  #shown: { readonly set: number; readonly from: WrittenDigits | BroughtImages } = { set: 0, from: this.#written };
  #engine: Engine | null = null;
  /** What the engine holds: the subject as it is, or nothing that could be relied on. */
  #holdsSubject = false;

  constructor(kind: EngineKind, loadBinary: LoadBinary, answer: (answer: AnalysisAnswer) => void) {
    this.#kind = kind;
    this.#loadBinary = loadBinary;
    this.#answer = answer;
  }

  hear(request: AnalysisRequest): void {
    if (request.kind === 'network') {
      const { revision, model } = request;
      this.#forgetRequests();
      this.#subject = { revision, model };
      this.#collector = null;
      this.#holdsSubject = false;
    } else if (request.kind === 'images') {
      const { set, count } = request;
      this.#wantedClamp = null;
      this.#wantsStatistics = false;
      this.#collector = null;
      void this.#engine?.close();
      this.#engine = null;
      this.#shown = { set, from: count === null ? this.#written : new BroughtImages(count) };
    } else if (request.kind === 'piece') {
      const { set, from } = this.#shown;
      if (request.set !== set || !(from instanceof BroughtImages)) return;
      const done = from.add(request.pixels, request.labels);
      this.#answer({ kind: 'progress', set, part: 'bringing', done, total: from.count });
    } else if (request.kind === 'preferred') {
      this.#wishes = { layer: request.layer, neurons: [...request.neurons] };
    } else if (request.kind === 'statistics') {
      this.#wantsStatistics = true;
    } else if (request.kind === 'evaluation') {
      this.#wantedClamp = { clamp: request.clamp };
    } else {
      this.#forgetRequests();
    }
  }

  #forgetRequests(): void {
    this.#wishes = null;
    this.#wantedClamp = null;
    this.#wantsStatistics = false;
  }

  /** Does the next piece of work; false where there is none. */
  async step(): Promise<boolean> {
    const subject = this.#subject;
    if (!subject) return false;
    const hasWishes = this.#wishes !== null && this.#wishes.neurons.length > 0;
    const needsImages = this.#wantsStatistics || this.#wantedClamp !== null;
    if (!hasWishes && !needsImages) return false;
    const { set, from } = this.#shown;
    const { images } = from;
    const { variation } = this.#written;
    const isAway = images === null && from !== this.#written;
    if (needsImages && isAway) this.#askForMore();
    if (isAway && !hasWishes) return false;
    const isTurnOfWishes = hasWishes && (this.#isTurnOfWishes || !needsImages || isAway);
    try {
      if (this.#wantedClamp && images) await this.#evaluate({ ...subject, set, images });
      else if (isTurnOfWishes && variation) this.#ascend(subject, variation);
      else if (!images || !needsImages) this.#write();
      else await this.#look({ ...subject, set, images });
    } catch (error) {
      this.#forgetRequests();
      this.#answer({ kind: 'failed', message: errorMessage(error) });
    }
    this.#isTurnOfWishes = !this.#isTurnOfWishes;
    return true;
  }

  #ascend({ revision, model }: Subject, variation: ImageVariation): void {
    const { layer, neurons } = this.#wishes!;
    const neuron = neurons.shift()!;
    const preferred = preferredInput(model, variation, layer, neuron, ASCENT_SEED);
    this.#answer({ kind: 'preferred', revision, layer, neuron, preferred });
  }

  #write(): void {
    const done = this.#written.write();
    const { set, from } = this.#shown;
    if (from === this.#written) this.#answer({ kind: 'progress', set, part: 'writing', done, total: ANALYSIS_IMAGES });
  }

  /** Asks for the next images, unless some are on their way. */
  #askForMore(): void {
    const { set, from } = this.#shown;
    const next = from instanceof BroughtImages ? from.next() : null;
    if (next) this.#answer({ kind: 'wanted', set, ...next });
  }

  async #look(work: Work): Promise<void> {
    const { revision, model, set, images } = work;
    const engine = await this.#engineWithSubject(work);
    if (this.#isOutdated(work)) return;
    const collector = (this.#collector ??= {
      statistics: new StatisticsCollector(model.network, outFeaturesOf(model.network)),
      done: 0,
    });
    const total = imageCount(images);
    const end = Math.min(total, collector.done + LOOKED_AT_ONCE);
    const pixels = new Uint8Array(images.features);
    for (; collector.done < end; collector.done++) {
      const { preActivations, activations } = engine.predict(denseImage(images, collector.done, pixels));
      collector.statistics.add(collector.done, images.labels[collector.done]!, preActivations, activations);
    }
    this.#answer({ kind: 'progress', set, part: 'looking', done: end, total });
    if (end < total) return;
    this.#wantsStatistics = false;
    this.#collector = null;
    const statistics = collector.statistics.statistics();
    this.#answer({ kind: 'statistics', revision, set, statistics, favourites: pickFavourites(statistics, images) });
  }

  async #evaluate(work: Work): Promise<void> {
    const { revision, model, set, images } = work;
    const { clamp } = this.#wantedClamp!;
    this.#wantedClamp = null;
    const engine = await this.#engineFor(work);
    if (this.#isOutdated(work)) return;
    const parameters = clamp ? clampedParameters(model, clamp) : model.parameters;
    if (!parameters) throw new SimulatorError('unsupported', 'got a network without the bias that could hold the neuron');
    this.#holdsSubject = false;
    engine.loadParameters(parameters);
    const { count, correct, predictions } = engine.evaluate();
    const result = { count, correct, confusion: confusionOf(images.labels, predictions) };
    this.#answer({ kind: 'evaluation', revision, set, clamp, result });
  }

  /** Has another network, or have other images, come while an engine was made? */
  #isOutdated({ revision, set }: Work): boolean {
    return this.#subject?.revision !== revision || this.#shown.set !== set;
  }

  /** The engine holding the network as it is. */
  async #engineWithSubject(work: Work): Promise<Engine> {
    const engine = await this.#engineFor(work);
    if (engine !== this.#engine) return engine;
    if (!this.#holdsSubject) engine.loadParameters(work.model.parameters);
    this.#holdsSubject = true;
    return engine;
  }

  /** An engine with all images for a network of this shape; JavaScript where the chosen kind does not start. */
  async #engineFor(work: Work): Promise<Engine> {
    const { images } = work;
    const { network } = work.model;
    if (this.#engine && JSON.stringify(this.#engine.network) === JSON.stringify(network)) return this.#engine;
    const room = { maxImages: imageCount(images), maxEntries: images.pixelIndex.length, training: false };
    const capacity = { network, maxBatchSize: BATCH, ...room };
    const engine = await createEngine(this.#kind, capacity, this.#loadBinary).catch((error: unknown) => {
      if (this.#kind === 'javascript') throw error;
      return createEngine('javascript', capacity, this.#loadBinary);
    });
    engine.loadImages(images);
    if (this.#isOutdated(work)) return engine;
    this.#engine = engine;
    this.#holdsSubject = false;
    return engine;
  }
}
