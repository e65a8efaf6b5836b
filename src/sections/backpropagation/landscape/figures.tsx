import { useComputed } from '@preact/signals';
import type { ComponentChildren, RefObject } from 'preact';
import type { Point } from '../../../domain/strokes.ts';
import { pointOnMap } from '../../../scenes/contour-layout.ts';
import { heightsOf, type GridPoint } from '../../../scenes/landscape-view.ts';
import { pointUnder } from '../../../scenes/surface-layout.ts';
import { FIRST_STANCE, TILTS } from '../../../scenes/surface-view.ts';
import { figurePicture } from '../../figure-picture.ts';
import { SaveFigure } from '../../save-figure.tsx';
import { listen } from '../../../ui/listen.ts';
import { Slider } from '../../../ui/slider.tsx';
import { useMount } from '../../../ui/use-mount.ts';
import type { Services } from '../../section.ts';
import { useMeasured } from '../../use-measured.ts';
import { useStageFigure } from '../../use-stage-figure.ts';
import type { LandscapeModel, LandscapeProps } from './model.ts';
import { landscapeText, sliceText } from './text.ts';
import { dragSurface, turnedByKey } from './surface-drag.ts';

/** The landscape as a surface that can be turned. */
export function SurfaceFigure({ services, model }: LandscapeProps) {
  const { words, stance, view, isHeld, turnTo } = model;
  const canvas = useStageFigure(services.stage, 'surface', () => view.value && { ...view.value, stance: stance.value });
  const size = useMeasured(canvas);
  useMount(() => {
    const place = canvas.current!.parentElement!;
    const stopDrag = dragSurface(place, () => stance.peek(), turnTo, model.hold);
    const stopPointing = followPointer(place, canvas.current!, model, (at) => {
      const now = view.peek();
      if (!now || isHeld.peek()) return null;
      const { width, height, textSize } = size.peek();
      return pointUnder({ ...now, stance: stance.peek() }, heightsOf(now), width, height, textSize, at);
    });
    return () => {
      stopDrag();
      stopPointing();
    };
  });
  const text = useComputed(() => landscapeText(model, services));
  const { turn, tilt } = stance.value;
  return (
    <LandscapeFigure services={services} model={model} name="surface" title={words.surface} canvas={canvas}>
      <div
        class="landscape-place landscape-turns"
        role="group"
        tabIndex={0}
        aria-label={words.surfaceLabel}
        aria-describedby="landscape-surface-keys"
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const next = turnedByKey(event.key, stance.peek());
          if (!next) return;
          event.preventDefault();
          turnTo(next);
        }}
      >
        <canvas class="landscape-canvas" ref={canvas} role="img" aria-label={text} />
      </div>
      <p class="visually-hidden" id="landscape-surface-keys">
        {words.surfaceKeys}
      </p>
      <div class="landscape-stance">
        <Slider
          label={words.turn}
          value={turn}
          least={-180}
          most={180}
          step={1}
          digits={0}
          onChange={(value) => turnTo({ turn: value, tilt: stance.peek().tilt })}
        />
        <Slider
          label={words.tilt}
          value={tilt}
          least={TILTS.least}
          most={TILTS.most}
          step={1}
          digits={0}
          onChange={(value) => turnTo({ turn: stance.peek().turn, tilt: value })}
        />
        <button class="button" type="button" onClick={() => turnTo(FIRST_STANCE)}>
          {words.resetView}
        </button>
      </div>
    </LandscapeFigure>
  );
}

/** The landscape as a map with contour lines. */
export function ContourFigure({ services, model }: LandscapeProps) {
  const { words, view, extremes, pointAt } = model;
  const canvas = useStageFigure(services.stage, 'contour', () => view.value);
  const size = useMeasured(canvas);
  useMount(() =>
    followPointer(canvas.current!.parentElement!, canvas.current!, model, (at) => {
      const now = view.peek();
      const { width, height, textSize } = size.peek();
      return now && pointOnMap(now, width, height, textSize, at);
    }),
  );
  const text = useComputed(() => landscapeText(model, services));
  const go = (event: KeyboardEvent) => {
    const now = view.peek();
    if (!now || event.ctrlKey || event.metaKey || event.altKey) return;
    const lowest = extremes.peek()?.lowest ?? null;
    const next = event.key === 'Home' ? lowest : steppedPoint(event, now.pointed ?? lowest, now.pointed !== null, now);
    if (!next) return;
    event.preventDefault();
    pointAt(next);
  };
  return (
    <LandscapeFigure services={services} model={model} name="contours" title={words.contours} canvas={canvas}>
      <div
        class="landscape-place landscape-points"
        role="group"
        tabIndex={0}
        aria-label={words.contoursLabel}
        aria-describedby="landscape-contours-keys"
        onKeyDown={go}
      >
        <canvas class="landscape-canvas" ref={canvas} role="img" aria-label={text} />
      </div>
      <p class="visually-hidden" id="landscape-contours-keys">
        {words.contoursKeys}
      </p>
    </LandscapeFigure>
  );
}

function LandscapeFigure(props: {
  readonly services: Services;
  readonly model: LandscapeModel;
  readonly name: string;
  readonly title: string;
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly children: ComponentChildren;
}) {
  const { services, model, name, title, canvas, children } = props;
  const { words } = model;
  return (
    <figure class={`landscape-figure landscape-figure-${name}`}>
      <div class="landscape-figure-title">
        <h4>{title}</h4>
        <SaveFigure
          stage={services.stage}
          label={words.saveLabel(title)}
          fileName={`landscape-${name}`}
          picture={() =>
            figurePicture([{ name: `${words.title}: ${title}`, layers: [canvas.current!] }], {
              note: sliceText(model, services),
            })
          }
        >
          {words.save}
        </SaveFigure>
      </div>
      {children}
    </figure>
  );
}

/** Keeps `pointed` what is under the pointer; a finger's last touch stays. */
function followPointer(
  place: HTMLElement,
  canvas: HTMLCanvasElement,
  { pointAt }: LandscapeModel,
  find: (at: Point) => GridPoint | null,
): () => void {
  const point = (event: PointerEvent) => {
    const box = canvas.getBoundingClientRect();
    pointAt(find({ x: event.clientX - box.left, y: event.clientY - box.top }));
  };
  const leave = (event: PointerEvent) => {
    if (event.pointerType !== 'touch') pointAt(null);
  };
  return listen(place, { pointermove: point, pointerdown: point, pointerleave: leave });
}

const FAR = 5;

/** Where a cursor key leads from a point; the first key only shows where it is. */
function steppedPoint(
  { key, shiftKey }: KeyboardEvent,
  from: GridPoint | null,
  isOnPoint: boolean,
  { side, rows }: { readonly side: number; readonly rows: number },
): GridPoint | null {
  const step = shiftKey ? FAR : 1;
  const [across, up] = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[key] ?? [];
  if (across === undefined || !from) return null;
  if (!isOnPoint) return from;
  return {
    column: Math.max(0, Math.min(side - 1, from.column + across)),
    row: Math.max(0, Math.min(rows - 1, from.row + up!)),
  };
}
