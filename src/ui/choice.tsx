import { useUniqueId } from './unique-id.ts';

/** One of a few, all in sight. */
export function Choice<Value extends string>(props: {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}) {
  const name = useUniqueId();
  return (
    <div class="choice" role="radiogroup" aria-label={props.label}>
      {props.options.map(({ value, label }) => (
        <label class="choice-option" key={value}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === props.value}
            onChange={() => props.onChange(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}
