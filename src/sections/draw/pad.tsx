import { useComputed, useSignal } from '@preact/signals';
import { padScene, type PadCursor } from '../../scenes/pad-scene.ts';
import { useMount } from '../../ui/use-mount.ts';
import { SaveFigure } from '../save-figure.tsx';
import { figurePicture } from '../figure-picture.ts';
import type { Services } from '../section.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { listenToKeys } from './pad-keyboard.ts';
import { listenToPointers } from './pad-pointer.ts';
import { WORDS } from './words.ts';

/** The sheet that is drawn on. */
export function PadFigure({ state, stage, announce, t }: Services) {
  const words = t(WORDS).pad;
  const { pad } = state;
  const cursor = useSignal<PadCursor | null>(null);
  const canvas = useStageFigure(stage, padScene, () => ({
    drawing: pad.drawing.value,
    picture: pad.picture.value,
    cursor: cursor.value,
  }));

  useMount(() => {
    const element = canvas.current!;
    const radius = () => (pad.tool.value === 'eraser' ? pad.eraserRadius.value : pad.brush.value.size / 2);
    const stopPointers = listenToPointers(element, pad, (at) => {
      cursor.value = at && pad.tool.value === 'eraser' ? { at, radius: radius(), byKeyboard: false } : null;
    });
    const stopKeys = listenToKeys(element, pad, {
      moved: (at) => (cursor.value = at && { at, radius: radius(), byKeyboard: true }),
      penDown: ({ x, y }) => announce(words.penDown(Math.round(x), Math.round(y))),
      penUp: () => announce(words.penUp),
    });
    return () => {
      stopPointers();
      stopKeys();
    };
  });

  const contents = useComputed(() => {
    if (pad.isEmpty.value) return words.empty;
    return pad.picture.value ? words.picture : words.strokes(pad.drawing.value.length);
  });
  const hint = stage.backend.value === 'none' ? words.noPictures : pad.isEmpty.value ? words.here : null;
  return (
    <figure class="draw-pad">
      <figcaption class="draw-title">
        {words.title}
        <SaveFigure
          stage={stage}
          label={t(WORDS).saveLabel(words.title)}
          fileName="digit"
          picture={() => figurePicture([{ layers: [canvas.current!] }])}
        >
          {t(WORDS).save}
        </SaveFigure>
      </figcaption>
      <div class="pad-place">
        <canvas
          class={pad.tool.value === 'eraser' ? 'pad pad-erasing' : 'pad'}
          ref={canvas}
          tabIndex={0}
          role="application"
          aria-label={words.name}
          aria-describedby="pad-contents pad-keys"
        />
        {hint && <p class="pad-hint">{hint}</p>}
      </div>
      <p class="visually-hidden" id="pad-contents">
        {contents}
      </p>
      <p class="visually-hidden" id="pad-keys">
        {words.keys}
      </p>
    </figure>
  );
}
