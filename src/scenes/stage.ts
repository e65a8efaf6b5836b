import { signal, type ReadonlySignal } from '@preact/signals';
import { readPalette } from './palette.ts';
import { pageResolution } from './resolution.ts';
import type { SceneName, SceneViews } from './scenes.ts';
import type { Backend, FigureOrder, StudioAnswer } from './studio.ts';
import { openStudio, type StudioLink } from './studio-client.ts';
import type { PictureFont } from './studio-worker.ts';
import { changeBetween } from './view-changes.ts';

/** A canvas of the page with the scene that it shows. */
export interface StageFigure {
  /** What the scene shows has changed; it is drawn in the next frame if it is in sight. */
  readonly changed: () => void;
  readonly remove: () => void;
}

/** The page's one place where pictures are shown. */
export interface Stage {
  readonly backend: ReadonlySignal<Backend | 'opening'>;
  /** Keeps `canvas`, as large as its CSS makes it, filled with a scene; `view` is called when it is ordered, and at no other time. */
  readonly show: <Name extends SceneName>(canvas: HTMLCanvasElement, scene: Name, view: () => SceneViews[Name]) => StageFigure;
  /** The theme is another one: every picture is drawn again in its colours. */
  readonly coloursChanged: () => void;
  /** Resolves when these canvases show what there is to show, in sight or not, or after a while where that goes on changing. */
  readonly drawn: (canvases: readonly HTMLCanvasElement[]) => Promise<void>;
  /** While it rests no picture is drawn; what has changed meanwhile is drawn when it no longer does. */
  readonly rest: (isResting: boolean) => void;
}

/** So much of a frame goes to finding out what pictures show: on a slow machine they are ordered in turn. */
const VIEWS_MS = 0.75;

/** Pictures that move without end are waited for no longer than this. */
const LONGEST_WAIT_MS = 1000;

interface Shown {
  readonly number: number;
  readonly canvas: HTMLCanvasElement;
  readonly scene: SceneName;
  readonly view: () => unknown;
  /** What the studio knows. */
  known: unknown;
  isAdded: boolean;
  inSight: boolean;
  /** Drawn out of sight as well: somebody waits for it. */
  isWanted: boolean;
  isStale: boolean;
  /** Ordered, and not drawn yet: the next view waits until it is. */
  isOrdered: boolean;
  orderedMs: number;
  width: number;
  height: number;
}

/**
 * Opens the stage: figures in sight whose views have changed are ordered from the studio, once a frame.
 *
 * The studio takes the GPU first, then Pixi's canvas renderer, then no pictures; `backend` tells which. Figures may be shown at once.
 */
export function openStage(fonts: readonly PictureFont[]): Stage {
  const backend = signal<Backend | 'opening'>('opening');
  const figures = new Map<Element, Shown>();
  let studio: StudioLink | null = null;
  let isThemeKnown = false;
  let frame = 0;
  let count = 0;
  let isResting = false;

  const isWaiting = ({ isStale, isOrdered, inSight, isWanted, width, height }: Shown) =>
    isStale && !isOrdered && (inSight || isWanted) && width > 0 && height > 0;
  const request = () => {
    if (!isResting && studio) frame ||= requestAnimationFrame(order);
  };
  const order = () => {
    frame = 0;
    if (!studio || isResting) return;
    const waiting = [...figures.values()].filter(isWaiting);
    if (waiting.length === 0) return;
    // The next frame is asked for at once, and not by what changes until then: from a pen's event that takes Chromium much longer.
    request();
    waiting.sort((one, other) => one.orderedMs - other.orderedMs);
    const startMs = performance.now();
    const orders: FigureOrder[] = [];
    for (const figure of waiting) {
      // What there is no time for waits for the next frame, the longest waiting first.
      if (performance.now() - startMs > VIEWS_MS) break;
      const { number, canvas, scene, width, height } = figure;
      if (!figure.isAdded) studio.send({ kind: 'add', figure: number, scene, canvas: studio.handOver(canvas) });
      figure.isStale = false;
      const view = figure.view();
      const change = changeBetween(figure.known, view);
      Object.assign(figure, { isAdded: true, isOrdered: true, known: view, orderedMs: startMs });
      orders.push({ figure: number, width, height, change });
    }
    studio.send({
      kind: 'draw',
      resolution: pageResolution(),
      figures: orders,
      ...(!isThemeKnown && { palette: readPalette() }),
    });
    isThemeKnown = true;
  };
  const markStale = (figure: Shown) => {
    figure.isStale = true;
    if (isWaiting(figure)) request();
  };
  const hear = (answer: StudioAnswer) => {
    if (answer.kind === 'opened') {
      backend.value = answer.backend;
      return;
    }
    for (const figure of figures.values()) if (answer.figures.includes(figure.number)) figure.isOrdered = false;
    if ([...figures.values()].some(isWaiting)) request();
  };

  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const figure = figures.get(target);
        if (!figure) continue;
        figure.inSight = isIntersecting;
        if (isWaiting(figure)) request();
      }
    },
    // What only touches the edge of the screen is not in sight.
    { rootMargin: '-1px' },
  );
  const sizes = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const figure = figures.get(target);
      if (!figure) continue;
      figure.width = contentRect.width;
      figure.height = contentRect.height;
      markStale(figure);
    }
  });

  const open = async () => {
    studio = await openStudio(fonts, hear);
    request();
  };
  void open();
  return {
    backend,
    show(canvas, scene, view) {
      const figure: Shown = {
        number: count++,
        canvas,
        scene,
        view,
        known: undefined,
        isAdded: false,
        inSight: false,
        isWanted: false,
        isStale: true,
        isOrdered: false,
        orderedMs: 0,
        width: 0,
        height: 0,
      };
      figures.set(canvas, figure);
      sight.observe(canvas);
      sizes.observe(canvas);
      return {
        changed: () => markStale(figure),
        remove() {
          sight.unobserve(canvas);
          sizes.unobserve(canvas);
          figures.delete(canvas);
          if (figure.isAdded) studio?.send({ kind: 'remove', figure: figure.number });
        },
      };
    },
    coloursChanged() {
      isThemeKnown = false;
      for (const figure of figures.values()) markStale(figure);
    },
    async drawn(canvases) {
      const wanted = canvases.flatMap((canvas) => figures.get(canvas) ?? []);
      for (const figure of wanted) figure.isWanted = true;
      request();
      const endMs = performance.now() + LONGEST_WAIT_MS;
      const isPending = () =>
        !isResting && backend.value !== 'none' && wanted.some((figure) => figure.isOrdered || isWaiting(figure));
      while (isPending() && performance.now() < endMs) await nextFrame();
      for (const figure of wanted) figure.isWanted = false;
      // What a worker has drawn is in the page one frame later.
      await nextFrame();
      await nextFrame();
    },
    rest(rests) {
      isResting = rests;
      studio?.send({ kind: 'rest', isResting: rests });
      request();
    },
  };
}

function nextFrame(): Promise<void> {
  return new Promise((done) => {
    requestAnimationFrame(() => done());
  });
}
