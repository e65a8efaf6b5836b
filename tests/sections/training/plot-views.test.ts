import { describe, expect, it } from 'vitest';
import { FIRST_SETTINGS } from '../../../src/domain/training-settings.ts';
import { plotCsv, shortTableOf, speedView, type NamedPlot } from '../../../src/sections/training/plot-views.ts';
import type { Checkpoint, Look } from '../../../src/engine/laboratory.ts';
import { TrainingHistory } from '../../../src/state/training-history.ts';

const NAMES = { step: 'step', earlier: 'earlier lines', speed: 'images a second' };
const SCALES = { loss: false, steps: false };

/** A history of one branch that was looked at after so many steps and seconds, each step of 10 images. */
function looked(...moments: readonly (readonly [step: number, seconds: number])[]): TrainingHistory {
  const history = new TrainingHistory();
  history.branchOff(FIRST_SETTINGS, null);
  lookOn(history, ...moments);
  return history;
}

function lookOn(history: TrainingHistory, ...moments: readonly (readonly [step: number, seconds: number])[]): void {
  for (const [step, seconds] of moments) {
    const position = { step, images: step * 10, epoch: 0, shown: 0, seconds };
    const look: Look = { position, learningRate: 0.1, validation: null, layers: [] };
    const checkpoint: Checkpoint = {
      position,
      snapshot: { updates: step, learned: new Uint8Array(8) },
      optimizer: 'sgd',
      data: 'd',
    };
    history.look(look, checkpoint);
  }
}

const view = (history: TrainingHistory, here: TrainingHistory['end'] = null) =>
  speedView(history, here, SCALES, NAMES.speed, NAMES);

describe('images a second over the steps', () => {
  it('are what was learned since the look before, over how long it took; a mark at the end, or where one is', () => {
    const history = looked([0, 0], [100, 0.5], [300, 1]);
    const { lines, points, y } = view(history);
    expect(lines).toMatchObject([{ x: [100, 300], y: [2000, 4000], name: 'images a second' }]);
    expect(points).toEqual([{ x: 300, y: 4000 }]);
    expect(y.from).toBe(0);
    expect(view(history, history.checkpoints[1]!)).toMatchObject({ points: [{ x: 100, y: 2000 }], ticks: [100] });
    // At the beginning nothing was fast yet.
    expect(view(history, history.checkpoints[0]!)).toMatchObject({ points: [], ticks: [0] });
    expect(plotCsv(view(history))).toBe('"step","images a second"\r\n100,2000\r\n300,4000');
  });

  it('a branch goes on from the seconds of its beginning; the line before stays, dashed', () => {
    const history = looked([0, 0], [100, 0.5], [300, 1]);
    history.branchOff(FIRST_SETTINGS, history.checkpoints[1]!);
    lookOn(history, [200, 1]);
    expect(view(history).lines).toMatchObject([
      { name: 'earlier lines', x: [100, 300], dash: [5, 4] },
      { name: 'images a second', x: [200], y: [2000] },
    ]);
  });

  it('where a clock has not moved, or no seconds were kept, there is no point', () => {
    const history = looked([0, 0], [1, 0], [2, 0.001]);
    expect(view(history).lines).toMatchObject([{ x: [2], y: [10_000] }]);
    const { branches, checkpoints } = history.content();
    const timeless = branches.map((branch) => ({
      ...branch,
      looks: branch.looks.map(({ step, images, learningRate, validation, layers }) => ({
        step,
        images,
        learningRate,
        validation,
        layers,
      })),
    }));
    history.restore({ branches: timeless, checkpoints });
    expect(view(history)).toMatchObject({ lines: [{ x: [], y: [] }], points: [] });
    expect(view(new TrainingHistory())).toMatchObject({ lines: [], points: [] });
  });
});

describe('a short table', () => {
  const line = (name: string, x: number[], y: number[]) => ({ name, x, y, color: 'ink' as const });
  const plot = (...lines: NamedPlot['lines']): NamedPlot => ({
    x: { from: 0, to: 9, label: 'step' },
    y: { label: '' },
    lines,
    points: [],
  });

  it('stands where the network was looked at, with the mean of training next to it', () => {
    const training = { ...line('training', [1, 3, 5, 7], [0.9, NaN, 0.5, 0.4]), isMean: true };
    const validation = line('validation', [0, 4, 8], [2, 1, NaN]);
    expect(shortTableOf(plot(training, validation), 12)).toEqual([
      { x: 0, values: [0.9, 2] },
      { x: 4, values: [0.5, 1] },
      { x: 8, values: [0.4, null] },
    ]);
    expect(shortTableOf(plot(training, line('validation', [], [])), 12)).toEqual([]);
  });

  it('has no more rows than it may, and the last place', () => {
    const places = Array.from({ length: 100 }, (_, place) => place);
    const rows = shortTableOf(plot(line('a layer', places, places)), 12);
    expect(rows.length).toBeLessThanOrEqual(13);
    expect(rows.at(-1)).toEqual({ x: 99, values: [99] });
  });
});
