import 'fake-indexeddb/auto';
import { IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { inDatabase } from '../../src/state/database.ts';
import { createKeptWork, type KeptWork } from '../../src/state/kept-work.ts';
import type { LookRecord } from '../../src/state/training-history.ts';
import type { CheckpointRecord, WorkRecord } from '../../src/state/work-record.ts';
import { bitsOf, lossesOf, pageWithTraining, settled, SETTINGS, train, until } from './training-page.ts';

type Visit = Awaited<ReturnType<typeof visit>>;

/** All that a test has opened: what they are about to keep is kept before the next test begins. */
const opened: KeptWork[] = [];

/** The page, opened anew in the same browser. */
async function visit() {
  const page = await pageWithTraining({ ...SETTINGS, optimizer: 'adam', learningRate: 0.003 });
  const kept = createKeptWork(page.training);
  opened.push(kept);
  await kept.open();
  return { ...page, kept };
}

/** Ten steps into the second epoch, with a branch of the past beside. */
async function workOfAVisit(): Promise<Visit> {
  const page = await visit();
  await train(page, 1);
  for (let step = 20; step < 23; step++) {
    page.training.advance('step');
    await until(page.training, `step ${step}`, () => page.training.position.value?.step === step);
    await settled(page);
  }
  await page.kept.keep();
  return page;
}

const bits = (page: Visit) => bitsOf(page.recognition.learned.value!);

beforeEach(async () => {
  await inDatabase(async (database) => {
    await database.clear('work');
    await database.clear('checkpoints');
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const kept of opened.splice(0)) await kept.keep();
});

describe('work of an earlier visit', () => {
  it('is found where it was, and goes on with the same bits as without the reload', async () => {
    const before = await workOfAVisit();
    const after = await visit();
    const { training } = after;
    expect(training.isAsleep.value).toBe(true);
    expect(after.kept.problem.value).toBeNull();
    expect(after.kept.foundFrom.value).toBeInstanceOf(Date);
    expect(training.status.value.kind).toBe('paused');
    expect(training.position.value).toEqual(before.training.position.value);
    expect(training.position.value).toMatchObject({ step: 22, shown: 96, epoch: 1 });
    expect(lossesOf(after)).toEqual(lossesOf(before));
    expect(training.history.present!.looks).toEqual(before.training.history.present!.looks);
    expect(training.history.checkpoints.map(({ record }) => record)).toEqual(
      before.training.history.checkpoints.map(({ record }) => record),
    );
    // The page has its own network until somebody wants this one.
    expect(bits(after)).not.toBe(bits(before));
    await train(after, 2);
    await train(before, 2);
    expect(training.isAsleep.value).toBe(false);
    expect(lossesOf(after)).toEqual(lossesOf(before));
    expect(bits(after)).toBe(bits(before));
    expect(training.history.branches).toHaveLength(1);
  });

  it('is brought back without training, can be travelled in, and reset to its beginning', async () => {
    const before = await workOfAVisit();
    const end = bits(before);
    const after = await visit();
    after.training.wake();
    await settled(after);
    expect(bits(after)).toBe(end);
    const again = await visit();
    again.training.visit(again.training.history.checkpoints[1]!);
    await until(again.training, 'the moment', () => again.training.position.value?.step === 19);
    await settled(again);
    again.training.reset();
    await settled(again);
    before.training.reset();
    await settled(before);
    expect(bits(again)).toBe(bits(before));
  });

  it('is kept while it runs, as of its last moment', async () => {
    const page = await visit();
    page.training.setGoal({ kind: 'none' });
    page.training.start();
    await until(page.training, 'some moments', () => page.training.history.checkpoints.length > 3);
    await page.kept.keep();
    const after = await visit();
    page.training.pause();
    const { end, present } = after.training.history;
    expect(end!.record.step).toBeGreaterThan(0);
    expect(present!.series.steps).toBe(end!.record.step);
    expect(after.training.history.checkpoints.at(-1)).toBe(end);
    await settled(page);
  });

  it('is forgotten when somebody says so', async () => {
    await workOfAVisit();
    const after = await visit();
    await after.kept.forget();
    expect(after.training.status.value.kind).toBe('idle');
    expect(after.training.history.branches).toHaveLength(0);
    expect(await inDatabase((database) => database.count('checkpoints'))).toBe(0);
    expect((await visit()).training.isAsleep.value).toBe(false);
    await train(after, 1);
    await after.kept.keep();
    expect((await visit()).training.position.value).toMatchObject({ step: 19 });
  });

  it('does not take the place of a run that has begun', async () => {
    await workOfAVisit();
    const page = await pageWithTraining();
    const kept = createKeptWork(page.training);
    page.training.start();
    await until(page.training, 'some steps', () => (page.training.position.value?.step ?? 0) > 2);
    await kept.open();
    expect(page.training.isAsleep.value).toBe(false);
    expect(kept.foundFrom.value).toBeNull();
    page.training.pause();
    await settled(page);
  });

  it('takes the place of older work: no checkpoint stays that nobody names', async () => {
    await workOfAVisit();
    const page = await visit();
    page.training.reset();
    await settled(page);
    page.training.forgetOthers();
    await page.kept.keep();
    const record = (await inDatabase((database) => database.get('work', 'latest')))!;
    expect(await inDatabase((database) => database.getAllKeys('checkpoints'))).toEqual([...record.checkpoints].sort());
    expect(record.checkpoints).toHaveLength(1);
  });
});

describe('a store in trouble', () => {
  let stored: { readonly record: WorkRecord; readonly checkpoints: readonly [string, CheckpointRecord][] };
  beforeAll(async () => {
    const page = await workOfAVisit();
    stored = await inDatabase(async (database) => {
      const record = (await database.get('work', 'latest'))!;
      const found = record.checkpoints.map(async (key) => [key, (await database.get('checkpoints', key))!] as const);
      return { record, checkpoints: (await Promise.all(found)).map(([key, value]) => [key, value]) };
    });
    page.training.pause();
  });
  beforeEach(async () => {
    await inDatabase(async (database) => {
      await database.put('work', stored.record, 'latest');
      for (const [key, value] of stored.checkpoints) await database.put('checkpoints', value, key);
    });
  });
  const changeRecord = async (change: (record: WorkRecord) => unknown) => {
    await inDatabase(async (database) => {
      const record = (await database.get('work', 'latest'))!;
      await database.put('work', change(record) as WorkRecord, 'latest');
    });
  };
  const changeEnd = async (change: (record: CheckpointRecord) => unknown) => {
    await inDatabase(async (database) => {
      const key = (await database.get('work', 'latest'))!.checkpoints.at(-1)!;
      const record = (await database.get('checkpoints', key))!;
      await database.put('checkpoints', change(record) as CheckpointRecord, key);
    });
  };

  it.each<[string, () => Promise<void>]>([
    ['no record', () => changeRecord(() => 'good morning')],
    ['no branches', () => changeRecord((record) => ({ ...record, branches: [] }))],
    ['branches of another kind', () => changeRecord((record) => ({ ...record, branches: [{ id: 1 }, null] }))],
    [
      'a curve that is too short',
      () =>
        changeRecord((record) => ({
          ...record,
          branches: record.branches.map((branch) => ({ ...branch, series: { ...branch.series, sums: new Float64Array(3) } })),
        })),
    ],
    [
      'a curve of another run',
      () => changeRecord((record) => ({ ...record, branches: record.branches.map((branch) => ({ ...branch, firstStep: 4 })) })),
    ],
    ...[-1, NaN, Infinity, '3', null].map((seconds): [string, () => Promise<void>] => [
      `a look after ${seconds} seconds`,
      () =>
        changeRecord((record) => ({
          ...record,
          branches: record.branches.map((branch) => ({ ...branch, looks: branch.looks.map((look) => ({ ...look, seconds })) })),
        })),
    ]),
    ['checkpoints that are not there', () => changeRecord((record) => ({ ...record, checkpoints: ['lost', 3] }))],
    [
      'an end that is not there',
      () => changeRecord((record) => ({ ...record, checkpoints: [...record.checkpoints, 'lost'].slice(-1) })),
    ],
    [
      'an end with another byte',
      () =>
        changeEnd((record) => {
          record.kept.checkpoint.snapshot.learned[77]! ^= 4;
          return record;
        }),
    ],
    [
      'an end without its optimizer',
      () =>
        changeEnd((record) => ({
          ...record,
          kept: { ...record.kept, checkpoint: { ...record.kept.checkpoint, optimizer: 'newton' } },
        })),
    ],
    [
      'an end at no position',
      () =>
        changeEnd((record) => ({
          ...record,
          kept: { ...record.kept, checkpoint: { ...record.kept.checkpoint, position: { step: NaN } } },
        })),
    ],
  ])('%s: it is said, and the page begins as at the first visit', async (_, damage) => {
    await damage();
    const page = await visit();
    expect(page.kept.problem.value).toEqual({ kind: 'unreadable' });
    expect(page.training.status.value.kind).toBe('idle');
    expect(page.training.history.branches).toHaveLength(0);
  });

  it('looks that do not say how long was learned, as earlier versions kept them, are taken', async () => {
    const timeless = ({ step, images, learningRate, validation, layers }: LookRecord) => ({
      step,
      images,
      learningRate,
      validation,
      layers,
    });
    await changeRecord((record) => ({
      ...record,
      branches: record.branches.map((branch) => ({ ...branch, looks: branch.looks.map(timeless) })),
    }));
    await changeEnd(({ kept, sum }) => ({ kept: { ...kept, record: timeless(kept.record) }, sum }));
    const page = await visit();
    expect(page.kept.problem.value).toBeNull();
    expect(page.training.history.present!.looks.map(({ seconds }) => seconds)).toEqual([0, 0, 0, 0, 0].map(() => undefined));
    await train(page, 2);
    expect(page.training.history.end!.record).toMatchObject({ step: 38, seconds: expect.any(Number) });
  });

  it('after damage, work is kept again', async () => {
    await changeRecord(() => null);
    const page = await visit();
    await train(page, 1);
    await page.kept.keep();
    const after = await visit();
    expect(after.kept.problem.value).toBeNull();
    expect(after.training.position.value!.step).toBe(19);
  });

  it('settings that make no sense are mended', async () => {
    await changeRecord((record) => ({ ...record, settings: { ...record.settings, batchSize: -7, schedule: 'never' } }));
    const page = await visit();
    expect(page.training.isAsleep.value).toBe(true);
    await train(page, 2);
    expect(page.training.position.value!.epoch).toBe(2);
  });

  it('that a later version of the page has written is left alone', async () => {
    await changeRecord((record) => ({ ...record, version: 2 }));
    const page = await visit();
    expect(page.kept.problem.value).toEqual({ kind: 'later' });
    await train(page, 1);
    await page.kept.keep();
    expect(await inDatabase((database) => database.get('work', 'latest'))).toMatchObject({ version: 2 });
  });

  it('that is full is said, harms nothing, and is used again once there is room', async () => {
    const page = await visit();
    await page.kept.forget();
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await train(page, 1);
    await page.kept.keep();
    expect(page.kept.problem.value).toEqual({ kind: 'storage', message: expect.stringMatching(/full/) });
    await train(page, 2);
    full.mockRestore();
    await page.kept.keep();
    expect(page.kept.problem.value).toBeNull();
    expect((await visit()).training.position.value!.step).toBe(38);
  });

  it('that is forbidden is said, and training works', async () => {
    vi.spyOn(IDBObjectStore.prototype, 'get').mockImplementation(() => {
      throw new DOMException('not here', 'SecurityError');
    });
    const page = await visit();
    expect(page.kept.problem.value).toEqual({ kind: 'storage', message: expect.stringMatching(/SecurityError/) });
    await train(page, 1);
  });
});
