import type { Pattern } from '../../../scenes/color-ramps.ts';
import { useUniqueId } from '../../../ui/unique-id.ts';
import type { Services } from '../../section.ts';
import type { ShownData } from './shown-data.ts';
import { WORDS } from './words.ts';

const DIGITS = Array.from({ length: 10 }, (_, digit) => digit);

/** What is known of the chosen image, and what can be done with it where it is the person's own. */
export function ChosenImage({
  state,
  t,
  announce,
  data,
  number,
  pattern,
}: Services & {
  readonly data: ShownData | null;
  /** In the data set; null where none is chosen. */
  readonly number: number | null;
  /** null where its picture has not come. */
  readonly pattern: Pattern | null;
}) {
  const words = t(WORDS);
  const id = useUniqueId();
  if (!data || number === null) return <div class="data-chosen" />;
  const label = data.labels[number]!;
  if (data.source !== 'own') {
    const isHeldBack = number >= data.labels.length - data.validationCount;
    return (
      <div class="data-chosen data-buttons">
        <span>{words.browser.chosen(label, number, isHeldBack)}</span>
        <button
          class="button"
          type="button"
          disabled={!pattern}
          onClick={() => pattern && state.pad.putPicture(Uint8Array.from(pattern.values))}
        >
          {words.own.toPad}
        </button>
      </div>
    );
  }
  const { own } = state.dataSets;
  const digit = own.digits.value[number]!;
  return (
    <div class="data-chosen data-buttons">
      <label for={id}>{words.own.relabel(number)}</label>
      <select
        class="select"
        id={id}
        value={String(label)}
        onChange={({ currentTarget }) => own.relabel(digit.id, Number(currentTarget.value))}
      >
        {DIGITS.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
      <button
        class="button"
        type="button"
        onClick={() => {
          own.remove(digit.id);
          announce(words.own.removed);
        }}
      >
        {words.own.remove}
      </button>
      <button class="button" type="button" onClick={() => state.pad.putDrawing(digit.drawing)}>
        {words.own.toPad}
      </button>
    </div>
  );
}
