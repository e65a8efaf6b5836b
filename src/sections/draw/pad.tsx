import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { figurePicture } from '../figure-picture.ts';
import { PadSheet } from '../pad-sheet.tsx';
import { SaveFigure } from '../save-figure.tsx';
import type { Services } from '../section.ts';
import { WORDS } from './words.ts';

/** The sheet that is drawn on. */
export function PadFigure(services: Services) {
  const { state, stage, t } = services;
  const words = t(WORDS).pad;
  const { pad } = state;
  const place = useRef<HTMLElement>(null);
  const contents = useComputed(() => {
    if (pad.isEmpty.value) return words.empty;
    return pad.picture.value ? words.picture : words.strokes(pad.drawing.value.length);
  });
  const hasPictures = stage.backend.value !== 'none';
  return (
    <figure class="draw-pad" ref={place}>
      <figcaption class="draw-title">
        {words.title}
        <SaveFigure
          stage={stage}
          label={t(WORDS).saveLabel(words.title)}
          fileName="digit"
          picture={() => figurePicture([{ layers: [place.current!.querySelector('canvas')!] }])}
        >
          {t(WORDS).save}
        </SaveFigure>
      </figcaption>
      <PadSheet
        services={services}
        name={words.name}
        describedBy="pad-contents pad-keys"
        hint={hasPictures ? words.here : words.noPictures}
        isHinting={!hasPictures || pad.isEmpty.value}
        words={words}
      />
      <p class="visually-hidden" id="pad-contents">
        {contents}
      </p>
      <p class="visually-hidden" id="pad-keys">
        {words.keys}
      </p>
    </figure>
  );
}
