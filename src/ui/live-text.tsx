import type { ReadonlySignal } from '@preact/signals';
import './live-text.css';

/** A paragraph that changes while the pen moves: as high as the longest of its texts whatever it says, so that nothing around it is laid out again. */
export function LiveText(props: {
  readonly class: string;
  readonly text: ReadonlySignal<string>;
  /** What it can say, or at least the longest of it. */
  readonly texts: readonly string[];
}) {
  const longest = props.texts.reduce((one, other) => (other.length > one.length ? other : one), '');
  return (
    <p class={`live-text ${props.class}`} data-longest={longest}>
      <span class="live-box">{props.text}</span>
    </p>
  );
}
