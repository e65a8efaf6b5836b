import { signal, useComputed, type ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Branch, KeptCheckpoint } from '../../state/training-history.ts';
import { grouped, percent } from '../../domain/numbers.ts';
import { useUniqueId } from '../../ui/unique-id.ts';
import { SteadyButton } from '../../ui/steady-button.tsx';
import type { Services } from '../section.ts';
import { WORDS } from './words.ts';

/** The line along which one travels, where it is not the present one. */
function createLine() {
  const line = signal<number | null>(null);
  return {
    line: line as ReadonlySignal<number | null>,
    follow: (branch: number | null) => {
      line.value = branch;
    },
  };
}

/** Where one stands on which line, and where one could go. */
interface Journey {
  readonly branches: readonly Branch[];
  readonly branch: Branch | null;
  readonly stops: readonly KeptCheckpoint[];
  /** A place in `stops`. */
  readonly at: number;
}

/** Back to any moment that is kept, on any line, and on from there. */
export function TimeTravel(services: Services) {
  const { state, t } = services;
  const words = t(WORDS).travel;
  const { training } = state;
  const id = useUniqueId();
  const [{ line, follow }] = useState(createLine);
  // Another list whenever there are other moments, which is seldom beside the steps.
  const moments = useComputed(() => {
    void training.revision.value;
    return training.history.checkpoints;
  });
  void moments.value;
  const visited = training.visited.value;
  const { branches, branch, stops, at } = journeyOf(services, line.value);
  const here = stops[at];
  const { kind } = training.status.value;
  const isBusy = kind === 'making' || kind === 'preparing';
  const go = (stop: KeptCheckpoint | undefined) => {
    if (!stop || stop.id === visited?.id) return;
    if (stop.id === training.history.end?.id) training.returnToEnd();
    else training.visit(stop);
  };
  const text = here ? momentText(words, here) : words.none;
  return (
    <div class="time-travel">
      <div class="time-travel-line">
        <label for={id}>{words.title}</label>
        <input
          class="slider-range"
          type="range"
          id={id}
          min={0}
          max={Math.max(1, stops.length - 1)}
          step={1}
          value={stops.length > 1 ? at : 1}
          disabled={isBusy || stops.length < 2}
          aria-valuetext={text}
          onInput={({ currentTarget }) => {
            if (branch) follow(branch.id);
            go(stops[currentTarget.valueAsNumber]);
          }}
        />
        <span class="time-travel-moment" aria-hidden="true">
          {text}
        </span>
      </div>
      <div class="time-travel-line">
        <SteadyButton isOff={!visited || isBusy} onClick={training.start}>
          {words.goOn}
        </SteadyButton>
        <SteadyButton isOff={!visited || isBusy} onClick={training.returnToEnd}>
          {words.toEnd}
        </SteadyButton>
        <select
          class="select"
          aria-label={words.line}
          value={branch?.id}
          disabled={isBusy || branches.length < 2}
          onChange={({ currentTarget }) => {
            const next = branches.find((one) => one.id === Number(currentTarget.value))!;
            follow(next.id);
            go(training.history.along(next).at(-1));
          }}
        >
          {branches.length === 0 && <option>{words.noLine}</option>}
          {branches.map((one) => (
            <option key={one.id} value={one.id}>
              {words.lineName(one.id, one.firstStep, one.id === training.history.present?.id)}
            </option>
          ))}
        </select>
      </div>
      <p class="quiet time-travel-note">{visited ? words.visiting : words.note}</p>
    </div>
  );
}

function journeyOf({ state }: Services, line: number | null): Journey {
  const { history, visited } = state.training;
  const here = visited.value;
  const branches = history.branches.filter((branch) => history.along(branch).length > 0);
  const holds = (branch: Branch) => history.along(branch).some(({ id }) => id === here?.id);
  const branch = here
    ? (branches.find((one) => one.id === line && holds(one)) ?? branches.find(({ id }) => id === here.branch) ?? null)
    : (branches.find(({ id }) => id === history.present?.id) ?? null);
  const stops = branch ? history.along(branch) : [];
  const at = here ? stops.findLastIndex(({ images }) => images <= here.images) : stops.length - 1;
  return { branches, branch, stops, at: Math.max(0, at) };
}

function momentText(words: (typeof WORDS)['en']['travel'], { record }: KeptCheckpoint): string {
  const { step, validation } = record;
  return words.moment(grouped(step), validation && percent(validation.accuracy));
}
