import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { FIRST_SETTINGS } from '../../src/domain/training-settings.ts';
import { hasChoices, rememberChoices } from '../../src/state/training-choices.ts';
import { pageWithTraining } from './training-page.ts';

let remembered: Map<string, string>;

beforeEach(() => {
  remembered = new Map();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => remembered.get(key) ?? null,
    setItem: (key: string, text: string) => remembered.set(key, text),
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

async function visit() {
  const { training } = await pageWithTraining({});
  rememberChoices(training);
  return training;
}

it('settings, goal and start of the last visit are those of the next', async () => {
  const first = await visit();
  expect(hasChoices()).toBe(false);
  first.change({ hidden: [40], optimizer: 'adam', learningRate: 0.002 });
  first.setGoal({ kind: 'accuracy', accuracy: 0.95 });
  first.setStart('page');
  expect(hasChoices()).toBe(true);
  const next = await visit();
  expect(next.settings.value).toEqual(first.settings.value);
  expect(next.goal.value).toEqual(first.goal.value);
  expect(next.startsFrom.value).toBe('page');
});

it.each([
  'good morning',
  'null',
  '[]',
  '{"settings":7,"goal":null,"startsFrom":{}}',
  '{"settings":{"hidden":[0],"optimizer":"newton","batchSize":"many"},"goal":{"kind":"fame","epochs":-1,"accuracy":9}}',
])('what is damaged is as at the first visit: %s', async (text) => {
  remembered.set('training', text);
  const training = await visit();
  expect(training.settings.value).toEqual(FIRST_SETTINGS);
  expect(training.goal.value.kind).toBe('none');
  expect(training.goal.value.epochs).toBeGreaterThanOrEqual(1);
  expect(training.goal.value.accuracy).toBeLessThanOrEqual(1);
  expect(training.startsFrom.value).toBe('random');
});

it('where storage is forbidden the choices of this visit hold', async () => {
  vi.stubGlobal('localStorage', {
    getItem() {
      throw new DOMException('no', 'SecurityError');
    },
    setItem() {
      throw new DOMException('no', 'SecurityError');
    },
  });
  const training = await visit();
  training.change({ batchSize: 8 });
  expect(training.settings.value.batchSize).toBe(8);
});
