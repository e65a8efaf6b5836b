import { clampedParameters, type Clamp } from '../domain/clamp.ts';
import { confusionOf } from '../domain/confusion.ts';
import { errorMessage, SimulatorError } from '../domain/errors.ts';
import { VariationCollector, type ImageVariation } from '../domain/image-variation.ts';
import { outFeaturesOf } from '../domain/network.ts';
import { StatisticsCollector } from '../domain/neuron-statistics.ts';
import type { Model } from '../domain/parameters.ts';
import { preferredInput } from '../domain/preferred-input.ts';
import { proceduralImages } from '../domain/procedural/digits.ts';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import { concatImages, denseImage, type SparseImages } from '../domain/sparse-images.ts';
import { ANALYSIS_DIGITS, type AnalysisAnswer, type AnalysisRequest } from './analysis.ts';
import { createEngine, type LoadBinary } from './create.ts';
import type { Engine, EngineKind } from './engine.ts';
import { pickFavourites } from './favourites.ts';

/** Digits written, and digits looked at, before new requests are heard: some 30 ms of work. */
const WRITTEN_AT_ONCE = 200;
const LOOKED_AT_ONCE = 500;
/** So many digits, the first, tell how digits vary. */
const VARIED_DIGITS = 1000;

const DIGIT_SEED = 2026;
const ASCENT_SEED = 1;
const BATCH = 128;

/**
 * Answers questions about a network that take longer than a frame, in pieces of some 30 ms.
 *
 * `step` does the next piece: a held neuron's evaluation first, since a hand is at the slider, then preferred inputs and the statistics
 * in turn. What is heard between two pieces counts from the next one on.
 */
export class Analyst {
  readonly #answer: (answer: AnalysisAnswer) => void;
  readonly #kind: EngineKind;
  readonly #loadBinary: LoadBinary;
  #subject: { readonly revision: number; readonly model: Model } | null = null;
  #wishes: { readonly layer: number; readonly neurons: number[] } | null = null;
  #wantedClamp: { readonly clamp: Clamp | null } | null = null;
  #wantsStatistics = false;
  #collector: { readonly statistics: StatisticsCollector; done: number } | null = null;
  #isTurnOfWishes = true;
  #pieces: SparseImages[] = [];
  #written = 0;
  #varied: VariationCollector | null = new VariationCollector(IMAGE_PIXELS);
  #variation: ImageVariation | null = null;
  #digits: SparseImages | null = null;
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
    const needsDigits = this.#wantsStatistics || this.#wantedClamp !== null;
    if (!hasWishes && !needsDigits) return false;
    try {
      if (this.#wantedClamp && this.#digits) await this.#evaluate(subject);
      else if (hasWishes && this.#variation && (this.#isTurnOfWishes || !needsDigits)) this.#ascend(subject, this.#variation);
      else if (!this.#digits) this.#write();
      else await this.#look(subject);
    } catch (error) {
      this.#forgetRequests();
      this.#answer({ kind: 'failed', message: errorMessage(error) });
    }
    this.#isTurnOfWishes = !this.#isTurnOfWishes;
    return true;
  }

  #ascend({ revision, model }: { revision: number; model: Model }, variation: ImageVariation): void {
    const { layer, neurons } = this.#wishes!;
    const neuron = neurons.shift()!;
    const preferred = preferredInput(model, variation, layer, neuron, ASCENT_SEED);
    this.#answer({ kind: 'preferred', revision, layer, neuron, preferred });
  }

  #write(): void {
    const count = Math.min(WRITTEN_AT_ONCE, ANALYSIS_DIGITS - this.#written);
    const piece = proceduralImages(count, DIGIT_SEED, this.#written);
    this.#pieces.push(piece);
    this.#written += count;
    this.#varied?.add(piece);
    if (this.#varied && this.#varied.count >= VARIED_DIGITS) {
      this.#variation = this.#varied.variation();
      this.#varied = null;
    }
    this.#answer({ kind: 'progress', part: 'writing', done: this.#written });
    if (this.#written < ANALYSIS_DIGITS) return;
    this.#digits = concatImages(this.#pieces);
    this.#pieces = [];
  }

  async #look({ revision, model }: { revision: number; model: Model }): Promise<void> {
    const digits = this.#digits!;
    const engine = await this.#engineWithSubject(model);
    if (this.#subject?.revision !== revision) return;
    const collector = (this.#collector ??= {
      statistics: new StatisticsCollector(model.network, outFeaturesOf(model.network)),
      done: 0,
    });
    const end = Math.min(ANALYSIS_DIGITS, collector.done + LOOKED_AT_ONCE);
    const pixels = new Uint8Array(digits.features);
    for (; collector.done < end; collector.done++) {
      const { preActivations, activations } = engine.predict(denseImage(digits, collector.done, pixels));
      collector.statistics.add(collector.done, digits.labels[collector.done]!, preActivations, activations);
    }
    this.#answer({ kind: 'progress', part: 'looking', done: collector.done });
    if (collector.done < ANALYSIS_DIGITS) return;
    this.#wantsStatistics = false;
    this.#collector = null;
    const statistics = collector.statistics.statistics();
    this.#answer({ kind: 'statistics', revision, statistics, favourites: pickFavourites(statistics, digits) });
  }

  async #evaluate({ revision, model }: { revision: number; model: Model }): Promise<void> {
    const { clamp } = this.#wantedClamp!;
    this.#wantedClamp = null;
    const engine = await this.#engineFor(model);
    if (this.#subject?.revision !== revision) return;
    const parameters = clamp ? clampedParameters(model, clamp) : model.parameters;
    if (!parameters) throw new SimulatorError('unsupported', 'got a network without the bias that could hold the neuron');
    this.#holdsSubject = false;
    engine.loadParameters(parameters);
    const { count, correct, predictions } = engine.evaluate();
    this.#answer({
      kind: 'evaluation',
      revision,
      clamp,
      result: { count, correct, confusion: confusionOf(this.#digits!.labels, predictions) },
    });
  }

  /** The engine holding the network as it is. */
  async #engineWithSubject(model: Model): Promise<Engine> {
    const engine = await this.#engineFor(model);
    if (!this.#holdsSubject) engine.loadParameters(model.parameters);
    this.#holdsSubject = true;
    return engine;
  }

  /** An engine with all digits for a network of this shape; JavaScript where the chosen kind does not start. */
  async #engineFor({ network }: Model): Promise<Engine> {
    if (this.#engine && JSON.stringify(this.#engine.network) === JSON.stringify(network)) return this.#engine;
    const digits = this.#digits!;
    const room = { maxImages: digits.labels.length, maxEntries: digits.pixelIndex.length, training: false };
    const capacity = { network, maxBatchSize: BATCH, ...room };
    const engine = await createEngine(this.#kind, capacity, this.#loadBinary).catch((error: unknown) => {
      if (this.#kind === 'javascript') throw error;
      return createEngine('javascript', capacity, this.#loadBinary);
    });
    engine.loadImages(digits);
    this.#engine = engine;
    this.#holdsSubject = false;
    return engine;
  }
}
