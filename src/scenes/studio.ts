import { newCanvas, paperOf, type Canvas, type Paper } from './canvas.ts';
import { FrameBudget } from './frame-budget.ts';
import { drawLabels, forgetLetterWidths } from './lettering.ts';
import type { Painter } from './painter.ts';
import type { Palette } from './palette.ts';
import { keepResolution, screenResolution } from './resolution.ts';
import type { MakeScene, Scene } from './scene.ts';
import { SCENES, type SceneName } from './scenes.ts';
import { changed, type Change } from './view-changes.ts';
import { openWebGLContext } from './webgl-context.ts';

/** What draws the pictures; 'none' leaves the page to its words and numbers. */
export type Backend = 'webgl' | 'canvas' | 'none';

/** One figure that is to be drawn, and what has changed in its view. */
export interface FigureOrder {
  readonly figure: number;
  readonly width: number;
  readonly height: number;
  readonly change: Change;
}

/** What the page orders. Figures are called by numbers; sizes are in CSS pixels. */
export type StudioOrder =
  | { readonly kind: 'add'; readonly figure: number; readonly scene: SceneName; readonly canvas: Canvas }
  | {
      readonly kind: 'draw';
      /** Left out where the theme is that of the last order. */
      readonly palette?: Palette;
      /** Dots a CSS pixel. */
      readonly resolution: number;
      readonly figures: readonly FigureOrder[];
    }
  | { readonly kind: 'remove'; readonly figure: number }
  /** While it rests no picture is drawn. */
  | { readonly kind: 'rest'; readonly isResting: boolean };

/** What the studio tells the page. */
export type StudioAnswer =
  /** Which renderer there is: once at the start, and again where that one was lost. */
  | { readonly kind: 'opened'; readonly backend: Backend }
  /** What was ordered of these figures is on their canvases. */
  | { readonly kind: 'drawn'; readonly figures: readonly number[] };

/** A GPU that is lost more often than this is not asked again. */
const MAX_LOSSES = 3;

interface Figure {
  readonly canvas: Canvas;
  makeScene: MakeScene<never> | null;
  scene: Scene | null;
  /** The backdrop of the scene as it was painted last. */
  readonly below: Canvas;
  view: unknown;
  isStale: boolean;
  /** The page waits to hear that it is drawn. */
  isAwaited: boolean;
  width: number;
  height: number;
  /** When it was drawn last, and how long that took. */
  drawnMs: number;
  costMs: number;
}

/** Where pictures are made, in a worker or in the page: one painter fills the canvases of all figures, in turn. */
export class Studio {
  readonly #answer: (answer: StudioAnswer) => void;
  readonly #figures = new Map<number, Figure>();
  readonly #budget = new FrameBudget();
  #painter: Painter | null = null;
  #palette: Palette | null = null;
  #frame = 0;
  #losses = 0;
  #isResting = false;

  constructor(answer: (answer: StudioAnswer) => void) {
    this.#answer = answer;
  }

  async open(): Promise<void> {
    this.#painter = await openPainter(this.#losses <= MAX_LOSSES, this.#rebuild);
    this.#answer({ kind: 'opened', backend: this.#painter?.backend ?? 'none' });
    this.#request();
  }

  /** A font has come: what was written before is written again. */
  lettersChanged(): void {
    forgetLetterWidths();
    for (const figure of this.#figures.values()) {
      if (figure.scene?.backdrop) figure.scene.backdrop.isPainted = false;
      if (figure.scene?.letter || figure.scene?.backdrop) figure.isStale = true;
    }
    this.#request();
  }

  do(order: StudioOrder): void {
    if (order.kind === 'add') this.#add(order.figure, order.scene, order.canvas);
    else if (order.kind === 'remove') this.#remove(order.figure);
    else if (order.kind === 'rest') {
      this.#isResting = order.isResting;
      this.#request();
    } else {
      keepResolution(order.resolution);
      this.#palette = order.palette ?? this.#palette;
      for (const { figure: number, width, height, change } of order.figures) {
        const figure = this.#figures.get(number);
        if (!figure) continue;
        Object.assign(figure, { view: changed(figure.view, change), width, height, isStale: true, isAwaited: true });
      }
      // Where a frame is on its way it draws this as well.
      if (this.#frame === 0) this.#draw();
    }
  }

  #add(number: number, name: SceneName, canvas: Canvas): void {
    const figure: Figure = {
      canvas,
      makeScene: null,
      scene: null,
      below: newCanvas(1, 1),
      view: undefined,
      isStale: false,
      isAwaited: false,
      width: 0,
      height: 0,
      drawnMs: 0,
      costMs: 0,
    };
    this.#figures.set(number, figure);
    const load = async () => {
      figure.makeScene = (await SCENES[name]()) as MakeScene<never>;
      this.#request();
    };
    load().catch((error: unknown) => console.warn(`No picture of the kind ${name}:`, error));
  }

  #remove(number: number): void {
    const figure = this.#figures.get(number);
    if (!figure) return;
    this.#figures.delete(number);
    figure.scene?.destroy();
    this.#painter?.forget(figure.canvas);
    this.#painter?.forget(figure.below);
  }

  /** Pixi does not survive a second loss by itself, so nothing of what is lost is used again. */
  readonly #rebuild = (): void => {
    this.#losses++;
    for (const figure of this.#figures.values()) {
      figure.scene?.destroy();
      figure.scene = null;
      figure.isStale = figure.view !== undefined;
    }
    this.#painter?.destroy();
    this.#painter = null;
    void this.open();
  };

  #request(): void {
    if (this.#isResting || this.#frame !== 0) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    const [painter, palette] = [this.#painter, this.#palette];
    if (!painter || !palette || this.#isResting) return;
    const waiting = [...this.#figures].filter(([, { isStale, makeScene }]) => isStale && makeScene);
    if (waiting.length === 0) return;
    waiting.sort(([, one], [, other]) => one.drawnMs - other.drawnMs);
    painter.begin();
    const startMs = performance.now();
    this.#budget.begin();
    const drawn: number[] = [];
    // What does not fit waits for the next frame, the longest waiting first: a slow machine shows pad and network in turn.
    for (const [number, figure] of waiting) {
      if (!this.#budget.hasTimeFor(figure.costMs)) continue;
      const nowMs = performance.now();
      figure.isStale = false;
      try {
        drawFigure(painter, figure, palette, painter.backend === 'webgl');
      } catch (error) {
        console.warn('A picture could not be drawn:', error);
      }
      figure.drawnMs = startMs;
      figure.costMs = performance.now() - nowMs;
      this.#budget.spend(figure.costMs);
      if (figure.isAwaited) drawn.push(number);
      figure.isAwaited = false;
    }
    this.#budget.end();
    if (drawn.length > 0) this.#answer({ kind: 'drawn', figures: drawn });
    if (waiting.some(([, { isStale }]) => isStale)) this.#request();
  }
}

/** The best painter that this browser gives; each kind is loaded only where it is needed. */
async function openPainter(tryGpu: boolean, onLost: () => void): Promise<Painter | null> {
  try {
    const canvas = newCanvas(16, 16);
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

function drawFigure(painter: Painter, figure: Figure, palette: Palette, hasGpu: boolean): void {
  const { canvas, below, width, height } = figure;
  const paper = width > 0 && height > 0 ? paperOf(canvas) : null;
  if (!paper) return;
  const scene = (figure.scene ??= figure.makeScene!(() => figure.view as never, hasGpu));
  scene.draw(width, height, palette);
  const resolution = screenResolution();
  const dotsAcross = Math.round(width * resolution);
  const dotsDown = Math.round(height * resolution);
  fit(canvas, dotsAcross, dotsDown);
  const { backdrop, letter } = scene;
  if (backdrop && (fit(below, dotsAcross, dotsDown) || !backdrop.isPainted)) {
    painter.paint(backdrop.root, below, resolution, null);
    inCssPixels(paperOf(below)!, resolution, (own) => drawLabels(own, backdrop.labels, palette));
    backdrop.isPainted = true;
  }
  painter.paint(scene.root, canvas, resolution, backdrop ? below : null);
  if (letter) inCssPixels(paper, resolution, () => letter(paper, width, height, palette));
  figure.isStale = scene.isUnfinished?.() ?? false;
}

/** Gives a canvas so many dots; true where it had others, and has lost what was on it. */
function fit(canvas: Canvas, dotsAcross: number, dotsDown: number): boolean {
  if (canvas.width === dotsAcross && canvas.height === dotsDown) return false;
  canvas.width = dotsAcross;
  canvas.height = dotsDown;
  return true;
}

function inCssPixels(paper: Paper, resolution: number, draw: (paper: Paper) => void): void {
  paper.setTransform(resolution, 0, 0, resolution, 0, 0);
  paper.globalAlpha = 1;
  draw(paper);
}
