import type { ComponentChildren } from 'preact';

/** On or off. */
export function Switch(props: {
  readonly children: ComponentChildren;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}) {
  return (
    <label class="switch">
      <input
        class="switch-box"
        type="checkbox"
        role="switch"
        checked={props.on}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.children}</span>
    </label>
  );
}
