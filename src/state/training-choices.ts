import { effect } from '@preact/signals';
import { storedText, storeText } from './stored.ts';
import type { Goal, Training } from './training.ts';

const KEY = 'training';
const GOALS: readonly Goal['kind'][] = ['none', 'epochs', 'accuracy'];

/** Gives training the settings of the last visit, as far as they make sense, and remembers those of this one. */
export function rememberChoices(training: Training): void {
  const found = readChoices(storedText(KEY));
  training.change(found.settings);
  training.setGoal(found.goal);
  if (found.startsFrom === 'page') training.setStart('page');
  let isFirst = true;
  effect(() => {
    const text = JSON.stringify({
      settings: training.settings.value,
      goal: training.goal.value,
      startsFrom: training.startsFrom.value,
    });
    if (!isFirst) storeText(KEY, text);
    isFirst = false;
  });
}

/** Has this browser remembered any? */
export function hasChoices(): boolean {
  return storedText(KEY) !== null;
}

function readChoices(text: string | null): { settings: Record<string, unknown>; goal: Partial<Goal>; startsFrom: unknown } {
  const { settings, goal, startsFrom } = objectIn(text);
  const { kind, epochs, accuracy } = isObject(goal) ? goal : {};
  const known = GOALS.find((one) => one === kind);
  return {
    settings: isObject(settings) ? settings : {},
    goal: {
      ...(known && { kind: known }),
      ...(Number.isInteger(epochs) && { epochs: Math.min(10_000, Math.max(1, epochs as number)) }),
      ...(typeof accuracy === 'number' && accuracy >= 0.1 && accuracy <= 1 && { accuracy }),
    },
    startsFrom,
  };
}

function objectIn(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
