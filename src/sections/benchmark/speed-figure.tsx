import type { ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import type { SpeedPlotView } from '../../scenes/speed-plot-layout.ts';
import { figurePicture } from '../figure-picture.ts';
import { SaveFigure } from '../save-figure.tsx';
import type { Services } from '../section.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { WORDS } from './words.ts';

/** A plot over logarithmic axes with its title, its button and its caption. */
export function SpeedFigure(props: {
  readonly services: Services;
  readonly name: string;
  readonly title: string;
  readonly view: () => SpeedPlotView;
  readonly text: ReadonlySignal<string>;
  readonly children?: ComponentChildren;
}) {
  const { services, name, title, view, text } = props;
  const words = services.t(WORDS).figures;
  const canvas = useStageFigure(services.stage, 'speedPlot', view);
  return (
    <figure class="benchmark-figure">
      <div class="benchmark-figure-title">
        <h3>{title}</h3>
        <SaveFigure
          stage={services.stage}
          label={words.saveLabel(title)}
          fileName={`benchmark-${name}`}
          picture={() => figurePicture([{ name: title, layers: [canvas.current!] }])}
        >
          {words.save}
        </SaveFigure>
      </div>
      <canvas class="benchmark-canvas" ref={canvas} role="img" aria-label={text} />
      {props.children && <figcaption class="quiet">{props.children}</figcaption>}
    </figure>
  );
}
