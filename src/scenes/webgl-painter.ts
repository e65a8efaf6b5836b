import 'pixi.js/unsafe-eval';
import 'pixi.js/graphics';
import 'pixi.js/mesh';
import { WebGLRenderer } from 'pixi.js';
import type { Painter } from './painter.ts';
import { moveClock, RENDERER_OPTIONS, stopClock } from './pixi.ts';
import { paperOf, type Canvas } from './canvas.ts';

/** Always as many dots a CSS pixel: the copy smooths what has no antialiasing. */
const RESOLUTION = 2;

/** A painter on the GPU: it draws on `canvas` through its `context`, off screen, and figures get copies, so that one context serves all. */
export async function openWebGLPainter(canvas: Canvas, context: WebGL2RenderingContext): Promise<Painter> {
  const renderer = new WebGLRenderer();
  await renderer.init({ ...RENDERER_OPTIONS, canvas, context });
  stopClock();
  return {
    backend: 'webgl',
    begin: moveClock,
    paint(root, figure, resolution, below) {
      const paper = paperOf(figure);
      if (!paper) return;
      const width = figure.width / resolution;
      const height = figure.height / resolution;
      const { screen } = renderer;
      if (screen.width < width || screen.height < height || renderer.resolution !== RESOLUTION) {
        renderer.resize(Math.max(screen.width, Math.ceil(width)), Math.max(screen.height, Math.ceil(height)), RESOLUTION);
      }
      renderer.render({ container: root });
      paper.setTransform(1, 0, 0, 1, 0, 0);
      paper.clearRect(0, 0, figure.width, figure.height);
      if (below) paper.drawImage(below, 0, 0);
      paper.drawImage(canvas, 0, 0, width * RESOLUTION, height * RESOLUTION, 0, 0, figure.width, figure.height);
    },
    forget() {},
    destroy: () => renderer.destroy(),
  };
}
