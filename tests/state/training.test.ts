import { describe, expect, it } from 'vitest';
import { initialParameters } from '../../src/domain/initialization.ts';
import { networkOf, validSettings } from '../../src/domain/training-settings.ts';
import { pretrained } from './page-network.ts';
import { bitsOf, lossesOf, pageWithTraining, SETTINGS, settled, train, until, type TrainingPage } from './training-page.ts';

/** Halts after each epoch, so that its end is kept. */
async function trainInTurn(page: TrainingPage, epochs: number): Promise<void> {
  for (let epoch = 1; epoch <= epochs; epoch++) await train(page, epoch);
}

/** How fast the machine was is no part of a run. */
const timelessLooks = ({ training }: TrainingPage) => training.history.present!.looks.map((look) => ({ ...look, seconds: 0 }));
const stepsKept = ({ training }: TrainingPage) =>
  training.history.checkpoints.map(({ branch, record }) => [branch, record.step]);
const bits = (page: TrainingPage) => bitsOf(page.recognition.learned.value!);
const at = ({ training }: TrainingPage, step: number) =>
  training.history.checkpoints.find(({ record }) => record.step === step)!;

describe('a run', () => {
  it('gives the same curve and network, bit for bit, from the same seed and settings; another seed gives others', async () => {
    const pages = await Promise.all([1, 1, 2].map((seed) => pageWithTraining({ ...SETTINGS, seed })));
    for (const page of pages) await train(page, 3);
    const [one, same, other] = pages as [TrainingPage, TrainingPage, TrainingPage];
    expect(one.training.position.value).toMatchObject({ step: 57, epoch: 3, shown: 0 });
    expect(lossesOf(one)).toHaveLength(57);
    expect(lossesOf(same)).toEqual(lossesOf(one));
    expect(bits(same)).toBe(bits(one));
    expect(timelessLooks(same)).toEqual(timelessLooks(one));
    expect(lossesOf(other)).not.toEqual(lossesOf(one));
  });

  it('is the same in one go, in single steps, and with pauses', async () => {
    const whole = await pageWithTraining();
    await train(whole, 2);
    const pieces = await pageWithTraining();
    for (let n = 0; n < 4; n++) {
      pieces.training.advance('step');
      await until(pieces.training, `step ${n + 1}`, () => pieces.training.position.value?.step === n + 1);
      await settled(pieces);
    }
    pieces.training.advance('epoch');
    await until(pieces.training, 'an epoch', () => pieces.training.position.value?.epoch === 1);
    await settled(pieces);
    await train(pieces, 2);
    expect(lossesOf(pieces)).toEqual(lossesOf(whole));
    expect(bits(pieces)).toBe(bits(whole));
  });

  it('begins again with the same numbers after a reset, and the earlier line stays', async () => {
    const page = await pageWithTraining();
    await train(page, 1);
    const first = lossesOf(page);
    page.training.reset();
    await until(page.training, 'the beginning', () => page.training.position.value?.step === 0);
    await settled(page);
    const settings = validSettings({ ...SETTINGS });
    expect(bits(page)).toBe(bitsOf(initialParameters(networkOf(settings), 'he', settings.seed)));
    await train(page, 1);
    expect(lossesOf(page)).toEqual(first);
    expect(page.training.history.branches).toHaveLength(2);
    page.training.forgetOthers();
    expect(page.training.history.branches).toHaveLength(1);
    expect(stepsKept(page).every(([branch]) => branch === 2)).toBe(true);
  });

  it('that started from the page’s network is led back to that network, not to what became of it', async () => {
    const page = await pageWithTraining({ learningRate: 0.01, batchSize: 64 });
    const before = bits(page);
    page.training.setStart('page');
    await train(page, 1);
    expect(bits(page)).not.toBe(before);
    page.training.reset();
    await until(page.training, 'the beginning', () => page.training.position.value?.step === 0);
    await settled(page);
    expect(bits(page)).toBe(before);
  });

  it('ends at a goal that is set while it runs, and one set after its end starts nothing', async () => {
    const page = await pageWithTraining();
    page.training.start();
    await until(page.training, 'some steps', () => (page.training.position.value?.step ?? 0) > 3);
    page.training.setGoal({ kind: 'epochs', epochs: 1 });
    await until(page.training, 'the end', () => page.training.status.value.kind === 'paused');
    await settled(page);
    const { step } = page.training.position.value!;
    page.training.setGoal({ epochs: 500 });
    await settled(page);
    expect(page.training.position.value!.step).toBe(step);
  });
});

describe('time travel', () => {
  it('goes back while it runs: nothing is lost, every section sees that moment, and the end is there to come back to', async () => {
    const page = await pageWithTraining();
    const { training } = page;
    await trainInTurn(page, 2);
    const early = at(page, 19);
    training.setGoal({ kind: 'none' });
    training.start();
    await until(training, 'more steps', () => (training.position.value?.step ?? 0) > 60);
    training.visit(early);
    expect(training.visited.value).toBe(early);
    await until(training, 'the moment', () => training.position.value?.step === 19);
    await settled(page);
    expect(training.status.value.kind).toBe('paused');
    const { end, present } = training.history;
    expect(end!.record.step).toBeGreaterThan(60);
    expect(present!.series.steps).toBe(end!.record.step);
    const whole = await pageWithTraining();
    await train(whole, 1);
    expect(bits(page)).toBe(bits(whole));
    expect(training.look.value!.position.step).toBe(19);
    training.returnToEnd();
    expect(training.visited.value).toBeNull();
    await until(training, 'the end', () => training.position.value?.step === end!.record.step);
    await settled(page);
    expect(training.history.branches).toHaveLength(1);
    // On from the end: the same line.
    training.advance('step');
    await until(training, 'one more', () => training.position.value?.step === end!.record.step + 1);
    expect(training.history.branches).toHaveLength(1);
  });

  it('goes on from there with the same bits; the earlier line stays, and both can be walked along', async () => {
    const page = await pageWithTraining();
    const { training } = page;
    await trainInTurn(page, 3);
    const first = lossesOf(page);
    const end = bits(page);
    training.visit(at(page, 38));
    await until(training, 'the moment', () => training.position.value?.step === 38);
    await train(page, 3);
    const [earlier, later] = training.history.branches;
    expect(later).toMatchObject({ parent: earlier!.id, firstStep: 38 });
    expect(lossesOf(page)).toEqual(first.slice(38));
    expect(bits(page)).toBe(end);
    expect(earlier!.series.steps).toBe(57);
    const steps = (branch: typeof later) => training.history.along(branch!).map(({ record }) => record.step);
    expect(steps(earlier)).toEqual(expect.arrayContaining([0, 38, 57]));
    expect(steps(later)).toEqual([...new Set(steps(later))]);
    expect(steps(later)).toEqual(expect.arrayContaining([0, 38, 57]));
    expect(later!.looks[0]!.step).toBe(38);
  });

  it('takes the last of many quick visits, and a start in between goes on from there', async () => {
    const page = await pageWithTraining();
    const { training } = page;
    await trainInTurn(page, 3);
    const [one, other] = [at(page, 19), at(page, 38)];
    training.setGoal({ kind: 'epochs', epochs: 4 });
    training.start();
    training.visit(one);
    training.visit(other);
    training.visit(one);
    training.visit(other);
    training.start();
    await until(training, 'the goal', () => training.position.value?.epoch === 4);
    await settled(page);
    expect(training.status.value.kind).toBe('paused');
    expect(training.history.present).toMatchObject({ firstStep: 38 });
    const whole = await pageWithTraining();
    await train(whole, 4);
    expect(bits(page)).toBe(bits(whole));
  });

  it('to the end and away while the run is halting ends where it was wanted last', async () => {
    const page = await pageWithTraining();
    const { training } = page;
    await trainInTurn(page, 2);
    const end = training.history.end!;
    training.setGoal({ kind: 'none' });
    training.start();
    await until(training, 'more steps', () => (training.position.value?.step ?? 0) > 45);
    training.visit(at(page, 19));
    training.visit(training.history.end ?? end);
    await settled(page);
    expect(training.visited.value).toBeNull();
    expect(training.history.end!.record.step).toBe(training.position.value!.step);
    expect(training.position.value!.step).toBeGreaterThan(45);
  });

  it('takes the network’s settings along to a branch of another network, and leaves how it learns alone', async () => {
    const page = await pageWithTraining();
    const { training } = page;
    await train(page, 1);
    const then = bits(page);
    const kept = at(page, 19);
    training.change({ hidden: [9], seed: 7 });
    await train(page, 1);
    training.change({ learningRate: 0.05 });
    training.visit(kept);
    await until(training, 'the moment', () => training.position.value?.step === 19 && training.status.value.kind === 'paused');
    await settled(page);
    expect(bits(page)).toBe(then);
    expect(training.settings.value).toMatchObject({ hidden: [20, 12], seed: 1, learningRate: 0.05 });
    expect(training.isOutdated.value).toBe(false);
    training.returnToEnd();
    await settled(page);
    expect(training.settings.value).toMatchObject({ hidden: [9], seed: 7, learningRate: 0.05 });
    expect(page.recognition.learned.value).toHaveLength(2);
  });

  it('does not take momenta of another optimizer for its own', async () => {
    const page = await pageWithTraining({ ...SETTINGS, optimizer: 'adam', learningRate: 0.002 });
    const { training } = page;
    await train(page, 1);
    const kept = at(page, 19);
    training.change({ optimizer: 'momentum', learningRate: 0.05 });
    await train(page, 2);
    const onwards = bits(page);
    training.visit(kept);
    await until(training, 'the moment', () => training.position.value?.step === 19);
    await train(page, 2);
    expect(bits(page)).toBe(onwards);
  });

  it('a reset, and forgetting the line that is looked at, end it', async () => {
    const page = await pageWithTraining();
    const { training } = page;
    await train(page, 1);
    const kept = at(page, 19);
    training.reset();
    training.visit(kept);
    await until(training, 'the moment', () => training.position.value?.step === 19 && training.status.value.kind === 'paused');
    await settled(page);
    training.forgetOthers();
    expect(training.visited.value).toBeNull();
    await until(training, 'the beginning', () => training.position.value?.step === 0);
    await settled(page);
    training.visit(training.history.checkpoints[0]!);
    training.reset();
    await settled(page);
    expect(training.visited.value).toBeNull();
    expect(training.status.value.kind).toBe('paused');
    expect(training.position.value!.step).toBe(0);
  });
});

describe('what goes wrong', () => {
  it('a laboratory that dies while it trains is replaced, and the run is the same, bit for bit', async () => {
    const page = await pageWithTraining();
    const { training, laboratories } = page;
    training.setGoal({ kind: 'epochs', epochs: 60 });
    training.start();
    await until(training, 'some steps', () => (training.position.value?.step ?? 0) > 20);
    laboratories.kill();
    expect(training.accident.value).toBe('it has ended');
    await until(training, 'the goal', () => training.position.value?.epoch === 60);
    await settled(page);
    expect(laboratories.started).toBe(2);
    const whole = await pageWithTraining();
    await train(whole, 60);
    expect(lossesOf(page)).toEqual(lossesOf(whole));
    expect(bits(page)).toBe(bits(whole));
  });

  it.each(['data', 'ready', 'look', 'steps', 'halted', 'weights'] as const)(
    'one whose last word is “%s” takes nothing along: the same curve to the same end, which is kept',
    async (kind) => {
      const page = await pageWithTraining();
      const { training, laboratories } = page;
      laboratories.dieAfter(kind);
      training.setGoal({ kind: 'epochs', epochs: 4 });
      training.start();
      await until(training, 'another one', () => laboratories.started === 2);
      await until(training, 'the goal', () => training.history.end?.record.step === 76);
      await settled(page);
      const whole = await pageWithTraining();
      await train(whole, 4);
      expect(lossesOf(page)).toEqual(lossesOf(whole));
      expect(bits(page)).toBe(bits(whole));
      expect(training.position.value).toMatchObject({ step: 76, epoch: 4 });
    },
  );

  it('one that dies while other data are made for the next start takes no steps along that were not kept', async () => {
    const page = await pageWithTraining();
    const { training, laboratories, order } = page;
    training.start();
    await until(training, 'some steps', () => (training.position.value?.step ?? 0) > 3);
    order.value = { kind: 'procedural', count: 300, validationCount: 20, seed: 9 };
    training.pause();
    await until(training, 'the pause', () => training.status.value.kind === 'paused');
    // Not looked at yet, so not kept.
    laboratories.dieAfter('making');
    training.start();
    await until(training, 'its end', () => training.accident.value !== null);
    const { history } = training;
    expect(history.present!.series.steps).toBe(history.end?.record.step ?? 0);
    await until(training, 'the other data', () => training.data.value?.labels.length === 320);
    training.pause();
    await settled(page);
    expect(history.present!.series.steps).toBe(history.end!.record.step);
  });

  it.each(['data are made', 'a run is set up', 'nothing is done', 'the past is looked at', 'a journey begins'])(
    'one that dies while %s leaves nothing stuck',
    async (when) => {
      const page = await pageWithTraining();
      const { training, laboratories } = page;
      training.setGoal({ kind: 'epochs', epochs: 2 });
      if (when === 'data are made') {
        training.start();
        await until(training, 'data', () => training.status.value.kind === 'making' && laboratories.requests.length > 0);
      } else if (when === 'a run is set up') {
        training.start();
        await until(training, 'a run', () => training.status.value.kind === 'preparing');
      } else {
        await train(page, 1);
        if (when !== 'nothing is done') training.visit(training.history.checkpoints[0]!);
        if (when === 'the past is looked at') await settled(page);
      }
      laboratories.kill();
      await until(training, 'a new one', () => laboratories.started === 2);
      if (!when.startsWith('data') && !when.startsWith('a run')) {
        await settled(page);
        expect(training.status.value.kind).toBe('paused');
        training.setGoal({ kind: 'epochs', epochs: 2 });
        training.start();
      }
      await until(training, 'the goal', () => training.position.value?.epoch === 2);
      await settled(page);
      const whole = await pageWithTraining();
      await train(whole, 2);
      expect(bits(page)).toBe(bits(whole));
    },
  );

  it('one that always dies is given up with a sentence, and can be tried again', async () => {
    const page = await pageWithTraining();
    const { training, laboratories } = page;
    training.start();
    for (let n = 1; n <= 4; n++) {
      await until(training, `laboratory ${n}`, () => laboratories.started === n);
      laboratories.kill('no memory left');
    }
    expect(training.status.value).toEqual({ kind: 'failed', message: 'no memory left' });
    training.setGoal({ kind: 'epochs', epochs: 1 });
    training.start();
    await until(training, 'the goal', () => training.position.value?.epoch === 1);
  });

  it('other data in mid-run begin with their first image, and the line goes on', async () => {
    const page = await pageWithTraining();
    const { training, order } = page;
    await train(page, 1);
    training.advance('step');
    await until(training, 'a step', () => training.position.value?.step === 20);
    await settled(page);
    order.value = { kind: 'procedural', count: 100, validationCount: 20, seed: 9 };
    training.advance('step');
    await until(training, 'another step', () => training.position.value?.step === 21);
    await settled(page);
    expect(training.position.value).toMatchObject({ step: 21, shown: 32, epoch: 1 });
    expect(training.history.branches).toHaveLength(1);
    expect(training.data.value!.labels).toHaveLength(120);
    // Back on the old data it is not in the middle of their epoch either.
    training.visit(at(page, 20));
    await until(training, 'the moment', () => training.position.value?.step === 20);
    expect(training.position.value!.shown).toBe(0);
  });

  it('data that are made while it trains do not pause it', async () => {
    const page = await pageWithTraining();
    const { training, order } = page;
    training.start();
    await until(training, 'some steps', () => (training.position.value?.step ?? 0) > 3);
    order.value = { kind: 'procedural', count: 200, validationCount: 20, seed: 9 };
    training.prepareData();
    await until(training, 'other data', () => training.data.value?.labels.length === 220);
    expect(training.status.value.kind).toBe('running');
    order.value = { kind: 'procedural', count: 90_000, validationCount: 20, seed: 9 };
    training.prepareData();
    training.cancelData();
    expect(training.status.value.kind).toBe('running');
    training.pause();
    await until(training, 'the pause', () => training.status.value.kind === 'paused');
  });

  it('changes of the network while it runs end the run, and the next start is a fresh one', async () => {
    const page = await pageWithTraining();
    const { training } = page;
    training.start();
    await until(training, 'some steps', () => (training.position.value?.step ?? 0) > 3);
    training.change({ hidden: [7] });
    await until(training, 'the pause', () => training.status.value.kind === 'paused');
    await settled(page);
    expect(training.isOutdated.value).toBe(true);
    expect(page.recognition.learned.value).toHaveLength(3);
    await train(page, 1);
    expect(page.recognition.learned.value).toHaveLength(2);
    expect(training.history.branches.map(({ settings }) => settings.hidden)).toEqual([[20, 12], [7]]);
  });
});

describe('explosions', () => {
  it.each([
    ['a rate of a million', { learningRate: 1e6 }],
    ['a rate of a million, one image a step', { learningRate: 1e6, batchSize: 1 }],
    ['with momentum', { learningRate: 1e6, optimizer: 'momentum' as const, activation: 'leaky-relu' as const }],
    ['with Adam', { learningRate: 1e6, optimizer: 'adam' as const }],
    ['with decay', { learningRate: 1e6, weightDecay: 1, loss: 'quadratic' as const, activation: 'leaky-relu' as const }],
  ])('%s: the moment before is there, whole, and a tenth of the rate goes on from it', async (_, settings) => {
    const page = await pageWithTraining({ ...SETTINGS, ...settings });
    const { training } = page;
    training.start();
    await until(training, 'an explosion', () => training.status.value.kind === 'exploded');
    await settled(page);
    const status = training.status.value;
    if (status.kind !== 'exploded') throw new Error(status.kind);
    expect(training.position.value!.step).toBe(status.step.position.step);
    expect(training.history.end!.record.step).toBe(status.step.position.step);
    expect(training.history.present!.series.steps).toBe(status.step.position.step);
    for (const { norms } of status.step.before) for (const norm of norms) expect(norm).toBeLessThanOrEqual(1e6);
    for (const { weight } of page.recognition.learned.value!)
      for (const w of weight) expect(Math.abs(w)).toBeLessThanOrEqual(1e6);
    for (const loss of lossesOf(page)) expect(loss).toBeLessThanOrEqual(1e6);
    const rate = training.settings.value.learningRate;
    training.goOnSlower();
    expect(training.settings.value.learningRate).toBeCloseTo(rate / 10, 6);
    await until(training, 'training', () => training.status.value.kind === 'running');
    training.pause();
    await until(training, 'rest', () => ['paused', 'exploded'].includes(training.status.value.kind));
  });

  it('one class only, and one image, are learned without a word', async () => {
    for (const count of [1, 3]) {
      const page = await pageWithTraining({ ...SETTINGS, batchSize: 1 });
      page.order.value = { kind: 'procedural', count, validationCount: 0, seed: 1 };
      await train(page, 30);
      expect(page.training.position.value!.step).toBe(30 * count);
      expect(page.training.look.value!.validation).toBeNull();
      expect(lossesOf(page).at(-1)).toBeLessThan(lossesOf(page)[0]!);
    }
  });

  it('nothing to learn from is said', async () => {
    const page = await pageWithTraining();
    page.order.value = { kind: 'procedural', count: 0, validationCount: 10, seed: 1 };
    page.training.start();
    await until(page.training, 'a sentence', () => page.training.status.value.kind === 'failed');
    expect(page.training.status.value).toMatchObject({ message: expect.stringMatching(/got .*expected/) });
    page.order.value = { kind: 'procedural', count: 100, validationCount: 10, seed: 1 };
    await train(page, 1);
  });

  it('a journey to the past ends the alarm', async () => {
    const page = await pageWithTraining({ ...SETTINGS, learningRate: 30, activation: 'leaky-relu' });
    const { training } = page;
    training.start();
    await until(training, 'an explosion', () => training.status.value.kind === 'exploded');
    await settled(page);
    training.visit(training.history.checkpoints[0]!);
    await until(training, 'the beginning', () => training.position.value?.step === 0);
    await settled(page);
    expect(training.status.value.kind).toBe('paused');
  });
});

describe('whose network the page has', () => {
  it('is the run’s once its numbers have come, and another one’s when somebody puts others there', async () => {
    const page = await pageWithTraining();
    const { training, recognition, laboratories } = page;
    expect(training.isShown.value).toBe(false);
    expect(await training.judge(pretrained, 3)).toBeNull();
    await train(page, 1);
    expect(training.isShown.value).toBe(true);
    recognition.loadParameters(
      recognition.learned.peek()!.map((layer) => ({ ...layer, weight: layer.weight.map((w) => 2 * w) })),
    );
    expect(training.isShown.value).toBe(false);
    training.advance('step');
    await until(training, 'a step', () => training.position.value?.step === 20);
    await settled(page);
    expect(training.isShown.value).toBe(true);
    await training.adopt(pretrained, null);
    expect(training.isShown.value).toBe(false);
    const judged = await training.judge(pretrained, 3);
    expect(judged!.validation).toMatchObject({ count: 60 });
    const unanswered = training.judge(pretrained, 3);
    laboratories.kill();
    expect(await unanswered).toBeNull();
  });
});
