import { describe, expect, it } from 'vitest';
import { FIRST_SETTINGS } from '../../src/domain/training-settings.ts';
import type { Checkpoint, Look } from '../../src/engine/laboratory.ts';
import { MEASURED, TrainingHistory } from '../../src/state/training-history.ts';

const MIB = 2 ** 20;

/** A look and a checkpoint of so many bytes after so many steps of 10 images. */
function momentAt(step: number, bytes = 10): [Look, Checkpoint] {
  const position = { step, images: step * 10, epoch: 0, shown: step * 10, seconds: step / 1000 };
  const validation = { loss: 1 / (step + 1), correct: step, count: 1000, predictions: new Uint8Array(1000) };
  return [
    { position, learningRate: 0.1, validation, layers: [] },
    { position, snapshot: { updates: step, learned: new Uint8Array(bytes) }, optimizer: 'sgd', data: 'd' },
  ];
}

/** A history whose present branch has a step for each number up to `end`, and a checkpoint at each of these. */
function grown(history: TrainingHistory, end: number, moments: readonly number[], bytes = 10): void {
  const from = history.present!.firstStep + history.present!.series.steps;
  const losses = Float32Array.from({ length: end - from }, (_, n) => from + n);
  history.record(end, losses, losses);
  for (const step of moments) history.look(...momentAt(step, bytes));
}

function fresh(): TrainingHistory {
  const history = new TrainingHistory();
  history.branchOff(FIRST_SETTINGS, null);
  return history;
}

const steps = (all: readonly { record: { step: number } }[]) => all.map(({ record }) => record.step);

describe('the history of training', () => {
  it('keeps a moment a look, and knows its end', () => {
    const history = fresh();
    expect(history.end).toBeNull();
    grown(history, 30, [0, 10, 30]);
    expect(steps(history.checkpoints)).toEqual([0, 10, 30]);
    expect(history.end!.record).toMatchObject({ step: 30, validation: { loss: 1 / 31, accuracy: 0.03 } });
    // What is looked at again is known.
    history.look(...momentAt(10));
    expect(history.checkpoints).toHaveLength(3);
  });

  it('passes over steps that are known already', () => {
    const history = fresh();
    grown(history, 12, []);
    history.record(15, Float32Array.of(99, 99, 12, 13, 14), new Float32Array(5));
    expect(history.present!.series.steps).toBe(15);
    const { series } = history.present!;
    expect(Array.from({ length: 15 }, (_, point) => series.valueAt(point, MEASURED.loss))).toEqual(
      Array.from({ length: 15 }, (_, n) => n),
    );
  });

  it('goes back to the last moment that is kept, as if the steps after it had not been', () => {
    const history = fresh();
    grown(history, 10, [10]);
    grown(history, 17, []);
    history.backToEnd();
    expect(history.present!.series.steps).toBe(10);
    grown(history, 12, [12]);
    history.backToEnd();
    expect(history.present!.series.steps).toBe(12);
  });

  it('walks along a branch and those that it came from', () => {
    const history = fresh();
    grown(history, 30, [0, 10, 20, 30]);
    history.branchOff(FIRST_SETTINGS, history.checkpoints[1]!);
    grown(history, 25, [15, 25]);
    history.branchOff(FIRST_SETTINGS, history.end!);
    grown(history, 26, [26]);
    const [first, second, third] = history.branches;
    expect(steps(history.along(first!))).toEqual([0, 10, 20, 30]);
    expect(steps(history.along(second!))).toEqual([0, 10, 15, 25]);
    expect(steps(history.along(third!))).toEqual([0, 10, 15, 25, 26]);
    history.forgetOthers();
    expect(steps(history.along(history.present!))).toEqual([25, 26]);
  });

  it('stays within its memory: what was left behind gives way first, the ends of the present line last', () => {
    const history = fresh();
    grown(history, 20, [...Array(20).keys()].slice(1), 2 * MIB);
    history.branchOff(FIRST_SETTINGS, history.checkpoints[3]!);
    const at = history.present!.firstStep;
    for (let step = at + 1; step < at + 60; step++) {
      grown(history, step, [step], 2 * MIB);
      const bytes = history.checkpoints.reduce((sum, kept) => sum + kept.bytes, 0);
      expect(bytes).toBeLessThanOrEqual(64 * MIB);
    }
    const own = history.checkpoints.filter(({ branch }) => branch === history.present!.id);
    expect(own[0]!.record.step).toBe(at);
    expect(history.end!.record.step).toBe(at + 59);
    expect(own.length).toBeGreaterThanOrEqual(16);
  });

  it('remembers a few branches, and no moments of those that it forgot', () => {
    const history = fresh();
    for (let n = 0; n < 12; n++) {
      grown(history, 5, [0, 5]);
      history.branchOff(FIRST_SETTINGS, null);
    }
    expect(history.branches).toHaveLength(7);
    const ids = new Set(history.branches.map(({ id }) => id));
    expect(history.checkpoints.every(({ branch }) => ids.has(branch))).toBe(true);
  });
});
