import { errorMessage, SimulatorError } from '../domain/errors.ts';
import type { NetworkDescription } from '../domain/network.ts';
import { imageCount } from '../domain/sparse-images.ts';
import { TRAINING_SETTINGS } from '../domain/training-settings.ts';
import { createEngine, type LoadBinary, type ThreadHost } from './create.ts';
import type { Engine, EngineCapacity, EngineKind } from './engine.ts';
import type { Checkpoint, HaltReason, LaboratoryAnswer, LaboratoryRequest, Limits, Look } from './laboratory.ts';
import { judge } from './judging.ts';
import { factsOf, makeData, picturesOf, type LabelledData } from './laboratory-data.ts';
import { worstMistakes } from './mistakes.ts';
import { teach } from './teaching.ts';
import { Trainer } from './trainer.ts';

/** How long training goes on before new requests are heard and the page is told: a frame of the screen. */
const SLICE_MS = 16;

/** A data set that is being made. */
interface DataMaking {
  readonly order: number;
  readonly data: ReturnType<typeof makeData>;
}

/** A lesson that is being taught. */
interface Teaching {
  readonly lesson: number;
  readonly work: ReturnType<typeof teach>;
}

/** A network that is being judged. */
interface Judging {
  readonly ask: number;
  readonly work: ReturnType<typeof judge>;
}

type Request<Kind extends LaboratoryRequest['kind']> = Extract<LaboratoryRequest, { kind: Kind }>;

/**
 * Makes data sets and trains networks on them, in pieces of some 20 ms.
 *
 * What is heard between two pieces counts from the next one on, so that a halt is done at once.
 */
export class Experimenter {
  readonly #kind: EngineKind;
  readonly #loadBinary: LoadBinary;
  readonly #answer: (answer: LaboratoryAnswer) => void;
  readonly #threads: ThreadHost | undefined;
  #making: DataMaking | null = null;
  #data: LabelledData | null = null;
  /** A run that is asked for and not set up yet. */
  #ordered: Request<'run'> | null = null;
  #run = 0;
  #trainer: Trainer | null = null;
  /** What the run learns from; a newer data set may be there already. */
  #runData: LabelledData | null = null;
  #settings: Request<'settings'>['settings'] | null = null;
  #looking: Generator<void, Look> | null = null;
  /** A moment to go to before anything else. */
  #destination: Checkpoint | null = null;
  #isGoing = false;
  #limits: Limits | null = null;
  #wantsWeights = false;
  #wantsMistakes: Request<'mistakes'> | null = null;
  #pictures: Request<'pictures'>[] = [];
  #teaching: Teaching | null = null;
  #judging: Judging | null = null;

  constructor(kind: EngineKind, loadBinary: LoadBinary, answer: (answer: LaboratoryAnswer) => void, threads?: ThreadHost) {
    this.#kind = kind;
    this.#loadBinary = loadBinary;
    this.#answer = answer;
    this.#threads = threads;
  }

  hear(request: LaboratoryRequest): void {
    if (request.kind === 'data') this.#making = { order: request.order, data: makeData(request.what) };
    else if (request.kind === 'no-data') this.#making = null;
    else if (request.kind === 'run') this.#order(request);
    else if (request.kind === 'travel') this.#travel(request);
    else if (request.kind === 'settings') this.#settings = request.settings;
    else if (request.kind === 'go') {
      this.#limits = request.limits;
      this.#isGoing = true;
    } else if (request.kind === 'limits') this.#limits = request.limits;
    else if (request.kind === 'halt') this.#halt('asked');
    else if (request.kind === 'weights') this.#wantsWeights = true;
    else if (request.kind === 'mistakes') this.#wantsMistakes = request;
    else if (request.kind === 'teach') this.#beginLesson(request);
    else if (request.kind === 'no-lesson') this.#endLesson();
    else if (request.kind === 'judge') this.#beginJudging(request);
    else this.#pictures.push(request);
  }

  /** Does the next piece of work; false where there is none. */
  async step(): Promise<boolean> {
    try {
      return await this.#next();
    } catch (error) {
      this.#isGoing = false;
      this.#looking = null;
      this.#ordered = null;
      this.#destination = null;
      this.#answer({ kind: 'failed', run: this.#run, message: errorMessage(error) });
      return true;
    }
  }

  async #next(): Promise<boolean> {
    const pictures = this.#pictures.shift();
    if (pictures) {
      const data = pictures.of === 'run' ? this.#runData : this.#data;
      const isThere = data !== null && pictures.numbers.every((number) => number < imageCount(data.images));
      const pixels = isThere ? picturesOf(data, pictures.numbers) : new Uint8Array(0);
      this.#answer({ kind: 'pictures', ask: pictures.ask, pixels });
      return true;
    }
    if (this.#teaching) {
      await this.#teach(this.#teaching);
      return true;
    }
    if (this.#judging) {
      await this.#judge(this.#judging);
      return true;
    }
    const isMaking = this.#making !== null;
    if (this.#making) await this.#make(this.#making);
    if (this.#ordered && this.#data) {
      const order = this.#ordered;
      this.#ordered = null;
      await this.#setUp(order, this.#data);
      return true;
    }
    return (await this.#experiment()) || isMaking;
  }

  /** The next piece of the run. */
  async #experiment(): Promise<boolean> {
    const trainer = this.#trainer;
    if (!trainer) return false;
    if (this.#destination) {
      // What was changed before the journey holds at its end.
      this.#change(trainer);
      trainer.start({ kind: 'checkpoint', checkpoint: this.#destination });
      this.#destination = null;
      this.#looking = trainer.look();
    }
    if (this.#looking) {
      this.#look(trainer, this.#looking);
      return true;
    }
    this.#change(trainer);
    if (this.#wantsWeights) {
      this.#wantsWeights = false;
      const { step } = trainer.position;
      this.#answer({ kind: 'weights', run: this.#run, step, parameters: trainer.engine.parameters() });
    }
    if (this.#wantsMistakes) {
      const { most } = this.#wantsMistakes;
      this.#wantsMistakes = null;
      const mistakes = worstMistakes(trainer.engine, this.#runData!, most);
      this.#answer({ kind: 'mistakes', run: this.#run, step: trainer.position.step, mistakes });
      return true;
    }
    if (!this.#isGoing) return false;
    await this.#train(trainer);
    return true;
  }

  async #make(making: DataMaking): Promise<void> {
    const { order } = making;
    try {
      const { value, done } = await making.data.next();
      if (this.#making !== making) return;
      if (!done) return this.#answer({ kind: 'making', order, progress: value });
      this.#making = null;
      this.#data = value;
      this.#answer({ kind: 'data', order, facts: factsOf(value) });
    } catch (error) {
      if (this.#making !== making) return;
      this.#making = null;
      this.#answer({ kind: 'data-failed', order, message: errorMessage(error) });
    }
  }

  #beginLesson({ lesson, what }: Request<'teach'>): void {
    this.#halt('asked');
    this.#endLesson();
    if (!this.#data) {
      this.#answer({ kind: 'teach-failed', lesson, message: 'got no data set, expected one to mix with' });
      return;
    }
    this.#teaching = { lesson, work: teach(what, this.#data, (capacity) => this.#createEngine(capacity)) };
  }

  #endLesson(): void {
    void this.#teaching?.work.return(undefined as never);
    this.#teaching = null;
  }

  async #teach(teaching: Teaching): Promise<void> {
    const { lesson, work } = teaching;
    try {
      const { value, done } = await work.next();
      if (this.#teaching !== teaching) return;
      if (!done) return this.#answer({ kind: 'teaching', lesson, share: value });
      this.#teaching = null;
      this.#answer({ kind: 'taught', lesson, taught: value });
    } catch (error) {
      if (this.#teaching !== teaching) return;
      this.#teaching = null;
      this.#answer({ kind: 'teach-failed', lesson, message: errorMessage(error) });
    }
  }

  #beginJudging({ ask, model, most }: Request<'judge'>): void {
    if (this.#judging) this.#answer({ kind: 'judged', ask: this.#judging.ask, judged: null });
    void this.#judging?.work.return(undefined as never);
    this.#judging = null;
    if (!this.#data) return this.#answer({ kind: 'judged', ask, judged: null });
    this.#judging = { ask, work: judge(model, most, this.#data, (capacity) => this.#createEngine(capacity)) };
  }

  async #judge(judging: Judging): Promise<void> {
    let judged = null;
    try {
      const { value, done } = await judging.work.next();
      if (!done) return;
      judged = value;
    } catch {
      // The page goes on showing what it shows.
    }
    if (this.#judging !== judging) return;
    this.#judging = null;
    this.#answer({ kind: 'judged', ask: judging.ask, judged });
  }

  async #setUp(order: Request<'run'>, data: LabelledData): Promise<void> {
    const { run, network, start, settings, threads } = order;
    this.#looking = null;
    this.#run = run;
    await this.#trainer?.engine.close();
    this.#trainer = null;
    const engine = await this.#openEngine(network, data, threads);
    const accident = (message: string) => this.#answer({ kind: 'accident', run, message });
    const trainer = new Trainer(engine, data, settings, accident);
    trainer.start(start);
    this.#trainer = trainer;
    this.#runData = data;
    const { kind: engineKind, threadShortage } = engine;
    this.#answer({ kind: 'ready', run, engineKind, threads: engine.threads, threadShortage });
    this.#looking = trainer.look();
  }

  /** An engine that holds the data. */
  async #openEngine(network: NetworkDescription, data: LabelledData, threads: number): Promise<Engine> {
    const count = imageCount(data.images);
    if (count - data.validationCount === 0) {
      throw new SimulatorError('out-of-range', 'got a data set without images to learn from, expected at least one');
    }
    const capacity = {
      network,
      maxBatchSize: TRAINING_SETTINGS.batchSize.most,
      maxImages: count,
      maxEntries: data.images.pixelIndex.length,
      training: true,
      augments: true,
      threads,
    };
    const engine = await this.#createEngine(capacity);
    engine.loadImages(data.images);
    return engine;
  }

  /** JavaScript where the chosen kind does not start. */
  #createEngine(capacity: EngineCapacity): Promise<Engine> {
    return createEngine(this.#kind, capacity, this.#loadBinary, this.#threads).catch((error: unknown) => {
      if (this.#kind === 'javascript') throw error;
      return createEngine('javascript', capacity, this.#loadBinary, this.#threads);
    });
  }

  #change(trainer: Trainer): void {
    if (this.#settings) trainer.change(this.#settings);
    this.#settings = null;
  }

  async #train(trainer: Trainer): Promise<void> {
    const run = this.#run;
    const steps = await trainer.train(SLICE_MS, this.#limits);
    // While a lost thread was replaced somebody has left for another moment.
    if (run !== this.#run) return;
    if (steps.losses.length > 0) {
      this.#answer({
        kind: 'steps',
        run: this.#run,
        position: trainer.position,
        learningRate: trainer.learningRate,
        losses: Float32Array.from(steps.losses),
        accuracies: Float32Array.from(steps.accuracies),
      });
    }
    if (steps.halted) {
      this.#isGoing = false;
      this.#answer({ kind: 'halted', run: this.#run, reason: steps.halted, exploded: steps.exploded });
    }
    if (steps.halted || steps.isLookDue) this.#looking = trainer.look();
  }

  #look(trainer: Trainer, looking: Generator<void, Look>): void {
    const { value, done } = looking.next();
    if (!done) return;
    this.#looking = null;
    this.#answer({ kind: 'look', run: this.#run, look: value, checkpoint: trainer.checkpoint() });
  }

  /** What is heard from here on is meant for the new run. */
  #order(order: Request<'run'>): void {
    this.#ordered = order;
    this.#isGoing = false;
    this.#destination = null;
    this.#settings = null;
  }

  #travel({ run, checkpoint }: Request<'travel'>): void {
    this.#isGoing = false;
    this.#run = run;
    this.#destination = checkpoint;
  }

  #halt(reason: HaltReason): void {
    if (!this.#isGoing) return;
    this.#isGoing = false;
    this.#answer({ kind: 'halted', run: this.#run, reason, exploded: null });
    this.#looking ??= this.#trainer?.look() ?? null;
  }
}
