import { batch, computed, signal } from '@preact/signals';
import { errorMessage } from '../domain/errors.ts';
import { haveSameStart, networkOf, validSettings, type TrainingSettings } from '../domain/training-settings.ts';
import type {
  LaboratoryAnswer,
  LaboratoryHandle,
  LaboratoryRequest,
  Limits,
  RunStart,
  StartLaboratory,
} from '../engine/laboratory.ts';
import type { DataFacts } from '../engine/laboratory-data.ts';
import { createDataSupply, type DataSource } from './data-supply.ts';
import { createJourneys } from './journeys.ts';
import { createLessons } from './lessons.ts';
import { createQuestions } from './questions.ts';
import type { Recognition } from './recognition.ts';
import { createRunKeeping } from './run-keeping.ts';
import { createRunNetwork } from './run-network.ts';
import { createRunReadings } from './run-readings.ts';
import { createRunStarts } from './run-starts.ts';
import { createRunState, goOnWith } from './run-state.ts';
import type { Goal, Training, TrainingStatus, Workforce } from './training.ts';

/** A laboratory that is lost more often than this is not started again. */
const MAX_LOSSES = 3;
/** More threads than this gain nothing on a network of this size. */
const MOST_THREADS = 8;

export function createTraining(options: {
  readonly recognition: Recognition;
  readonly start: StartLaboratory;
  readonly data: DataSource;
  readonly cores: number;
}): Training {
  const { recognition, data: source } = options;
  const threads = threadsFor(options.cores);
  const run = createRunState();
  const { settings, status, runData, look, visited, mistakes, runSettings, isSetAside, isAsleep, history } = run;
  const startsFrom = signal<'random' | 'page'>('random');
  const goal = signal<Goal>({ kind: 'none', epochs: 10, accuracy: 0.97 });
  const data = signal<DataFacts | null>(null);
  const starts = createRunStarts(run, recognition, startsFrom);
  const workforce = signal<Workforce | null>(null);
  const accident = signal<string | null>(null);

  let laboratory: LaboratoryHandle | null = null;
  let losses = 0;
  /** What the data of the run were made for. */
  let runChoice: unknown = null;
  let goingTo: Limits | null = null;
  const { position, learningRate, speed, revision, pace, publish, publishSoon } = createRunReadings(run, () =>
    network.askInTime(),
  );

  /** What training is doing while nothing is made or set up. */
  const restingStatus = (): TrainingStatus =>
    run.isGoing ? { kind: 'running' } : runSettings.peek() ? { kind: 'paused' } : { kind: 'idle' };
  const fail = (message: string) => {
    run.isGoing = false;
    run.whenReady = null;
    journeys.end();
    lessons.end(message);
    status.value = { kind: 'failed', message };
  };

  const hear = (answer: LaboratoryAnswer) => {
    if ('ask' in answer) questions.hear(answer);
    else if (answer.kind === 'making' || answer.kind === 'data' || answer.kind === 'data-failed') supply.hear(answer);
    else if ('lesson' in answer) lessons.hear(answer);
    else if (answer.run === run.number) hearOfRun(answer);
  };

  const hearOfRun = (answer: Extract<LaboratoryAnswer, { run: number }>) => {
    if (answer.kind === 'ready') {
      const { engineKind, threads: found, threadShortage } = answer;
      run.isReady = true;
      batch(() => {
        workforce.value = { engineKind, threads: found, threadShortage };
        status.value = { kind: 'paused' };
        if (runData.peek() === data.peek()) return;
        runData.value = data.peek();
        look.value = null;
        mistakes.value = null;
      });
      goOnWith(run);
    } else if (answer.kind === 'steps') {
      run.latest = answer.position;
      run.rate = answer.learningRate;
      history.record(answer.position.step, answer.losses, answer.accuracies);
      pace.add(answer.position);
      publishSoon();
    } else if (answer.kind === 'look') {
      run.latest = answer.look.position;
      run.rate = answer.look.learningRate;
      if (!visited.peek() || journeys.isLeaving()) history.look(answer.look, answer.checkpoint);
      look.value = answer.look;
      journeys.looked();
      if (run.isGoing) publishSoon();
      else publish();
      if (!run.isGoing) network.askOnce();
    } else if (answer.kind === 'halted') {
      run.isGoing = false;
      pace.clear();
      if (answer.exploded) run.latest = answer.exploded.position;
      if (!journeys.halted()) status.value = answer.exploded ? { kind: 'exploded', step: answer.exploded } : { kind: 'paused' };
      publish();
      network.ask();
    } else if (answer.kind === 'weights') {
      network.hear(answer.step, networkOf(runSettings.peek()!), answer.parameters);
    } else if (answer.kind === 'mistakes') mistakes.value = { step: answer.step, mistakes: answer.mistakes };
    else if (answer.kind === 'accident') accident.value = answer.message;
    else fail(answer.message);
  };
  const lost = (reason: string) => {
    const reached = run.latest?.step ?? 0;
    // Steps whose end is not kept are taken once more, with the same bits.
    const isEndLost = !visited.peek() && reached > (history.end?.record.step ?? 0);
    const again = run.isGoing ? () => go(goingTo) : isEndLost ? () => go({ steps: reached }) : null;
    const goOn = run.whenReady ?? again;
    laboratory = null;
    run.isReady = false;
    run.isGoing = false;
    run.whenReady = null;
    journeys.end();
    network.forgetQuestion();
    pace.clear();
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
    if (isOn) supply.whenThere(() => beginRun(starts.present(), goOn));
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
  const ask = (request: LaboratoryRequest) => handle().ask(request);
  const network = createRunNetwork({
    recognition,
    ask: (request) => laboratory?.ask(request),
    failed: (error) => {
      accident.value = errorMessage(error);
    },
  });
  const journeys = createJourneys({
    run,
    network,
    supply,
    ask,
    begin: (from) => beginRun(from),
    standing: starts.present,
    departing: () => {
      lessons.end('training has gone back');
      pace.clear();
    },
  });
  const keeping = createRunKeeping({
    run,
    network,
    isMaking: supply.isMaking,
    cancelData: supply.cancel,
    publish,
  });
  const lessons = createLessons({ ask: (request) => laboratory?.ask(request), whenThere: (next) => supply.whenThere(next) });

  const limits = (): Limits | null => {
    const { kind, epochs, accuracy } = goal.peek();
    if (kind === 'none') return null;
    return kind === 'epochs' ? { epochs } : { accuracy };
  };
  const beginRun = (from: RunStart, next: (() => void) | null = null) => {
    const chosen = settings.peek();
    run.number++;
    run.isReady = false;
    run.isGoing = false;
    network.follow();
    network.forgetQuestion();
    journeys.end();
    run.whenReady = next;
    isSetAside.value = false;
    isAsleep.value = false;
    runSettings.value = chosen;
    runChoice = supply.choice();
    status.value = { kind: 'preparing' };
    handle().ask({ kind: 'run', run: run.number, network: networkOf(chosen), start: from, settings: chosen, threads });
  };
  const startAfresh = (from: RunStart, next: (() => void) | null = null) => {
    batch(() => {
      visited.value = null;
      look.value = null;
      mistakes.value = null;
      speed.value = null;
    });
    run.origin = run.branchStart = from;
    run.latest = null;
    history.branchOff(settings.peek(), null);
    beginRun(from, next);
  };
  const go = (wanted: Limits | null) => {
    const from = visited.peek();
    if (from) {
      history.branchOff(settings.peek(), from);
      run.branchStart = { kind: 'checkpoint', checkpoint: from.checkpoint };
    }
    batch(() => {
      visited.value = null;
      status.value = { kind: 'running' };
    });
    run.isGoing = true;
    network.follow();
    goingTo = wanted;
    handle().ask({ kind: 'go', limits: wanted });
  };
  const isOutdated = computed(
    () => runSettings.value !== null && (isSetAside.value || !haveSameStart(runSettings.value, settings.value)),
  );
  /** Runs on to some limits, from where the run stands, on the data that are chosen now. */
  const runOn = (wanted: () => Limits | null) => {
    if (run.isGoing || supply.isMaking()) return;
    lessons.end('training has gone on');
    const next = () => go(wanted());
    if (journeys.isLeaving() || status.peek().kind === 'preparing') {
      run.whenReady = next;
      return;
    }
    losses = 0;
    accident.value = null;
    const hasRun = runSettings.peek() !== null && !isOutdated.peek();
    const isSameData = runChoice === source.choice.peek();
    supply.whenThere(() => {
      if (hasRun && isSameData && run.isReady) next();
      else if (hasRun) beginRun(starts.present(), next);
      else startAfresh(starts.fresh(), next);
    });
  };
  const apply = (next: TrainingSettings) => {
    settings.value = next;
    if (!runSettings.peek() || isSetAside.peek()) return;
    if (isOutdated.peek()) {
      if (run.isGoing) laboratory?.ask({ kind: 'halt' });
    } else {
      runSettings.value = next;
      laboratory?.ask({ kind: 'settings', settings: next });
    }
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
      run.origin = null;
    },
    setGoal(next) {
      goal.value = { ...goal.peek(), ...next };
      if (!run.isGoing) return;
      goingTo = limits();
      laboratory?.ask({ kind: 'limits', limits: goingTo });
    },
    start: () => runOn(limits),
    pause() {
      run.whenReady = null;
      laboratory?.ask({ kind: 'halt' });
    },
    advance(by) {
      runOn(() => {
        const { step, epoch } = run.latest ?? { step: 0, epoch: 0 };
        return by === 'step' ? { steps: step + 1 } : { epochs: epoch + 1 };
      });
    },
    reset() {
      lessons.end('training has begun again');
      laboratory?.ask({ kind: 'halt' });
      run.isGoing = false;
      const from = isOutdated.peek() ? null : run.origin;
      supply.whenThere(() => startAfresh(from ?? starts.fresh()));
    },
    forgetOthers() {
      history.forgetOthers();
      if (visited.peek() && !history.checkpoints.includes(visited.peek()!)) journeys.returnToEnd();
      revision.value++;
    },
    visit: journeys.visit,
    returnToEnd: journeys.returnToEnd,
    async adopt(model, described) {
      if (run.isGoing) laboratory?.ask({ kind: 'halt' });
      run.whenReady = null;
      const followAgain = network.leave();
      await recognition.show(model).catch((error: unknown) => {
        followAgain();
        throw error;
      });
      if (!described) return;
      batch(() => {
        isSetAside.value = runSettings.peek() !== null;
        settings.value = described;
        startsFrom.value = 'page';
      });
    },
    work: keeping.work,
    resume: keeping.resume,
    isAsleep,
    wake() {
      if (isAsleep.peek() && !supply.isMaking()) supply.whenThere(() => beginRun(starts.present()));
    },
    discard: keeping.discard,
    logOf: keeping.logOf,
    goOnSlower() {
      if (status.peek().kind !== 'exploded') return;
      const slower = Number((settings.peek().learningRate / 10).toPrecision(3));
      apply(validSettings({ learningRate: slower }, settings.peek()));
      runOn(limits);
    },
    askForMistakes(most) {
      laboratory?.ask({ kind: 'mistakes', most });
    },
    isShown: network.isShown,
    judge: async (model, most) => (data.peek() ? questions.judge(model, most) : null),
    pictures: async (numbers, of = 'data') => (data.peek() ? questions.pictures(numbers, of) : new Uint8Array(0)),
    teach(what, progress, aborted) {
      if (run.isGoing) laboratory?.ask({ kind: 'halt' });
      return lessons.begin(what, progress, aborted);
    },
    prepareData: () => supply.whenThere(null),
    cancelData() {
      lessons.end('the data were cancelled');
      supply.cancel();
      run.whenReady = null;
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
