import type { ReadonlySignal } from '@preact/signals';
import './live-text.css';

/** A text that changes while the pen moves: as large as the longest that it can be, whatever it says, so that nothing around it is laid out again. */
export function LiveText(props: {
  /** What it is; a paragraph if nothing else is said. */
  readonly as?: 'h3';
  readonly class?: string;
  readonly text: ReadonlySignal<string>;
  /** What it can say, or at least the longest of it. */
  readonly texts: readonly string[];
}) {
  const Element = props.as ?? 'p';
  const longest = props.texts.reduce((one, other) => (other.length > one.length ? other : one), '');
  return (
    <Element class={props.class ? `live-text ${props.class}` : 'live-text'} data-longest={longest}>
      <span class="live-box">{props.text}</span>
    </Element>
  );
}
