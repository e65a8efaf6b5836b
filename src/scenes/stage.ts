import { signal, type ReadonlySignal } from '@preact/signals';
import type { Container } from 'pixi.js';
import type { Painter } from './painter.ts';
import type { Backdrop } from './backdrop.ts';
import { FrameBudget } from './frame-budget.ts';
import { drawLabels, forgetLetterWidths } from './lettering.ts';
import { readPalette, type Palette } from './palette.ts';
import { screenResolution } from './resolution.ts';
import { openWebGLContext } from './webgl-context.ts';

/** What draws the pictures; 'none' leaves the page to its words and numbers. */
export type Backend = 'opening' | 'webgl' | 'canvas' | 'none';

/** One picture: a tree of Pixi objects that follows the state. */
export interface Scene {
  readonly root: Container;
  /** What lies below, is brought up to date by `draw` as well, and seldom changes. */
  readonly backdrop?: Backdrop;
  /** Brings the tree up to date with the state; sizes in CSS pixels. */
  readonly draw: (width: number, height: number, palette: Palette) => void;
  /** Writes on the finished picture, in CSS pixels: the browser's own text is sharp at any size and costs no textures. */
  readonly letter?: (context: CanvasRenderingContext2D, width: number, height: number, palette: Palette) => void;
  /** Asked after `draw`: is there more to draw than one frame has time for? Then the next one goes on. */
  readonly isUnfinished?: () => boolean;
  readonly destroy: () => void;
}

/** A canvas of the page with the scene that it shows. */
export interface StageFigure {
  /** What the scene shows has changed; it is drawn in the next frame if it is in sight. */
  readonly changed: () => void;
  readonly remove: () => void;
}

/** The page's one place where pictures are made. */
export interface Stage {
  readonly backend: ReadonlySignal<Backend>;
  /** Keeps `canvas`, as large as its CSS makes it, filled with a scene; `makeScene` is called again when a renderer was lost. */
  readonly show: (canvas: HTMLCanvasElement, makeScene: () => Scene) => StageFigure;
  /** The theme is another one: every picture is drawn again in its colours. */
  readonly coloursChanged: () => void;
  /** While it rests no picture is drawn; what has changed meanwhile is drawn when it no longer does. */
  readonly rest: (isResting: boolean) => void;
}

/** A GPU that is lost more often than this is not asked again. */
const MAX_LOSSES = 3;

interface Shown {
  readonly canvas: HTMLCanvasElement;
  readonly makeScene: () => Scene;
  scene: Scene | null;
  /** The backdrop of the scene as it was painted last. */
  readonly below: HTMLCanvasElement;
  inSight: boolean;
  stale: boolean;
  width: number;
  height: number;
  /** When it was drawn last, and how long that took. */
  drawnMs: number;
  costMs: number;
}

/**
 * Opens the stage: one painter fills the canvases of the figures in sight, in turn.
 *
 * The GPU first, then Pixi's canvas renderer, then no pictures; `backend` tells which. Figures may be shown at once.
 */
export function openStage(): Stage {
  const backend = signal<Backend>('opening');
  const figures = new Map<Element, Shown>();
  let painter: Painter | null = null;
  let palette: Palette | null = null;
  const budget = new FrameBudget();
  let frame = 0;
  let losses = 0;
  let isResting = false;

  const requestDrawing = () => {
    if (!isResting) frame ||= requestAnimationFrame(drawFrame);
  };
  const drawFrame = () => {
    frame = 0;
    if (!painter || isResting) return;
    palette ??= readPalette();
    const waiting = [...figures.values()].filter(({ stale, inSight }) => stale && inSight);
    if (waiting.length === 0) return;
    // The next one is asked for at once, and not by what changes until then: from a pen's event that takes Chromium much longer.
    requestDrawing();
    waiting.sort((one, other) => one.drawnMs - other.drawnMs);
    painter.begin();
    const startMs = performance.now();
    budget.begin();
    // What does not fit waits for the next frame, the longest waiting first: a slow machine shows pad and network in turn.
    for (const figure of waiting) {
      if (!budget.hasTimeFor(figure.costMs)) continue;
      const nowMs = performance.now();
      drawFigure(painter, figure, palette);
      figure.drawnMs = startMs;
      figure.costMs = performance.now() - nowMs;
      budget.spend(figure.costMs);
    }
    budget.end();
  };
  const markStale = (figure: Shown) => {
    figure.stale = true;
    if (figure.inSight) requestDrawing();
  };

  const open = async () => {
    painter = await openPainter(losses <= MAX_LOSSES, rebuild);
    backend.value = painter?.backend ?? 'none';
    for (const figure of figures.values()) markStale(figure);
  };
  // Pixi does not survive a second loss by itself, so nothing of what is lost is used again.
  const rebuild = () => {
    losses++;
    for (const figure of figures.values()) {
      figure.scene?.destroy();
      figure.scene = null;
    }
    painter?.destroy();
    painter = null;
    void open();
  };

  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const figure = figures.get(target);
        if (!figure) continue;
        figure.inSight = isIntersecting;
        if (isIntersecting && figure.stale) requestDrawing();
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

  // What was written before its font came is written again.
  document.fonts?.addEventListener('loadingdone', () => {
    forgetLetterWidths();
    for (const figure of figures.values()) {
      if (figure.scene?.backdrop) figure.scene.backdrop.isPainted = false;
      if (figure.scene?.letter || figure.scene?.backdrop) markStale(figure);
    }
  });

  void open();
  return {
    backend,
    show(canvas, makeScene) {
      const below = document.createElement('canvas');
      const figure: Shown = {
        canvas,
        makeScene,
        scene: null,
        below,
        inSight: false,
        stale: true,
        width: 0,
        height: 0,
        drawnMs: 0,
        costMs: 0,
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
          figure.scene?.destroy();
          painter?.forget(canvas);
          painter?.forget(figure.below);
        },
      };
    },
    coloursChanged() {
      palette = null;
      for (const figure of figures.values()) markStale(figure);
    },
    rest(rests) {
      isResting = rests;
      if (!rests) requestDrawing();
    },
  };
}

/** The best painter that this browser gives; each kind is loaded only where it is needed. */
async function openPainter(tryGpu: boolean, onLost: () => void): Promise<Painter | null> {
  try {
    const canvas = document.createElement('canvas');
    const context = tryGpu ? openWebGLContext(canvas) : null;
    if (context) {
      canvas.addEventListener('webglcontextlost', onLost, { once: true });
      const { openWebGLPainter } = await import('./webgl-painter.ts');
      return await openWebGLPainter(canvas, context);
    }
  } catch (error) {
    console.warn('No WebGL renderer:', error);
  }
  try {
    const { openCanvasPainter } = await import('./canvas-painter.ts');
    return await openCanvasPainter();
  } catch (error) {
    console.warn('No canvas renderer:', error);
  }
  return null;
}

function drawFigure(painter: Painter, figure: Shown, palette: Palette): void {
  const { canvas, below, width, height } = figure;
  const context = width > 0 && height > 0 ? canvas.getContext('2d') : null;
  if (!context) return;
  const scene = (figure.scene ??= figure.makeScene());
  scene.draw(width, height, palette);
  const resolution = screenResolution();
  const dotsAcross = Math.round(width * resolution);
  const dotsDown = Math.round(height * resolution);
  fit(canvas, dotsAcross, dotsDown);
  const { backdrop, letter } = scene;
  if (backdrop && (fit(below, dotsAcross, dotsDown) || !backdrop.isPainted)) {
    painter.paint(backdrop.root, below, resolution, null);
    inCssPixels(below.getContext('2d')!, resolution, (paper) => drawLabels(paper, backdrop.labels, palette));
    backdrop.isPainted = true;
  }
  painter.paint(scene.root, canvas, resolution, backdrop ? below : null);
  if (letter) inCssPixels(context, resolution, () => letter(context, width, height, palette));
  figure.stale = scene.isUnfinished?.() ?? false;
}

/** Gives a canvas so many dots; true where it had others, and has lost what was on it. */
function fit(canvas: HTMLCanvasElement, dotsAcross: number, dotsDown: number): boolean {
  if (canvas.width === dotsAcross && canvas.height === dotsDown) return false;
  canvas.width = dotsAcross;
  canvas.height = dotsDown;
  return true;
}

function inCssPixels(
  context: CanvasRenderingContext2D,
  resolution: number,
  draw: (context: CanvasRenderingContext2D) => void,
): void {
  context.setTransform(resolution, 0, 0, resolution, 0, 0);
  context.globalAlpha = 1;
  draw(context);
}
