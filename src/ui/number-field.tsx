import { useEffect, useRef, useState } from 'preact/hooks';
import { typedNumber } from '../domain/numbers.ts';

/** Steps that a page up or down key goes. */
const LARGE_STEP = 10;

/** So long a number has to rest before it stands in the field itself: longer than from one reading of a moving drawing to the next. */
const REST_MS = 600;

/**
 * A number that can be typed and stepped with the cursor keys; what can be read acts at once.
 *
 * A text field that is given other text makes Chromium build the layers of the whole page anew, four milliseconds each time. So while
 * the number changes by other means, plain text in front of the empty-looking field shows it, and the field follows when it rests.
 */
export function NumberField(props: {
  readonly id?: string;
  readonly labelledBy?: string;
  readonly value: number;
  /** The number as it is shown. */
  readonly text: string;
  readonly least: number;
  readonly most: number;
  /** Where so many steps up or, negative, down lead. */
  readonly stepped: (steps: number) => number;
  /** Hears numbers out of range as well, typed ones. */
  readonly onChange: (value: number) => void;
}) {
  const { id, labelledBy, value, text, least, most, stepped, onChange } = props;
  const field = useRef<HTMLInputElement>(null);
  /** Known at once, not at the next rendering: what is being typed must not be written over in between. */
  const typingRef = useRef(false);
  const [timesTyped, setTimesTyped] = useState(0);
  const [first] = useState(text);
  useEffect(() => {
    const follow = () => {
      if (!typingRef.current) fill(field.current, text);
    };
    if (document.activeElement === field.current) {
      follow();
      return undefined;
    }
    const timer = setTimeout(follow, REST_MS);
    return () => clearTimeout(timer);
  }, [text, timesTyped]);
  const stop = () => {
    if (!typingRef.current) return;
    typingRef.current = false;
    setTimesTyped((times) => times + 1);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: LARGE_STEP, PageDown: -LARGE_STEP }[event.key];
    if (!steps || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    stop();
    onChange(Math.min(most, Math.max(least, stepped(steps))));
  };
  return (
    <div>
      {/* In a cell of its own: a cell of a grid is never laid out by itself. */}
      <div class="number-field">
        {/* No input of type number: that takes no comma, drops a true minus in silence, and cannot show one. */}
        <input
          ref={field}
          type="text"
          role="spinbutton"
          id={id}
          aria-labelledby={labelledBy}
          aria-valuemin={least}
          aria-valuemax={most}
          aria-valuenow={value}
          aria-valuetext={text}
          // The decimal keys of some phones have no minus.
          inputMode={least < 0 ? 'text' : 'decimal'}
          autoComplete="off"
          defaultValue={first}
          onFocus={({ currentTarget }) => {
            if (fill(currentTarget, text)) currentTarget.select();
          }}
          onInput={({ currentTarget }) => {
            typingRef.current = true;
            const number = typedNumber(currentTarget.value);
            if (number !== null) onChange(number);
          }}
          // What cannot be read, and what is out of range, becomes the number that is in force.
          onChange={stop}
          onBlur={stop}
          onKeyDown={onKeyDown}
        />
        <span aria-hidden="true">{text}</span>
      </div>
    </div>
  );
}

/** Whether that was another text. */
function fill(field: HTMLInputElement | null, text: string): boolean {
  if (!field || field.value === text) return false;
  field.value = text;
  return true;
}
