import type { ComponentChildren } from 'preact';
import { NumberField } from './number-field.tsx';
import { decimal } from '../domain/numbers.ts';
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
  return (
    <div class="slider">
      <label class="slider-label" id={id} for={`${id}-range`}>
        {label}
      </label>
      <div>
        <input
          class="slider-range"
          type="range"
          id={`${id}-range`}
          min={least}
          max={most}
          step={step}
          value={value}
          onInput={({ currentTarget }) => onChange(currentTarget.valueAsNumber)}
        />
      </div>
      <NumberField
        labelledBy={id}
        value={value}
        text={decimal(value, digits)}
        least={least}
        most={most}
        stepped={(steps) => Number((value + steps * step).toFixed(digits))}
        onChange={onChange}
      />
    </div>
  );
}
