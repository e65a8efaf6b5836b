import { batch, computed, signal } from '@preact/signals';
import { errorMessage } from '../domain/errors.ts';
import type { Model, NetworkParameters } from '../domain/parameters.ts';
import { haveSameStart, networkOf, startingAs, validSettings, type TrainingSettings } from '../domain/training-settings.ts';
import type {
  LaboratoryAnswer,
  LaboratoryHandle,
  Limits,
  Look,
  Mistake,
  Position,
  RunStart,
  StartLaboratory,
} from '../engine/laboratory.ts';
import type { DataFacts } from '../engine/laboratory-data.ts';
import { createDataSupply, type DataSource } from './data-supply.ts';
import { createLessons } from './lessons.ts';
import { createQuestions } from './questions.ts';
import type { Recognition } from './recognition.ts';
import type { Goal, Training, TrainingStatus, Workforce } from './training.ts';
import { TrainingHistory, type KeptCheckpoint } from './training-history.ts';

/** The page is told no more often than this, and the network's numbers are copied to it no more often than that. */
const PUBLISH_MS = 100;
const WEIGHTS_MS = 400;
/** A laboratory that is lost more often than this is not started again. */
const MAX_LOSSES = 3;
/** More threads than this gain nothing on a network of this size. */
const MOST_THREADS = 8;
/** Over how long the speed is measured. */
const SPEED_MS = 1000;

type Timer = ReturnType<typeof setTimeout> | 0;

export function createTraining(options: {
  readonly recognition: Recognition;
  readonly start: StartLaboratory;
  readonly data: DataSource;
  readonly cores: number;
}): Training {
  const { recognition, data: source } = options;
  const threads = threadsFor(options.cores);
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
  /** Is the page's network another one now, from which the next start goes on? */
  const isSetAside = signal(false);
  const isAsleep = signal(false);
  const history = new TrainingHistory();

  let laboratory: LaboratoryHandle | null = null;
  let losses = 0;
  let run = 0;
  /** What the data of the run were made for. */
  let runChoice: unknown = null;
  /** Is the run set up? */
  let isReady = false;
  let isGoing = false;
  let goingTo: Limits | null = null;
  /** What to do once the run is set up, or the journey has begun. */
  let whenReady: (() => void) | null = null;
  /** What the present branch started from, and what the run to which `reset` leads back. */
  let branchStart: RunStart | null = null;
  let origin: RunStart | null = null;
  /** A journey waits until the end of the run is kept: for the halt, and for the look after it. */
  let leaving: { readonly to: KeptCheckpoint; hasHalted: boolean } | null = null;
  /** Does the run bring its network to the page, and which numbers has it brought last? */
  let isShown = false;
  const shown = signal<NetworkParameters | null>(null);
  const tick = {
    latest: null as Position | null,
    rate: 0,
    timer: 0 as Timer,
    historyTimer: 0 as Timer,
    weightsMs: 0,
  };
  let isWaitingForWeights = false;
  /** The numbers that came last from the run. */
  let brought: { readonly step: number; readonly parameters: NetworkParameters } | null = null;
  let pace: { readonly atMs: number; readonly position: Position }[] = [];

  const publish = (isNow = true) => {
    clearTimeout(tick.timer);
    clearTimeout(tick.historyTimer);
    tick.timer = 0;
    batch(() => {
      position.value = tick.latest;
      learningRate.value = tick.rate;
      speed.value = paceOf(pace) ?? speed.peek();
      if (isNow) revision.value++;
    });
    // Numbers in one frame, pictures in another: neither keeps the page for long.
    if (!isNow) tick.historyTimer = setTimeout(() => revision.value++, PUBLISH_MS / 2);
    const nowMs = performance.now();
    if (tick.latest && !isWaitingForWeights && nowMs - tick.weightsMs >= WEIGHTS_MS) askForWeights();
  };
  const publishSoon = () => {
    tick.timer ||= setTimeout(() => publish(false), PUBLISH_MS);
  };
  const askForWeights = () => {
    if (!isShown) return;
    isWaitingForWeights = true;
    tick.weightsMs = performance.now();
    laboratory?.ask({ kind: 'weights' });
  };

  /** What training is doing while nothing is made or set up. */
  const restingStatus = (): TrainingStatus =>
    isGoing ? { kind: 'running' } : runSettings.peek() ? { kind: 'paused' } : { kind: 'idle' };
  const fail = (message: string) => {
    isGoing = false;
    whenReady = null;
    leaving = null;
    lessons.end(message);
    status.value = { kind: 'failed', message };
  };

  const hear = (answer: LaboratoryAnswer) => {
    if ('ask' in answer) questions.hear(answer);
    else if (answer.kind === 'making' || answer.kind === 'data' || answer.kind === 'data-failed') supply.hear(answer);
    else if ('lesson' in answer) lessons.hear(answer);
    else if (answer.run === run) hearOfRun(answer);
  };

  const hearOfRun = (answer: Extract<LaboratoryAnswer, { run: number }>) => {
    if (answer.kind === 'ready') {
      const { engineKind, threads: found, threadShortage } = answer;
      isReady = true;
      batch(() => {
        workforce.value = { engineKind, threads: found, threadShortage };
        status.value = { kind: 'paused' };
        if (runData.peek() === data.peek()) return;
        runData.value = data.peek();
        look.value = null;
        mistakes.value = null;
      });
      then();
    } else if (answer.kind === 'steps') {
      tick.latest = answer.position;
      tick.rate = answer.learningRate;
      history.record(answer.position.step, answer.losses, answer.accuracies);
      const atMs = performance.now();
      pace = [...pace.filter((one) => atMs - one.atMs < SPEED_MS), { atMs, position: answer.position }];
      publishSoon();
    } else if (answer.kind === 'look') {
      tick.latest = answer.look.position;
      tick.rate = answer.look.learningRate;
      if (!visited.peek() || leaving) history.look(answer.look, answer.checkpoint);
      look.value = answer.look;
      if (leaving?.hasHalted) arriveAtEnd(leaving.to);
      if (isGoing) publishSoon();
      else publish();
      if (!isGoing && !isWaitingForWeights) askForWeights();
    } else if (answer.kind === 'halted') {
      isGoing = false;
      pace = [];
      if (answer.exploded) tick.latest = answer.exploded.position;
      if (leaving) leaving.hasHalted = true;
      else status.value = answer.exploded ? { kind: 'exploded', step: answer.exploded } : { kind: 'paused' };
      publish();
      askForWeights();
    } else if (answer.kind === 'weights') {
      isWaitingForWeights = false;
      if (!isShown) return;
      brought = { step: answer.step, parameters: answer.parameters };
      show({ network: networkOf(runSettings.peek()!), parameters: answer.parameters });
    } else if (answer.kind === 'mistakes') mistakes.value = { step: answer.step, mistakes: answer.mistakes };
    else if (answer.kind === 'accident') accident.value = answer.message;
    else fail(answer.message);
  };
  const show = (model: Model) => {
    const shows = async () => {
      await recognition.show(model);
      if (isShown) shown.value = recognition.learned.peek();
    };
    shows().catch((error: unknown) => {
      accident.value = errorMessage(error);
    });
  };

  const lost = (reason: string) => {
    const reached = tick.latest?.step ?? 0;
    // Steps whose end is not kept are taken once more, with the same bits.
    const isEndLost = !visited.peek() && reached > (history.end?.record.step ?? 0);
    const again = isGoing ? () => go(goingTo) : isEndLost ? () => go({ steps: reached }) : null;
    const goOn = whenReady ?? again;
    laboratory = null;
    isReady = false;
    isGoing = false;
    whenReady = null;
    leaving = null;
    isWaitingForWeights = false;
    pace = [];
    // What came after the last moment that is kept has to be learned once more.
    history.backToEnd();
    questions.lost();
    lessons.lost(reason);
    const { wasMaking, next } = supply.lost();
    losses++;
    if (losses > MAX_LOSSES) return fail(reason);
    accident.value = reason;
    if (next) return supply.whenThere(next);
    const isOn = runSettings.peek() !== null && !isOutdated.peek();
    if (isOn) supply.whenThere(() => beginRun(presentStart(), goOn));
    else if (wasMaking) supply.whenThere(null);
    else status.value = restingStatus();
  };
  const handle = (): LaboratoryHandle => (laboratory ??= options.start(hear, lost));

  const supply = createDataSupply({
    source,
    ask: (request) => handle().ask(request),
    making: (progress) => {
      status.value = { kind: 'making', progress };
    },
    made: (facts) => {
      batch(() => {
        data.value = facts;
        status.value = restingStatus();
      });
    },
    failed: fail,
  });

  const questions = createQuestions((request) => handle().ask(request));
  const lessons = createLessons({ ask: (request) => laboratory?.ask(request), whenThere: (next) => supply.whenThere(next) });

  const then = () => {
    const next = whenReady;
    whenReady = null;
    next?.();
  };

  const limits = (): Limits | null => {
    const { kind, epochs, accuracy } = goal.peek();
    if (kind === 'none') return null;
    return kind === 'epochs' ? { epochs } : { accuracy };
  };
  const beginRun = (from: RunStart, next: (() => void) | null = null) => {
    const chosen = settings.peek();
    run++;
    isReady = false;
    isGoing = false;
    isShown = true;
    isWaitingForWeights = false;
    leaving = null;
    whenReady = next;
    isSetAside.value = false;
    isAsleep.value = false;
    runSettings.value = chosen;
    runChoice = supply.choice();
    status.value = { kind: 'preparing' };
    handle().ask({ kind: 'run', run, network: networkOf(chosen), start: from, settings: chosen, threads });
  };
  /** Where the run stands, as far as the page knows. */
  const presentStart = (): RunStart => {
    const kept = visited.peek() ?? history.end;
    return kept ? { kind: 'checkpoint', checkpoint: kept.checkpoint } : (branchStart ?? firstStart());
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
  const startAfresh = (from: RunStart, next: (() => void) | null = null) => {
    batch(() => {
      visited.value = null;
      look.value = null;
      mistakes.value = null;
      speed.value = null;
    });
    origin = branchStart = from;
    tick.latest = null;
    history.branchOff(settings.peek(), null);
    beginRun(from, next);
  };
  const go = (wanted: Limits | null) => {
    const from = visited.peek();
    if (from) {
      history.branchOff(settings.peek(), from);
      branchStart = { kind: 'checkpoint', checkpoint: from.checkpoint };
    }
    batch(() => {
      visited.value = null;
      status.value = { kind: 'running' };
    });
    isGoing = true;
    isShown = true;
    goingTo = wanted;
    handle().ask({ kind: 'go', limits: wanted });
  };
  const isOutdated = computed(
    () => runSettings.value !== null && (isSetAside.value || !haveSameStart(runSettings.value, settings.value)),
  );
  /** Runs on to some limits, from where the run stands, on the data that are chosen now. */
  const runOn = (wanted: () => Limits | null) => {
    if (isGoing || supply.isMaking()) return;
    lessons.end('training has gone on');
    const next = () => go(wanted());
    if (leaving || status.peek().kind === 'preparing') {
      whenReady = next;
      return;
    }
    losses = 0;
    accident.value = null;
    const hasRun = runSettings.peek() !== null && !isOutdated.peek();
    const isSameData = runChoice === source.choice.peek();
    supply.whenThere(() => {
      if (hasRun && isSameData && isReady) next();
      else if (hasRun) beginRun(presentStart(), next);
      else startAfresh(firstStart(), next);
    });
  };
  const apply = (next: TrainingSettings) => {
    settings.value = next;
    if (!runSettings.peek() || isSetAside.peek()) return;
    if (isOutdated.peek()) {
      if (isGoing) laboratory?.ask({ kind: 'halt' });
    } else {
      runSettings.value = next;
      laboratory?.ask({ kind: 'settings', settings: next });
    }
  };
  /** Goes to a moment: at once in the laboratory of the same network, else with a run of its own. */
  const depart = (to: KeptCheckpoint) => {
    leaving = null;
    isShown = true;
    if (!isReady || JSON.stringify(networkOf(runSettings.peek()!)) !== JSON.stringify(networkOf(settings.peek()))) {
      return supply.whenThere(() => beginRun({ kind: 'checkpoint', checkpoint: to.checkpoint }));
    }
    run++;
    isWaitingForWeights = false;
    isSetAside.value = false;
    runSettings.value = settings.peek();
    const { checkpoint } = to;
    handle().ask({ kind: 'settings', settings: settings.peek() });
    handle().ask({ kind: 'travel', run, checkpoint });
    askForWeights();
    status.value = { kind: 'paused' };
    then();
  };
  /** The end is kept now: on to where somebody wanted to go, if it is not the end itself. */
  const arriveAtEnd = (to: KeptCheckpoint) => {
    if (visited.peek()) return depart(to);
    leaving = null;
    then();
  };
  const visit = (to: KeptCheckpoint) => {
    const branch = history.branches.find(({ id }) => id === to.branch);
    if (!branch || supply.isMaking()) return;
    // What was learned since the last checkpoint is not lost: the run halts and is looked at before it is left.
    const isEndKept = !isReady || (!isGoing && (visited.peek() !== null || tick.latest?.step === history.end?.record.step));
    const isLeaving = leaving !== null || !isEndKept;
    if (isGoing) laboratory?.ask({ kind: 'halt' });
    batch(() => {
      visited.value = to.id === history.end?.id ? null : to;
      settings.value = startingAs(branch.settings, settings.peek());
      mistakes.value = null;
      status.value = { kind: 'paused' };
    });
    whenReady = null;
    lessons.end('training has gone back');
    if (isLeaving) leaving = { to, hasHalted: leaving?.hasHalted ?? !isGoing };
    else depart(to);
    isGoing = false;
    pace = [];
  };

  const toEnd = () => {
    if (!visited.peek()) return;
    if (history.end) return visit(history.end);
    visited.value = null;
    settings.value = startingAs(history.present!.settings, settings.peek());
    supply.whenThere(() => beginRun(presentStart()));
  };

  return {
    settings,
    startsFrom,
    goal,
    status,
    data,
    isDataOutdated: supply.isOutdated,
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
    change: (changes) => apply(validSettings({ ...changes }, settings.peek())),
    setStart(next) {
      startsFrom.value = next;
      origin = null;
    },
    setGoal(next) {
      goal.value = { ...goal.peek(), ...next };
      if (!isGoing) return;
      goingTo = limits();
      laboratory?.ask({ kind: 'limits', limits: goingTo });
    },
    start: () => runOn(limits),
    pause() {
      whenReady = null;
      laboratory?.ask({ kind: 'halt' });
    },
    advance(by) {
      runOn(() => {
        const { step, epoch } = tick.latest ?? { step: 0, epoch: 0 };
        return by === 'step' ? { steps: step + 1 } : { epochs: epoch + 1 };
      });
    },
    reset() {
      lessons.end('training has begun again');
      laboratory?.ask({ kind: 'halt' });
      isGoing = false;
      const from = isOutdated.peek() ? null : origin;
      supply.whenThere(() => startAfresh(from ?? firstStart()));
    },
    forgetOthers() {
      history.forgetOthers();
      if (visited.peek() && !history.checkpoints.includes(visited.peek()!)) toEnd();
      revision.value++;
    },
    visit,
    returnToEnd: toEnd,
    async adopt(model, described) {
      if (isGoing) laboratory?.ask({ kind: 'halt' });
      whenReady = null;
      const wasShown = isShown;
      isShown = false;
      await recognition.show(model).catch((error: unknown) => {
        isShown = wasShown;
        throw error;
      });
      if (!described) return;
      batch(() => {
        isSetAside.value = runSettings.peek() !== null;
        settings.value = described;
        startsFrom.value = 'page';
      });
    },
    work() {
      const trained = runSettings.peek();
      return trained && history.end ? { settings: trained, ...history.content() } : null;
    },
    resume(work) {
      if (runSettings.peek() || supply.isMaking()) return false;
      history.restore(work);
      const end = history.end!;
      const first = history.along(history.present!)[0]!;
      origin = first.record.step === 0 ? { kind: 'checkpoint', checkpoint: first.checkpoint } : null;
      tick.latest = end.checkpoint.position;
      tick.rate = end.record.learningRate;
      batch(() => {
        runSettings.value = work.settings;
        isAsleep.value = true;
        status.value = { kind: 'paused' };
        publish();
      });
      return true;
    },
    isAsleep,
    wake() {
      if (isAsleep.peek() && !supply.isMaking()) supply.whenThere(() => beginRun(presentStart()));
    },
    discard() {
      if (!isAsleep.peek()) return false;
      supply.cancel();
      history.restore({ branches: [], checkpoints: [] });
      origin = branchStart = tick.latest = null;
      batch(() => {
        isAsleep.value = false;
        runSettings.value = null;
        visited.value = null;
        status.value = { kind: 'idle' };
        publish();
      });
      return true;
    },
    logOf(parameters) {
      const trained = runSettings.peek();
      const { present } = history;
      if (!trained || !present || !brought || !haveSameBits(brought.parameters, parameters)) return null;
      const { step } = brought;
      const branch = history.branches.find(({ id }) => id === visited.peek()?.branch) ?? present;
      const learnedFrom = runData.peek();
      const looks = history.along(branch).filter(({ record }) => record.step <= step);
      return {
        settings: trained,
        step,
        data: learnedFrom && {
          source: learnedFrom.source,
          images: learnedFrom.labels.length - learnedFrom.validationCount,
          heldBack: learnedFrom.validationCount,
        },
        looks: looks.map(({ record }) => ({
          step: record.step,
          images: record.images,
          ...(record.seconds !== undefined && { seconds: record.seconds }),
          learningRate: record.learningRate,
          validation: record.validation,
        })),
      };
    },
    goOnSlower() {
      if (status.peek().kind !== 'exploded') return;
      const slower = Number((settings.peek().learningRate / 10).toPrecision(3));
      apply(validSettings({ learningRate: slower }, settings.peek()));
      runOn(limits);
    },
    askForMistakes(most) {
      laboratory?.ask({ kind: 'mistakes', most });
    },
    isShown: computed(() => shown.value !== null && shown.value === recognition.learned.value),
    judge: async (model, most) => (data.peek() ? questions.judge(model, most) : null),
    pictures: async (numbers, of = 'data') => (data.peek() ? questions.pictures(numbers, of) : new Uint8Array(0)),
    teach(what, progress, aborted) {
      if (isGoing) laboratory?.ask({ kind: 'halt' });
      return lessons.begin(what, progress, aborted);
    },
    prepareData: () => supply.whenThere(null),
    cancelData() {
      lessons.end('the data were cancelled');
      supply.cancel();
      whenReady = null;
      status.value = restingStatus();
    },
  };
}

/**
 * How many threads train: one core is left to the page.
 *
 * Threads wait for each other at every step; where the page needs one of their cores, the slowest holds up all, and two threads on two cores learn
 * more slowly than one.
 */
function threadsFor(cores: number): number {
  return Math.min(MOST_THREADS, Math.max(1, cores - 1));
}

function haveSameBits(one: NetworkParameters, other: NetworkParameters): boolean {
  const same = (a: Float32Array | null, b: Float32Array | null) =>
    a?.length === b?.length && (a?.every((value, n) => Object.is(value, b![n])) ?? true);
  return (
    one.length === other.length &&
    one.every(({ weight, bias }, layer) => same(weight, other[layer]!.weight) && same(bias, other[layer]!.bias))
  );
}

/** Images a second of learning between the first and the last of these; null for too few. */
function paceOf(pace: readonly { readonly position: Position }[]): number | null {
  const first = pace[0]?.position;
  const last = pace.at(-1)?.position;
  if (!first || !last || !(last.seconds > first.seconds)) return null;
  return (last.images - first.images) / (last.seconds - first.seconds);
}
