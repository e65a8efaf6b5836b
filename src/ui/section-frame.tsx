import type { ComponentChildren } from 'preact';
import './section-frame.css';

/** A section on one screen: on the left what to see and the controls, on the right the picture. */
export function SectionFrame(props: {
  readonly title: ComponentChildren;
  /** At most 40 words. */
  readonly intro: ComponentChildren;
  readonly controls: ComponentChildren;
  /** The picture or pictures. */
  readonly children: ComponentChildren;
}) {
  return (
    <div class="section-frame">
      <div class="section-side">
        <h2 class="section-title">{props.title}</h2>
        <p class="section-intro">{props.intro}</p>
        {props.controls}
      </div>
      <div class="section-main">{props.children}</div>
    </div>
  );
}
