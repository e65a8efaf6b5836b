import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { errorMessage } from '../domain/errors.ts';
import { haveSameStart, networkOf, validSettings, type TrainingSettings } from '../domain/training-settings.ts';
import type {
  Checkpoint,
  ExplodedStep,
  LaboratoryAnswer,
  LaboratoryHandle,
  Limits,
  Look,
  Mistake,
  Position,
  RunStart,
  StartLaboratory,
} from '../engine/laboratory.ts';
import type { DataFacts, DataOrder, DataProgress } from '../engine/laboratory-data.ts';
import type { EngineKind } from '../engine/engine.ts';
import type { Recognition } from './recognition.ts';
import { TrainingHistory, type KeptCheckpoint } from './training-history.ts';

/** Who knows what to train on. */
export interface DataSource {
  /** Another value whenever other data are wanted. */
  readonly choice: ReadonlySignal<unknown>;
  /** What to make for the present choice; files may have to come first. Rejects with SimulatorError, or where `signal` is aborted. */
  readonly order: (signal: AbortSignal) => Promise<DataOrder>;
  /** The data that were ordered last have been made. */
  readonly made: () => void;
  /** They could not be made. */
  readonly refused: (message: string) => void;
}

/** What training is doing. */
export type TrainingStatus =
  | { readonly kind: 'idle' }
  /** Files come, images are written or read; null before anything is known. */
  | { readonly kind: 'making'; readonly progress: DataProgress | null }
  | { readonly kind: 'preparing' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'exploded'; readonly step: ExplodedStep }
  | { readonly kind: 'failed'; readonly message: string };

/** Who does the arithmetic. */
export interface Workforce {
  readonly engineKind: EngineKind;
  readonly threads: number;
  /** Why they are fewer than wanted; null where they are not. */
  readonly threadShortage: string | null;
}

/** Training the page's network in the laboratory beside it. */
export interface Training {
  readonly settings: ReadonlySignal<TrainingSettings>;
  /** What a fresh run starts from. */
  readonly startsFrom: ReadonlySignal<'random' | 'page'>;
  readonly goal: ReadonlySignal<Goal>;
  readonly status: ReadonlySignal<TrainingStatus>;
  readonly data: ReadonlySignal<DataFacts | null>;
  /** Are other data wanted than there are? Then the next start makes them first. */
  readonly isDataOutdated: ReadonlySignal<boolean>;
  /** What the present run learns from and `look` speaks of, though newer data may be there; null while there is no run. */
  readonly runData: ReadonlySignal<DataFacts | null>;
  readonly workforce: ReadonlySignal<Workforce | null>;
  /** Where the run stands; null while there is none. */
  readonly position: ReadonlySignal<Position | null>;
  readonly learningRate: ReadonlySignal<number>;
  /** Images a second of learning, over the last second; null before. */
  readonly speed: ReadonlySignal<number | null>;
  readonly look: ReadonlySignal<Look | null>;
  /** Plain data; grows with `revision`. */
  readonly history: TrainingHistory;
  /** A new number whenever `history` has changed, a few times a second while training runs. */
  readonly revision: ReadonlySignal<number>;
  /** The moment of the past that is looked at; null at the end of the present branch. */
  readonly visited: ReadonlySignal<KeptCheckpoint | null>;
  readonly mistakes: ReadonlySignal<{ readonly step: number; readonly mistakes: readonly Mistake[] } | null>;
  /** What went wrong and was mended; null where nothing did. */
  readonly accident: ReadonlySignal<string | null>;
  /** Has the run begun with another network, or other first numbers, than the settings now ask for? Then the next start is a fresh one. */
  readonly isOutdated: ReadonlySignal<boolean>;
  readonly change: (changes: Partial<TrainingSettings>) => void;
  readonly setStart: (start: 'random' | 'page') => void;
  readonly setGoal: (goal: Partial<Goal>) => void;
  /** Goes on, or begins; makes the data first where there are none yet. */
  readonly start: () => void;
  readonly pause: () => void;
  /** One update, or to the end of the present epoch. */
  readonly advance: (by: 'step' | 'epoch') => void;
  /** Back to the beginning, with the same seed; the lines so far stay for comparison. */
  readonly reset: () => void;
  /** Forgets all lines but the present one. */
  readonly forgetOthers: () => void;
  /** Goes back to a moment; training halts. */
  readonly visit: (checkpoint: KeptCheckpoint) => void;
  /** After an explosion: goes on with a tenth of the rate. */
  readonly goOnSlower: () => void;
  readonly askForMistakes: (most: number) => void;
  /** The images of these numbers, of `data` unless said, [numbers.length × 784]; empty where they are not there. */
  readonly pictures: (numbers: Uint32Array, of?: 'data' | 'run') => Promise<Uint8Array>;
  /** Makes the data without training, to look at them. */
  readonly prepareData: () => void;
  readonly cancelData: () => void;
}

/** When training ends by itself. */
export interface Goal {
  readonly kind: 'none' | 'epochs' | 'accuracy';
  readonly epochs: number;
  /** Share of 1. */
  readonly accuracy: number;
}

/** The page is told no more often than this, and the network's numbers are copied to it no more often than that. */
const PUBLISH_MS = 100;
const WEIGHTS_MS = 250;
/** A laboratory that is lost more often than this is not started again. */
const MAX_LOSSES = 3;
/** Over how long the speed is measured. */
const SPEED_MS = 1000;

export function createTraining(options: {
  readonly recognition: Recognition;
  readonly start: StartLaboratory;
  readonly data: DataSource;
  readonly cores: number;
}): Training {
  const { recognition, data: source } = options;
  const threads = Math.max(1, Math.min(8, options.cores));
  const settings = signal(validSettings({}));
  const startsFrom = signal<'random' | 'page'>('random');
  const goal = signal<Goal>({ kind: 'none', epochs: 10, accuracy: 0.97 });
  const status = signal<TrainingStatus>({ kind: 'idle' });
  const data = signal<DataFacts | null>(null);
  const runData = signal<DataFacts | null>(null);
  const workforce = signal<Workforce | null>(null);
  const position = signal<Position | null>(null);
  const learningRate = signal(0);
  const speed = signal<number | null>(null);
  const look = signal<Look | null>(null);
  const revision = signal(0);
  const visited = signal<KeptCheckpoint | null>(null);
  const mistakes = signal<{ readonly step: number; readonly mistakes: readonly Mistake[] } | null>(null);
  const accident = signal<string | null>(null);
  /** Those of the present run. */
  const runSettings = signal<TrainingSettings | null>(null);
  const history = new TrainingHistory();

  let laboratory: LaboratoryHandle | null = null;
  let losses = 0;
  let run = 0;
  let order = 0;
  /** What the data of the laboratory were made for; null where it has none. */
  const madeFor = signal<{ readonly choice: unknown } | null>(null);
  /** What the data of the run were made for. */
  let runChoice: unknown = null;
  let making: AbortController | null = null;
  /** What to do once there are data, or a run. */
  let whenReady: (() => void) | null = null;
  let isGoing = false;
  let asks = 0;
  const pictureAsks = new Map<number, (pixels: Uint8Array) => void>();
  const tick = { latest: null as Position | null, rate: 0, timer: 0 as ReturnType<typeof setTimeout> | 0, weightsMs: 0 };
  let isWaitingForWeights = false;
  let pace: { readonly atMs: number; readonly position: Position }[] = [];

  const publish = () => {
    clearTimeout(tick.timer);
    tick.timer = 0;
    batch(() => {
      position.value = tick.latest;
      learningRate.value = tick.rate;
      speed.value = paceOf(pace) ?? speed.peek();
      revision.value++;
    });
    const nowMs = performance.now();
    if (tick.latest && !isWaitingForWeights && nowMs - tick.weightsMs >= WEIGHTS_MS) askForWeights();
  };
  const publishSoon = () => {
    tick.timer ||= setTimeout(publish, PUBLISH_MS);
  };
  const askForWeights = () => {
    isWaitingForWeights = true;
    tick.weightsMs = performance.now();
    laboratory?.ask({ kind: 'weights' });
  };

  const fail = (message: string) => {
    isGoing = false;
    whenReady = null;
    status.value = { kind: 'failed', message };
  };

  const hear = (answer: LaboratoryAnswer) => {
    if (answer.kind === 'pictures') {
      pictureAsks.get(answer.ask)?.(answer.pixels);
      pictureAsks.delete(answer.ask);
    } else if (answer.kind === 'making') {
      if (answer.order === order && making) status.value = { kind: 'making', progress: answer.progress };
    } else if (answer.kind === 'data') {
      if (answer.order === order) dataArrived(answer.facts);
    } else if (answer.kind === 'data-failed') {
      if (answer.order !== order) return;
      source.refused(answer.message);
      dataFailed(answer.message);
    } else if (answer.run === run) hearOfRun(answer);
  };

  const hearOfRun = (answer: Exclude<LaboratoryAnswer, { kind: 'pictures' | 'making' | 'data' | 'data-failed' }>) => {
    if (answer.kind === 'ready') {
      const { engineKind, threads: found, threadShortage } = answer;
      workforce.value = { engineKind, threads: found, threadShortage };
      status.value = { kind: 'paused' };
      if (runData.peek() !== data.peek()) {
        batch(() => {
          runData.value = data.peek();
          look.value = null;
          mistakes.value = null;
        });
      }
      then();
    } else if (answer.kind === 'steps') {
      tick.latest = answer.position;
      tick.rate = answer.learningRate;
      history.record(answer.position.step, answer.losses, answer.accuracies);
      const atMs = performance.now();
      pace = [...pace.filter((one) => atMs - one.atMs < SPEED_MS), { atMs, position: answer.position }];
      publishSoon();
    } else if (answer.kind === 'look') {
      const known = visited.peek();
      tick.latest = answer.look.position;
      tick.rate = answer.look.learningRate;
      if (!known) history.look(answer.look, answer.checkpoint);
      look.value = answer.look;
      publishSoon();
    } else if (answer.kind === 'halted') {
      isGoing = false;
      pace = [];
      batch(() => {
        status.value = answer.exploded ? { kind: 'exploded', step: answer.exploded } : { kind: 'paused' };
        if (answer.exploded) tick.latest = answer.exploded.position;
      });
      publish();
      askForWeights();
    } else if (answer.kind === 'weights') {
      isWaitingForWeights = false;
      void recognition.show({ network: networkOf(runSettings.peek()!), parameters: answer.parameters });
    } else if (answer.kind === 'mistakes') mistakes.value = { step: answer.step, mistakes: answer.mistakes };
    else if (answer.kind === 'accident') accident.value = answer.message;
    else fail(answer.message);
  };

  const lost = (reason: string) => {
    const wasGoing = isGoing;
    laboratory = null;
    madeFor.value = null;
    isWaitingForWeights = false;
    for (const done of pictureAsks.values()) done(new Uint8Array(0));
    pictureAsks.clear();
    losses++;
    if (losses > MAX_LOSSES) return fail(reason);
    accident.value = reason;
    const waiting = whenReady;
    const last = visited.peek()?.checkpoint ?? history.checkpoints.at(-1)?.checkpoint;
    if (waiting) withData(waiting);
    else if (!runSettings.peek() || !last) status.value = { kind: 'idle' };
    else {
      withData(() => {
        beginRun({ kind: 'checkpoint', checkpoint: last });
        if (wasGoing) whenReady = () => go();
      });
    }
  };
  const handle = (): LaboratoryHandle => (laboratory ??= options.start(hear, lost));

  const then = () => {
    const next = whenReady;
    whenReady = null;
    next?.();
  };

  /** Does something once the data of the present choice are there. */
  const withData = (next: () => void) => {
    whenReady = next;
    const choice = source.choice.peek();
    if (madeFor.peek()?.choice === choice) return then();
    making?.abort();
    const controller = new AbortController();
    making = controller;
    order++;
    status.value = { kind: 'making', progress: null };
    void orderData(controller, choice);
  };
  const orderData = async (controller: AbortController, choice: unknown) => {
    try {
      const what = await source.order(controller.signal);
      if (making !== controller) return;
      madeFor.value = { choice };
      handle().ask({ kind: 'data', order, what });
    } catch (error) {
      if (making === controller) dataFailed(errorMessage(error));
    }
  };
  const dataArrived = (facts: DataFacts) => {
    making = null;
    source.made();
    batch(() => {
      data.value = facts;
      status.value = runSettings.peek() ? { kind: 'paused' } : { kind: 'idle' };
    });
    then();
  };
  const dataFailed = (message: string) => {
    making = null;
    madeFor.value = null;
    fail(message);
  };

  const limits = (): Limits | null => {
    const { kind, epochs, accuracy } = goal.peek();
    if (kind === 'none') return null;
    return kind === 'epochs' ? { epochs } : { accuracy };
  };
  const beginRun = (from: RunStart) => {
    const chosen = settings.peek();
    run++;
    isGoing = false;
    runSettings.value = chosen;
    runChoice = madeFor.peek()?.choice;
    status.value = { kind: 'preparing' };
    handle().ask({ kind: 'run', run, network: networkOf(chosen), start: from, settings: chosen, threads });
  };
  const firstStart = (): RunStart => {
    const { initialization, seed } = settings.peek();
    const own = recognition.learned.peek();
    const page = recognition.status.peek();
    const fits = page.kind === 'ready' && JSON.stringify(page.network) === JSON.stringify(networkOf(settings.peek()));
    return startsFrom.peek() === 'page' && own && fits
      ? { kind: 'parameters', parameters: own }
      : { kind: 'random', initialization, seed };
  };
  const startAfresh = () => {
    batch(() => {
      visited.value = null;
      look.value = null;
      mistakes.value = null;
      speed.value = null;
    });
    history.branchOff(settings.peek(), null);
    beginRun(firstStart());
  };
  const go = (wanted: Limits | null = limits()) => {
    const from = visited.peek();
    if (from && from.id !== history.checkpoints.at(-1)?.id) {
      history.branchOff(settings.peek(), { branch: from.branch, step: from.checkpoint.position.step });
    }
    batch(() => {
      visited.value = null;
      status.value = { kind: 'running' };
    });
    isGoing = true;
    handle().ask({ kind: 'go', limits: wanted });
  };
  const isOutdated = computed(() => runSettings.value !== null && !haveSameStart(runSettings.value, settings.value));
  /** Runs on to some limits, from where the run stands, on the data that are chosen now. */
  const runOn = (wanted: () => Limits | null) => {
    if (isGoing || making) return;
    const hasRun = runSettings.peek() !== null && !isOutdated.peek();
    const isSameData = runChoice === source.choice.peek();
    withData(() => {
      if (hasRun && isSameData && laboratory) return go(wanted());
      const last = visited.peek()?.checkpoint ?? history.checkpoints.at(-1)?.checkpoint;
      if (hasRun && last) beginRun({ kind: 'checkpoint', checkpoint: onOtherData(last) });
      else startAfresh();
      whenReady = () => go(wanted());
    });
  };

  return {
    settings,
    startsFrom,
    goal,
    status,
    data,
    isDataOutdated: computed(() => madeFor.value?.choice !== source.choice.value),
    runData,
    workforce,
    position,
    learningRate,
    speed,
    look,
    history,
    revision,
    visited,
    mistakes,
    accident,
    isOutdated,
    change(changes) {
      const next = validSettings({ ...changes }, settings.peek());
      settings.value = next;
      if (!runSettings.peek()) return;
      if (isOutdated.peek()) {
        if (isGoing) laboratory?.ask({ kind: 'halt' });
      } else {
        runSettings.value = next;
        laboratory?.ask({ kind: 'settings', settings: next });
      }
    },
    setStart(next) {
      startsFrom.value = next;
    },
    setGoal(next) {
      goal.value = { ...goal.peek(), ...next };
      if (isGoing) laboratory?.ask({ kind: 'go', limits: limits() });
    },
    start: () => runOn(limits),
    pause() {
      if (making || status.peek().kind === 'preparing') whenReady = null;
      laboratory?.ask({ kind: 'halt' });
    },
    advance(by) {
      runOn(() => {
        const { step, epoch } = tick.latest ?? { step: 0, epoch: 0 };
        return by === 'step' ? { steps: step + 1 } : { epochs: epoch + 1 };
      });
    },
    reset() {
      laboratory?.ask({ kind: 'halt' });
      withData(startAfresh);
    },
    forgetOthers() {
      history.forgetOthers();
      revision.value++;
    },
    visit(kept) {
      run++;
      isGoing = false;
      pace = [];
      batch(() => {
        visited.value = kept;
        status.value = { kind: 'paused' };
      });
      handle().ask({ kind: 'travel', run, checkpoint: kept.checkpoint });
      askForWeights();
    },
    goOnSlower() {
      const { kind } = status.peek();
      if (kind !== 'exploded') return;
      const next = validSettings({ learningRate: Number((settings.peek().learningRate / 10).toPrecision(3)) }, settings.peek());
      settings.value = next;
      runSettings.value = next;
      laboratory?.ask({ kind: 'settings', settings: next });
      runOn(limits);
    },
    askForMistakes(most) {
      laboratory?.ask({ kind: 'mistakes', most });
    },
    pictures(numbers, of = 'data') {
      const ask = ++asks;
      return new Promise((done) => {
        if (!data.peek()) return done(new Uint8Array(0));
        pictureAsks.set(ask, done);
        handle().ask({ kind: 'pictures', ask, of, numbers });
      });
    },
    prepareData: () => withData(() => undefined),
    cancelData() {
      making?.abort();
      making = null;
      madeFor.value = null;
      whenReady = null;
      laboratory?.ask({ kind: 'no-data' });
      status.value = runSettings.peek() ? { kind: 'paused' } : { kind: 'idle' };
    },
  };
}

/** Another data set begins with its first image. */
function onOtherData({ position, snapshot }: Checkpoint): Checkpoint {
  return { position: { ...position, shown: 0 }, snapshot };
}

/** Images a second of learning between the first and the last of these; null for too few. */
function paceOf(pace: readonly { readonly position: Position }[]): number | null {
  const first = pace[0]?.position;
  const last = pace.at(-1)?.position;
  if (!first || !last || !(last.seconds > first.seconds)) return null;
  return (last.images - first.images) / (last.seconds - first.seconds);
}
