import type { ComponentChildren } from 'preact';
import { useUniqueId } from './unique-id.ts';

/** A number that can be slid and typed; both act at once. */
export function Slider(props: {
  readonly label: ComponentChildren;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly step: number;
  /** Digits after the point. */
  readonly digits: number;
  readonly onChange: (value: number) => void;
}) {
  const id = useUniqueId();
  const { label, value, least, most, step, digits, onChange } = props;
  const take = (input: HTMLInputElement) => {
    if (Number.isFinite(input.valueAsNumber)) onChange(input.valueAsNumber);
  };
  const limits = { min: least, max: most, step, value: value.toFixed(digits) };
  return (
    <div class="slider">
      <label class="slider-label" id={id} for={`${id}-range`}>
        {label}
      </label>
      <input class="slider-range" type="range" id={`${id}-range`} {...limits} onInput={(event) => take(event.currentTarget)} />
      <input
        class="slider-number"
        type="number"
        aria-labelledby={id}
        inputMode="decimal"
        {...limits}
        onChange={(event) => {
          take(event.currentTarget);
          // A number out of range has been moved to the nearest that is in it.
          event.currentTarget.value = value.toFixed(digits);
        }}
      />
    </div>
  );
}
