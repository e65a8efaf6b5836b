import type { ComponentChildren } from 'preact';
import { NumberField } from './number-field.tsx';
import { useUniqueId } from './unique-id.ts';

/** How many places of the slider are a factor of ten. */
const PLACES_A_DECADE = 20;

/** A positive number over several powers of ten that can be slid, with two digits, which say enough there, and typed; both act at once. */
export function LogSlider(props: {
  readonly label: ComponentChildren;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** What can be typed beyond the end of the slider; `most` unless said. */
  readonly typedMost?: number;
  readonly isWhole?: boolean;
  readonly onChange: (value: number) => void;
}) {
  const id = useUniqueId();
  const { label, value, least, most, typedMost = most, isWhole = false, onChange } = props;
  const rounded = (number: number) => (isWhole ? Math.round(number) : Number(number.toPrecision(2)));
  const place = (number: number) => Math.round(Math.log10(number) * PLACES_A_DECADE);
  return (
    <div class="slider">
      <label class="slider-label" id={id} for={`${id}-range`}>
        {label}
      </label>
      <input
        class="slider-range"
        type="range"
        id={`${id}-range`}
        min={place(least)}
        max={place(most)}
        step={1}
        value={place(Math.min(most, value))}
        aria-valuetext={String(value)}
        onInput={(event) => onChange(rounded(10 ** (event.currentTarget.valueAsNumber / PLACES_A_DECADE)))}
      />
      <NumberField
        labelledBy={id}
        value={value}
        text={String(value)}
        least={least}
        most={typedMost}
        stepped={(steps) => (isWhole ? value + steps : rounded(value * 10 ** (steps / PLACES_A_DECADE)))}
        onChange={(number) => onChange(Math.min(typedMost, Math.max(least, number)))}
      />
    </div>
  );
}
