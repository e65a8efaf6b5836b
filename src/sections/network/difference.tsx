import { logitDifference } from '../../domain/contributions.ts';
import { shownDifference, type ShownDifference } from '../../domain/shown-sums.ts';
import { unitsText } from '../../ui/numbers.ts';
import type { Services } from '../section.ts';
import type { Comparison, Pair } from './comparison.ts';
import { WORDS, type NetworkWords } from './words.ts';

const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

/** "Why 7 and not 1?": what every neuron before the outputs adds to the lead of one digit over another. */
export function Difference({ services, comparison }: { readonly services: Services; readonly comparison: Comparison }) {
  const words = services.t(WORDS).why;
  const [one, other] = comparison.pair.value;
  return (
    <div class="network-why">
      <div class="why-head">
        <h3 class="why-title">{words.title(one, other)}</h3>
        <DigitSelect label={words.one} shown={words.why} value={one} onChange={(digit) => comparison.choose(0, digit)} />
        <DigitSelect label={words.other} shown={words.and} value={other} onChange={(digit) => comparison.choose(1, digit)} />
        <button class="button-plain" type="button" disabled={!comparison.isChosen.value} onClick={comparison.follow}>
          {words.follow}
        </button>
      </div>
      <Parts services={services} pair={comparison.pair.value} />
    </div>
  );
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
            {digit}
          </option>
        ))}
      </select>
    </label>
  );
}

function Parts({ services, pair: [one, other] }: { readonly services: Services; readonly pair: Pair }) {
  const { state, t } = services;
  const words = t(WORDS).why;
  const values = state.recognition.activity.value;
  const parameters = state.recognition.parameters.value;
  if (!values || !parameters || values.isBlank) return <p class="why-parts quiet">{words.empty}</p>;
  const shown = shownDifference(logitDifference(values, parameters, one, other));
  if (!shown) return <p class="why-parts quiet">{words.beyond}</p>;
  const { digits, logits, total } = shown;
  const rows = rowsOf(words, shown, one, other);
  const most = Math.max(...rows.map(({ units }) => Math.abs(units)), 1);
  const silent = shown.contributions.length + 2 - rows.length;
  return (
    <div class="why-parts">
      <p>{words.sum(one, other, unitsText(logits[0], digits), unitsText(logits[1], digits), unitsText(total, digits))}</p>
      <ol class="why-list" aria-label={words.list}>
        {rows.map(({ name, units }) => (
          <li key={name} class={units < 0 ? 'why-part part-negative' : 'why-part part-positive'}>
            <span>{name}</span>
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

/** Everything that adds something, the largest first. */
function rowsOf(words: NetworkWords['why'], { contributions, biases }: ShownDifference, one: number, other: number) {
  return [
    ...contributions.map((units, index) => ({ name: words.neuron(index + 1), units })),
    { name: words.biasOne(one), units: biases[0] },
    { name: words.biasOther(other), units: biases[1] },
  ]
    .filter(({ units }) => units !== 0)
    .sort((first, second) => second.units - first.units);
}
