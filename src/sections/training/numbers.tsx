import { useComputed } from '@preact/signals';
import { MEASURED } from '../../state/training-history.ts';
import { measuredAnySize } from '../../domain/decimals.ts';
import { decimal, grouped, percent, roughly } from '../../domain/numbers.ts';
import type { Services } from '../section.ts';
import { WORDS } from './words.ts';

/** Where training stands, in numbers. */
export function Numbers({ state, t }: Services) {
  const words = t(WORDS);
  const names = words.numbers;
  const { training } = state;
  const { position, look, speed, learningRate, history, visited, workforce } = training;
  const last = (channel: number) => {
    void position.value;
    // Of a moment of the past only what the look says is known.
    if (visited.value) return null;
    const series = history.present?.series;
    return series && series.points > 0 ? series.valueAt(series.points - 1, channel) : null;
  };
  const orNone = <Value,>(value: Value | null | undefined, text: (value: Value) => string) =>
    value === null || value === undefined ? names.none : text(value);
  const entries = [
    [names.epoch, useComputed(() => orNone(position.value?.epoch, grouped))],
    [names.step, useComputed(() => orNone(position.value?.step, grouped))],
    [names.seconds, useComputed(() => orNone(position.value?.seconds, (value) => decimal(value, 2)))],
    [names.speed, useComputed(() => orNone(speed.value, roughly))],
    [names.rate, useComputed(() => (position.value ? words.rate(learningRate.value) : names.none))],
    [names.loss, useComputed(() => orNone(last(MEASURED.loss), measuredAnySize))],
    [names.accuracy, useComputed(() => orNone(last(MEASURED.accuracy), percent))],
    [names.validationLoss, useComputed(() => orNone(look.value?.validation?.loss, measuredAnySize))],
    [names.validation, useComputed(() => orNone(look.value?.validation, ({ correct, count }) => percent(correct / count)))],
  ] as const;
  return (
    <div class="training-numbers">
      <dl>
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt class="quiet">{name}</dt>
            <dd class="live-box training-number">{value}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet training-workforce">
        {workforce.value && words.workforce(workforce.value.engineKind, workforce.value.threads)}
        {workforce.value?.threadShortage && ` ${words.shortage(workforce.value.threadShortage)}`}
      </p>
    </div>
  );
}
