import type { ComponentChildren } from 'preact';
import { NumberField } from './number-field.tsx';
import { useUniqueId } from './unique-id.ts';

/** How many places of the slider are a factor of ten. */
const PLACES_A_DECADE = 20;

/** A positive number over several powers of ten that can be slid and typed; both act at once. */
export function LogSlider(props: {
  readonly label: ComponentChildren;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}) {
  const id = useUniqueId();
  const { label, value, least, most, onChange } = props;
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
        value={place(value)}
        aria-valuetext={String(value)}
        onInput={(event) => onChange(rounded(10 ** (event.currentTarget.valueAsNumber / PLACES_A_DECADE)))}
      />
      <NumberField
        labelledBy={id}
        value={value}
        text={String(value)}
        least={least}
        most={most}
        stepped={(steps) => rounded(value * 10 ** (steps / PLACES_A_DECADE))}
        onChange={(number) => onChange(Math.min(most, Math.max(least, number)))}
      />
    </div>
  );
}

/** Two digits say enough on a scale of powers. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
