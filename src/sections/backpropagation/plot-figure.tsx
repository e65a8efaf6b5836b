import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { LinePlotView } from '../../scenes/line-plot-layout.ts';
import { SaveFigure } from '../save-figure.tsx';
import { figurePicture } from '../figure-picture.ts';
import type { Services } from '../section.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { WORDS } from './words.ts';

/** A plot with its title, its button and its caption. */
export function PlotFigure(props: {
  readonly services: Services;
  /** Also the name of the file that it is saved as. */
  readonly name: string;
  readonly title: string;
  readonly view: () => LinePlotView;
  readonly text: ReadonlySignal<string>;
  readonly legend?: ComponentChildren;
  readonly caption?: ComponentChildren;
}) {
  const { services, name, title, view, text, legend, caption } = props;
  const words = services.t(WORDS).plots;
  const canvas = useStageFigure(services.stage, 'linePlot', view);
  return (
    <figure class={`backprop-plot backprop-plot-${name}`}>
      <div class="backprop-figure-title">
        <h3>{title}</h3>
        <SaveFigure
          stage={services.stage}
          label={words.saveLabel(title)}
          fileName={`backpropagation-${name}`}
          picture={() => figurePicture([{ name: title, layers: [canvas.current!] }])}
        >
          {words.save}
        </SaveFigure>
      </div>
      <canvas class="backprop-plot-canvas" ref={canvas} role="img" aria-label={text} />
      {legend}
      {caption && <figcaption class="quiet">{caption}</figcaption>}
    </figure>
  );
}
