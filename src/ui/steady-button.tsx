import type { ComponentChildren } from 'preact';

/** A button that keeps the focus while it is off for a moment: one that is disabled loses it, and the next Enter goes nowhere. */
export function SteadyButton(props: {
  readonly class?: string;
  readonly isOff: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}) {
  const { isOff, onClick, children } = props;
  return (
    <button
      class={props.class ? `button ${props.class}` : 'button'}
      type="button"
      aria-disabled={isOff}
      onClick={isOff ? undefined : onClick}
    >
      {children}
    </button>
  );
}
