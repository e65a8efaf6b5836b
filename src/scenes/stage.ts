import { signal, type ReadonlySignal } from '@preact/signals';
import type { Container, Renderer } from 'pixi.js';
import { readPalette, type Palette } from './palette.ts';
import { openWebGLContext } from './webgl-context.ts';

/** What draws the pictures; 'none' leaves the page to its words and numbers. */
export type Backend = 'opening' | 'webgl' | 'canvas' | 'none';

/** One picture: a tree of Pixi objects that follows the state. */
export interface Scene {
  readonly root: Container;
  /** Brings the tree up to date with the state; sizes in CSS pixels. */
  readonly draw: (width: number, height: number, palette: Palette) => void;
  /** Writes on the finished picture, in CSS pixels: the browser's own text is sharp at any size and costs no textures. */
  readonly letter?: (context: CanvasRenderingContext2D, width: number, height: number, palette: Palette) => void;
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
}

/** The most dots that a CSS pixel is drawn with; the GPU always draws as many, and the copy smooths what has no antialiasing. */
const MAX_RESOLUTION = 2;

/** A GPU that is lost more often than this is not asked again. */
const MAX_LOSSES = 3;

interface Shown {
  readonly canvas: HTMLCanvasElement;
  readonly makeScene: () => Scene;
  scene: Scene | null;
  inSight: boolean;
  stale: boolean;
  width: number;
  height: number;
}

/**
 * Opens the stage: one renderer off screen draws the figures in sight in turn, and each copies its picture to its own canvas.
 *
 * The GPU first, then Pixi's canvas renderer, then no pictures; `backend` tells which. Figures may be shown at once.
 */
export function openStage(): Stage {
  const backend = signal<Backend>('opening');
  const figures = new Map<Element, Shown>();
  let renderer: Renderer | null = null;
  let palette: Palette | null = null;
  let frame = 0;
  let losses = 0;

  const requestDrawing = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      if (!renderer) return;
      palette ??= readPalette();
      for (const figure of figures.values()) if (figure.stale && figure.inSight) drawFigure(renderer, figure, palette);
    });
  };
  const markStale = (figure: Shown) => {
    figure.stale = true;
    if (figure.inSight) requestDrawing();
  };

  const open = async () => {
    const opened = await openRenderer(losses <= MAX_LOSSES);
    renderer = opened.renderer;
    backend.value = opened.backend;
    renderer?.canvas.addEventListener?.('webglcontextlost', rebuild, { once: true });
    for (const figure of figures.values()) markStale(figure);
  };
  // Pixi does not survive a second loss by itself, so nothing of the lost renderer is used again.
  const rebuild = () => {
    losses++;
    for (const figure of figures.values()) {
      figure.scene?.destroy();
      figure.scene = null;
    }
    renderer?.destroy();
    renderer = null;
    void open();
  };

  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      const figure = figures.get(target);
      if (!figure) continue;
      figure.inSight = isIntersecting;
      if (isIntersecting && figure.stale) requestDrawing();
    }
  });
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
    for (const figure of figures.values()) if (figure.scene?.letter) markStale(figure);
  });

  void open();
  return {
    backend,
    show(canvas, makeScene) {
      const figure: Shown = { canvas, makeScene, scene: null, inSight: false, stale: true, width: 0, height: 0 };
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
        },
      };
    },
    coloursChanged() {
      palette = null;
      for (const figure of figures.values()) markStale(figure);
    },
  };
}

/** The best renderer that this browser gives; each kind is loaded only where it is needed. */
async function openRenderer(tryGpu: boolean): Promise<{ renderer: Renderer | null; backend: Backend }> {
  try {
    const canvas = document.createElement('canvas');
    const context = tryGpu ? openWebGLContext(canvas) : null;
    if (context) {
      const { openWebGLRenderer } = await import('./webgl-renderer.ts');
      return { renderer: await openWebGLRenderer(canvas, context), backend: 'webgl' };
    }
  } catch (error) {
    console.warn('No WebGL renderer:', error);
  }
  try {
    const { openCanvasRenderer } = await import('./canvas-renderer.ts');
    const renderer = await openCanvasRenderer();
    if (renderer) return { renderer, backend: 'canvas' };
  } catch (error) {
    console.warn('No canvas renderer:', error);
  }
  return { renderer: null, backend: 'none' };
}

function drawFigure(renderer: Renderer, figure: Shown, palette: Palette): void {
  const { canvas, width, height } = figure;
  const context = width > 0 && height > 0 ? canvas.getContext('2d') : null;
  if (!context) return;
  const scene = (figure.scene ??= figure.makeScene());
  scene.draw(width, height, palette);

  const { screen } = renderer;
  const ratio = Math.min(MAX_RESOLUTION, window.devicePixelRatio || 1);
  const resolution = renderer.name === 'webgl' ? MAX_RESOLUTION : ratio;
  if (screen.width < width || screen.height < height || renderer.resolution !== resolution) {
    renderer.resize(Math.max(screen.width, Math.ceil(width)), Math.max(screen.height, Math.ceil(height)), resolution);
  }
  renderer.render({ container: scene.root });

  const dotsAcross = Math.round(width * ratio);
  const dotsDown = Math.round(height * ratio);
  if (canvas.width === dotsAcross && canvas.height === dotsDown) {
    context.clearRect(0, 0, dotsAcross, dotsDown);
  } else {
    canvas.width = dotsAcross;
    canvas.height = dotsDown;
  }
  context.drawImage(
    renderer.canvas as HTMLCanvasElement,
    0,
    0,
    width * resolution,
    height * resolution,
    0,
    0,
    canvas.width,
    canvas.height,
  );
  if (scene.letter) {
    context.scale(ratio, ratio);
    scene.letter(context, width, height, palette);
  }
  figure.stale = false;
}
