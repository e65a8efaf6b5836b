import { PIXEL_AUGMENTATION } from '../domain/augment/pixels.ts';
import { EXPLODED_BEYOND, findExplosion } from '../domain/explosion.ts';
import { initialParameters } from '../domain/initialization.ts';
import { scheduledRate } from '../domain/learning-rate.ts';
import { nextLook } from '../domain/look-schedule.ts';
import type { NetworkParameters } from '../domain/parameters.ts';
import { imageCount } from '../domain/sparse-images.ts';
import type { TrainingSettings } from '../domain/training-settings.ts';
import type { Engine, EngineSnapshot } from './engine.ts';
import type { Checkpoint, ExplodedStep, HaltReason, Limits, Look, Position, RunStart } from './laboratory.ts';
import { fingerprintOf, type LabelledData } from './laboratory-data.ts';
import { lookAt } from './look.ts';
import { recipe } from './recipe.ts';
import { withRecovery } from './recovery.ts';

/** What some steps have brought. */
export interface Steps {
  /** [steps], each before its update. */
  readonly losses: number[];
  /** [steps], share of the batch that was right. */
  readonly accuracies: number[];
  /** Why there are no more for now; null: ask for the next ones. */
  readonly halted: HaltReason | null;
  readonly exploded: ExplodedStep | null;
  /** Is it time for a look? */
  readonly isLookDue: boolean;
}

/** So long training goes on before it keeps a moment to which it could come back to find the step that exploded. */
const GUARD_MS = 150;
/** So many steps before an explosion are told. */
const TOLD_STEPS = 60;

const AT_START: Position = { step: 0, images: 0, epoch: 0, shown: 0, seconds: 0 };

/** One run of training on an engine that holds the data; works in slices, so that somebody can be heard in between. */
export class Trainer {
  readonly engine: Engine;
  readonly #data: LabelledData;
  /** Images to learn from; those held back follow them. */
  readonly #count: number;
  readonly #accident: (what: string) => void;
  #settings: TrainingSettings;
  #position = AT_START;
  /** Is the engine in the epoch of the position, with the present settings? */
  #isEpochOpen = false;
  #nextLook = 0;
  #accuracy: number | null = null;
  /** What the last step before a look started from. */
  #before: { readonly step: number; readonly parameters: NetworkParameters } | null = null;
  #guards: Checkpoint[] = [];
  #guardedMs = 0;

  constructor(engine: Engine, data: LabelledData, settings: TrainingSettings, accident: (what: string) => void) {
    this.engine = engine;
    this.#data = data;
    this.#count = imageCount(data.images) - data.validationCount;
    this.#settings = settings;
    this.#accident = accident;
  }

  get position(): Position {
    return this.#position;
  }

  /** The rate of the next step. */
  get learningRate(): number {
    const { learningRate, schedule, scheduleEpochs } = this.#settings;
    const { epoch, shown } = this.#position;
    return scheduledRate(learningRate, schedule, scheduleEpochs, epoch + shown / Math.max(1, this.#count));
  }

  /** Begins, or goes on from a checkpoint, of other data or another optimizer as far as that makes sense. */
  start(start: RunStart): void {
    if (start.kind === 'checkpoint') {
      const { position, snapshot, optimizer, data } = start.checkpoint;
      this.engine.restore(snapshot);
      if (optimizer !== this.#settings.optimizer) this.engine.resetOptimizer();
      return this.#moveTo(data === fingerprintOf(this.#data) ? position : { ...position, shown: 0 });
    }
    const { network } = this.engine;
    this.engine.loadParameters(
      start.kind === 'parameters' ? start.parameters : initialParameters(network, start.initialization, start.seed),
    );
    this.#moveTo(AT_START);
  }

  /** Other settings hold from the next step on; another optimizer starts without a past. */
  change(settings: TrainingSettings): void {
    if (settings.optimizer !== this.#settings.optimizer) this.engine.resetOptimizer();
    this.#settings = settings;
    this.#isEpochOpen = false;
    this.#forgetGuards();
  }

  checkpoint(reused?: EngineSnapshot): Checkpoint {
    const { optimizer } = this.#settings;
    return { position: this.#position, snapshot: this.engine.snapshot(reused), optimizer, data: fingerprintOf(this.#data) };
  }

  /** Learns for some milliseconds, at least one step. */
  async train(ms: number, limits: Limits | null): Promise<Steps> {
    const losses: number[] = [];
    const accuracies: number[] = [];
    const ended = (halted: HaltReason | null, exploded: ExplodedStep | null = null, isLookDue = false): Steps => ({
      losses,
      accuracies,
      halted,
      exploded,
      isLookDue,
    });
    this.#guard();
    const startMs = performance.now();
    const { seconds, step: firstStep } = this.#position;
    const explode = async () => {
      const exploded = await this.#findExplodedStep();
      losses.length = Math.min(losses.length, Math.max(0, exploded.position.step - firstStep));
      accuracies.length = losses.length;
      return ended('exploded', exploded);
    };
    for (;;) {
      if (this.#count === 0 || this.#isAtLimit(limits)) {
        // At the goal, too, nobody stands with a network that has left all bounds.
        return losses.length > 0 && !this.#isSound() ? explode() : ended('limit');
      }
      const { loss, accuracy } = await this.#step();
      const nowMs = performance.now();
      this.#position = { ...this.#position, seconds: seconds + (nowMs - startMs) / 1000 };
      const isBad = !(loss <= EXPLODED_BEYOND);
      if (!isBad) {
        losses.push(loss);
        accuracies.push(accuracy);
      }
      const isLookDue = this.#position.images >= this.#nextLook;
      const isOver = isLookDue || nowMs - startMs >= ms;
      if (isBad || (isOver && !this.#isSound())) return explode();
      if (isOver) return ended(null, null, isLookDue);
    }
  }

  /** Looks at the network as it is now, in pieces: each `next` is some 10 ms of work, the last one brings the look. */
  *look(): Generator<void, Look> {
    const { position, learningRate } = this;
    const before = this.#before?.step === position.step ? this.#before.parameters : null;
    this.#before = null;
    this.#nextLook = nextLook(position.images, this.#data.validationCount);
    const look = yield* lookAt(this.engine, this.#data, { position, learningRate, before });
    if (look.validation) this.#accuracy = look.validation.correct / look.validation.count;
    return look;
  }

  #moveTo(position: Position): void {
    this.#position = position;
    this.#isEpochOpen = false;
    this.#accuracy = null;
    this.#before = null;
    this.#nextLook = position.images;
    this.#forgetGuards();
  }

  #isAtLimit(limits: Limits | null): boolean {
    if (!limits) return false;
    const { step, epoch } = this.#position;
    const { steps = Infinity, epochs = Infinity, accuracy = Infinity } = limits;
    return step >= steps || epoch >= epochs || (this.#accuracy !== null && this.#accuracy >= accuracy);
  }

  async #step(): Promise<{ readonly loss: number; readonly accuracy: number }> {
    const { optimizer, momentum, weightDecay, batchSize } = this.#settings;
    const { step, images, epoch, shown } = this.#position;
    if (!this.#isEpochOpen) this.#openEpoch();
    if (images + batchSize >= this.#nextLook) {
      this.#before = { step: step + 1, parameters: await this.#mended(() => this.engine.parameters()) };
    }
    const how = recipe({ optimizer, momentum, weightDecay, learningRate: this.learningRate });
    const batch = (await this.#mended(() => this.engine.trainNext(how)))!;
    const isEpochOver = shown + batch.count >= this.#count;
    if (isEpochOver) this.#isEpochOpen = false;
    this.#position = {
      ...this.#position,
      step: step + 1,
      images: images + batch.count,
      epoch: isEpochOver ? epoch + 1 : epoch,
      shown: isEpochOver ? 0 : shown + batch.count,
    };
    return { loss: batch.loss, accuracy: batch.correct / batch.count };
  }

  #openEpoch(): void {
    const { batchSize, seed, augmentation } = this.#settings;
    const { epoch: number, shown } = this.#position;
    const varied = augmentation ? PIXEL_AUGMENTATION : null;
    this.engine.startEpoch({ to: this.#count, batchSize, seed, number, shuffle: true, augmentation: varied }, shown);
    this.#isEpochOpen = true;
  }

  #mended<T>(work: () => T): Promise<T> {
    return withRecovery(this.engine, this.#accident, work);
  }

  #isSound(): boolean {
    return this.engine.weightNorms().every((norm) => norm <= EXPLODED_BEYOND);
  }

  #forgetGuards(): void {
    this.#guards = [];
  }

  /** Keeps the present moment now and then, and the one before. */
  #guard(): void {
    const nowMs = performance.now();
    if (this.#guards.length > 0 && nowMs - this.#guardedMs < GUARD_MS) return;
    this.#guardedMs = nowMs;
    const reused = this.#guards.length === 2 ? this.#guards.shift()!.snapshot : undefined;
    this.#guards.push(this.checkpoint(reused));
  }

  /** Goes back to a guarded moment and takes every step since once more, now with a look at each; ends before the one that explodes. */
  async #findExplodedStep(): Promise<ExplodedStep> {
    const guard = this.#guards[0]!;
    const before: { step: number; loss: number; norms: number[] }[] = [];
    await this.#goBackTo(guard);
    let badLoss = 0;
    while (badLoss === 0) {
      const { step } = this.#position;
      const norms = this.engine.weightNorms();
      const { loss } = await this.#step();
      if (!(loss <= EXPLODED_BEYOND)) badLoss = loss;
      // What a step has cost is only known in the next one: a bad loss is the work of the step before.
      if (badLoss === 0 || before.length === 0) before.push({ step, loss, norms });
      if (!this.#isSound()) break;
    }
    const culprit = before.at(-1)!.step;
    await this.#goBackTo(guard);
    while (this.#position.step < culprit) await this.#step();
    const { learningRate } = this;
    const last = this.checkpoint();
    await this.#step();
    const parameters = await this.#mended(() => this.engine.parameters());
    // The largest weight alone may be below what the length of all is found to be beyond.
    const explosion = findExplosion(parameters, badLoss) ?? findExplosion(parameters, Infinity)!;
    await this.#goBackTo(last);
    this.#forgetGuards();
    this.#nextLook = last.position.images;
    return { explosion, position: last.position, learningRate, before: before.slice(-TOLD_STEPS) };
  }

  async #goBackTo({ position, snapshot }: Checkpoint): Promise<void> {
    await this.#mended(() => this.engine.restore(snapshot));
    this.#position = position;
    this.#isEpochOpen = false;
  }
}
