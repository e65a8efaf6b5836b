import type { ComponentChildren } from 'preact';

/** A button that keeps the focus while it is off for a moment: one that is disabled loses it, and the next Enter goes nowhere. */
export function SteadyButton(props: {
  readonly class?: string;
  /** Underlined words without a frame. */
  readonly isPlain?: boolean;
  /** The whole sentence for those who do not see what the button stands at. */
  readonly label?: string;
  readonly isOff: boolean;
  readonly onClick: () => void;
  readonly children: ComponentChildren;
}) {
  const { isPlain = false, label, isOff, onClick, children } = props;
  const look = isPlain ? 'button-plain' : 'button';
  return (
    <button
      class={props.class ? `${look} ${props.class}` : look}
      type="button"
      aria-label={label}
      aria-disabled={isOff}
      onClick={isOff ? undefined : onClick}
    >
      {children}
    </button>
  );
}
