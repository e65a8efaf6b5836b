import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { writtenBatch } from '../../src/domain/lesson-batch.ts';
import type { LandscapeAnswer, LandscapeData, LandscapeRequest, SurveyOrder } from '../../src/engine/landscape.ts';
import { surveyorTeam } from '../../src/engine/survey-team.ts';
import { Surveyor } from '../../src/engine/surveyor.ts';
import { readModel } from '../../src/formats/model.ts';
import { loadBinary } from './engines.ts';

const model = readModel(readFileSync('public/models/digits.safetensors'));

const BATCH = writtenBatch(null, 20, 6);
/** Each surveyor writes the samples for itself, which takes longer than all else here. */
const DATA: LandscapeData = {
  pixels: Uint8Array.from(BATCH.flatMap(({ pixels }) => [...pixels])),
  labels: Uint8Array.from(BATCH, ({ label }) => label),
};

/** Surveyors of this process that work when they are told to. */
class Hall {
  readonly answers: LandscapeAnswer[] = [];
  readonly losses: string[] = [];
  readonly members: { surveyor: Surveyor; lost: (reason: string) => void; isClosed: boolean; rows: number }[] = [];
  readonly #team;

  constructor(size: number) {
    this.#team = surveyorTeam(size, (hear, lost) => {
      const surveyor = new Surveyor('wasm-simd', loadBinary, (answer) => {
        if (answer.kind === 'row') member.rows++;
        hear(structuredClone(answer));
      });
      const member = { surveyor, lost, isClosed: false, rows: 0 };
      this.members.push(member);
      return { ask: (request) => surveyor.hear(structuredClone(request)), close: () => (member.isClosed = true) };
    })(
      (answer) => this.answers.push(answer),
      (reason) => this.losses.push(reason),
    );
  }

  ask(request: LandscapeRequest): void {
    this.#team.ask(request);
  }

  survey(more: Partial<SurveyOrder> = {}): void {
    this.ask({ kind: 'path', points: [{ id: 0, iteration: 0 }], added: [{ id: 0, parameters: model.parameters }] });
    const order = {
      number: 1,
      network: model.network,
      data: DATA,
      plane: 'gradient',
      seed: 4,
      reach: 0.02,
      side: 9,
    } as const;
    this.ask({ kind: 'survey', ...order, ...more });
  }

  /** Everybody works for a while: who is named in `busy` only at every fifth turn. */
  async work(busy = -1, turns = Infinity): Promise<void> {
    for (let turn = 0, isIdle = false; turn < turns && !isIdle; turn++) {
      isIdle = true;
      for (const [n, { surveyor }] of this.members.entries()) {
        if (n === busy && turn % 5 > 0) isIdle = false;
        else if (await surveyor.step()) isIdle = false;
      }
    }
  }

  rows(survey = 1) {
    return this.answers.filter((answer) => answer.kind === 'row' && answer.survey === survey).map((answer) => answer as Row);
  }

  count(kind: LandscapeAnswer['kind']): number {
    return this.answers.filter((answer) => answer.kind === kind).length;
  }
}

type Row = Extract<LandscapeAnswer, { kind: 'row' }>;
const ALL = [0, 1, 2, 3, 4, 5, 6, 7, 8];

describe('a team of surveyors', () => {
  it('finds the same bits as one, whoever is slow, and tells them in order', async () => {
    const costs: number[][] = [];
    for (const [size, busy] of [
      [1, -1],
      [2, -1],
      [3, 0],
      [3, 1],
      [12, -1],
    ] as const) {
      const hall = new Hall(size);
      hall.survey();
      await hall.work(busy);
      expect(hall.rows().map(({ row }) => row)).toEqual(ALL);
      expect([hall.count('plane'), hall.count('feet'), hall.count('failed')]).toEqual([1, 1, 0]);
      expect(hall.answers[0]).toMatchObject({ kind: 'plane', threads: size });
      costs.push(hall.rows().flatMap((row) => [...row.costs]));
      const shares = hall.members.map(({ rows }) => rows);
      expect(shares.reduce((sum, rows) => sum + rows)).toBe(9);
      if (busy >= 0) expect(shares[busy]).toBe(Math.min(...shares));
    }
    for (const others of costs) expect(others).toEqual(costs[0]);
  });

  it('goes over to another landscape, and rests when nobody wants one', async () => {
    const hall = new Hall(2);
    hall.survey({ side: 101 });
    while (hall.rows().length < 2) await hall.work(-1, 1);
    hall.survey({ number: 2, side: 9 });
    const before = hall.rows().length;
    await hall.work();
    expect(hall.rows().length).toBe(before);
    expect(hall.rows(2).map(({ row }) => row)).toEqual(ALL);
    hall.survey({ number: 3, side: 101 });
    while (hall.rows(3).length < 1) await hall.work(-1, 1);
    const last = hall.rows(3).length;
    hall.ask({ kind: 'rest' });
    await hall.work();
    expect(hall.rows(3).length).toBe(last);
  });

  it('says once what is wrong, and goes on', async () => {
    const hall = new Hall(3);
    const broken = model.parameters.map(({ weight, bias }) => ({ weight: weight.map(() => NaN), bias }));
    hall.ask({ kind: 'path', points: [{ id: 5, iteration: 0 }], added: [{ id: 5, parameters: broken }] });
    hall.ask({
      kind: 'survey',
      number: 1,
      network: model.network,
      data: DATA,
      plane: 'random',
      seed: 1,
      reach: 1,
      side: 9,
    });
    await hall.work();
    expect(hall.answers).toEqual([{ kind: 'failed', survey: 1, message: expect.stringContaining('expected finite ones') }]);
    hall.survey({ number: 2 });
    await hall.work();
    expect(hall.rows(2).map(({ row }) => row)).toEqual(ALL);
  });

  it('is lost once, with all of its members', async () => {
    const hall = new Hall(3);
    hall.survey({ side: 101 });
    await hall.work(-1, 8);
    hall.members[1]!.lost('killed');
    hall.members[2]!.lost('killed, too');
    expect(hall.losses).toEqual(['killed']);
    expect(hall.members.every(({ isClosed }) => isClosed)).toBe(true);
    const told = hall.answers.length;
    await hall.work();
    expect(hall.answers.length).toBe(told);
  });
});
