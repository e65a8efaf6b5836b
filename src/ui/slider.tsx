import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { decimal, typedNumber } from './numbers.ts';
import { useUniqueId } from './unique-id.ts';

/** Steps that a page up or down key goes. */
const LARGE_STEP = 10;

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
  /** What is being typed, as it was typed; null while nobody types. */
  const [typed, setTyped] = useState<string | null>(null);
  const stop = () => setTyped(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: LARGE_STEP, PageDown: -LARGE_STEP }[event.key];
    if (!steps || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stop();
    onChange(Math.min(most, Math.max(least, Number((value + steps * step).toFixed(digits)))));
  };
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
      <div>
        {/* No input of type number: that takes no comma, drops a true minus in silence, and cannot show one. */}
        <input
          class="slider-number"
          type="text"
          role="spinbutton"
          aria-labelledby={id}
          aria-valuemin={least}
          aria-valuemax={most}
          aria-valuenow={value}
          // The decimal keys of some phones have no minus.
          inputMode={least < 0 ? 'text' : 'decimal'}
          autoComplete="off"
          value={typed ?? decimal(value, digits)}
          onInput={({ currentTarget }) => {
            setTyped(currentTarget.value);
            const number = typedNumber(currentTarget.value);
            if (number !== null) onChange(number);
          }}
          // What cannot be read, and what is out of range, becomes the number that is in force.
          onChange={stop}
          onBlur={stop}
          onKeyDown={onKeyDown}
        />
      </div>
    </div>
  );
}
