import { useRef, useState } from 'preact/hooks';
import { logitDifference } from '../../domain/contributions.ts';
import { shownDifference, type ShownDifference } from '../../domain/shown-sums.ts';
import { restingValue } from '../../state/resting-value.ts';
import { unitsText } from '../../domain/numbers.ts';
import type { Services } from '../section.ts';
import { useOutOfSight } from '../use-out-of-sight.ts';
import type { Comparison, Pair } from './comparison.ts';
import { goToNeuron } from './layer-list.tsx';
import type { Looking } from './looking.ts';
import { WORDS, type NetworkWords } from './words.ts';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** What is compared at present, with its numbers; null while there is no answer to explain. */
interface Explained {
  readonly pair: Pair;
  readonly isThere: boolean;
  readonly shown: ShownDifference | null;
}

/** "Why 7 and not 1?": what every neuron before the outputs adds to the lead of one digit over another. */
export function Difference(props: { readonly services: Services; readonly comparison: Comparison; readonly looking: Looking }) {
  const { services, comparison, looking } = props;
  const { state, t } = services;
  const words = t(WORDS).why;
  const place = useRef<HTMLDivElement>(null);
  const rests = useOutOfSight(place, state);
  const [explained] = useState(() => restingValue(() => explain(services, comparison.pair.value), rests));
  const { pair, isThere, shown } = explained.value;
  const [one, other] = pair;
  return (
    <div class="network-why" ref={place}>
      <div class="why-head">
        <h3 class="why-title">{words.title(one, other)}</h3>
        <DigitSelect label={words.one} shown={words.why} value={one} onChange={(digit) => comparison.choose(0, digit)} />
        <DigitSelect label={words.other} shown={words.and} value={other} onChange={(digit) => comparison.choose(1, digit)} />
        <button class="button-plain" type="button" disabled={!comparison.isChosen.value} onClick={comparison.follow}>
          {words.follow}
        </button>
      </div>
      {shown ? (
        <Parts
          words={words}
          pair={pair}
          shown={shown}
          onGo={(neuron) => goToNeuron(services, looking, { layer: lastHidden(looking), neuron }, { scrolls: true })}
        />
      ) : (
        <p class="why-parts quiet">{isThere ? words.beyond : words.empty}</p>
      )}
    </div>
  );
}

function explain({ state }: Services, pair: Pair): Explained {
  const { activity, parameters } = state.readable.value;
  if (!activity || !parameters || activity.isBlank) return { pair, isThere: false, shown: null };
  return { pair, isThere: true, shown: shownDifference(logitDifference(activity, parameters, ...pair)) };
}

function DigitSelect(props: {
  readonly label: string;
  readonly shown: string;
  readonly value: number;
  readonly onChange: (digit: number) => void;
}) {
  return (
    <label class="why-select">
      <span aria-hidden="true">{props.shown}</span>
      <select
        class="select"
        aria-label={props.label}
        value={String(props.value)}
        onChange={(event) => props.onChange(Number(event.currentTarget.value))}
      >
        {DIGITS.map((digit) => (
          <option key={digit} value={String(digit)}>
            {String(digit)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Parts(props: {
  readonly words: NetworkWords['why'];
  readonly pair: Pair;
  readonly shown: ShownDifference;
  readonly onGo: (neuron: number) => void;
}) {
  const { words, shown, onGo } = props;
  const [one, other] = props.pair;
  const { digits, logits, total } = shown;
  const rows = rowsOf(words, shown, one, other);
  const most = Math.max(...rows.map(({ units }) => Math.abs(units)), 1);
  const silent = shown.contributions.length + 2 - rows.length;
  return (
    <div class="why-parts">
      <p>{words.sum(one, other, unitsText(logits[0], digits), unitsText(logits[1], digits), unitsText(total, digits))}</p>
      <ol class="why-list" aria-label={words.list} style={{ '--rows': String(Math.ceil(rows.length / 2)) }}>
        {rows.map(({ name, units, neuron }) => (
          <li key={name} class={units < 0 ? 'why-part part-negative' : 'why-part part-positive'}>
            {neuron === null ? (
              <span>{name}</span>
            ) : (
              <button class="button-plain" type="button" onClick={() => onGo(neuron)}>
                {name}
              </button>
            )}
            <span class="why-track" aria-hidden="true">
              <span class="why-bar" style={{ '--size': String(Math.abs(units) / most) }} />
            </span>
            <span class="why-number">{unitsText(units, digits)}</span>
          </li>
        ))}
      </ol>
      <p class="quiet">
        {silent > 0 && words.silent(silent)} {words.rounding}
      </p>
    </div>
  );
}

function lastHidden(looking: Looking): number {
  return looking.layout.peek().layers.length - 2;
}

/** Everything that adds something, the largest first. */
function rowsOf(words: NetworkWords['why'], { contributions, biases }: ShownDifference, one: number, other: number) {
  return [
    ...contributions.map((units, index) => ({ name: words.neuron(index + 1), units, neuron: index })),
    { name: words.biasOne(one), units: biases[0], neuron: null },
    { name: words.biasOther(other), units: biases[1], neuron: null },
  ]
    .filter(({ units }) => units !== 0)
    .sort((first, second) => second.units - first.units);
}
