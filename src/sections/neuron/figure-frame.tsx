import type { ComponentChildren, RefObject } from 'preact';
import { SaveFigure } from '../save-figure.tsx';
import { figurePicture } from '../figure-picture.ts';
import type { Services } from '../section.ts';
import { WORDS } from './words.ts';

/** A figure with its title, its button and its caption. */
export function FigureFrame(props: {
  readonly services: Services;
  readonly name: string;
  readonly title: string;
  readonly caption: ComponentChildren;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly children: ComponentChildren;
}) {
  const { services, name, title, caption, canvas, children } = props;
  const words = services.t(WORDS);
  return (
    <figure class={`neuron-figure neuron-figure-${name}`}>
      <div class="neuron-figure-title">
        <h3>{title}</h3>
        <SaveFigure
          stage={services.stage}
          label={words.saveLabel(title)}
          fileName={`neuron-${name}`}
          picture={() => figurePicture([{ name: title, layers: [canvas.current!] }])}
        >
          {words.save}
        </SaveFigure>
      </div>
      {children}
      <figcaption class="quiet">{caption}</figcaption>
    </figure>
  );
}
