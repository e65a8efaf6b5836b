import 'pixi.js/unsafe-eval';
import 'pixi.js/graphics';
import { CanvasRenderer, CanvasSource, Texture } from 'pixi.js';
import type { Painter } from './painter.ts';
import { moveClock, RENDERER_OPTIONS, stopClock } from './pixi.ts';
import { newCanvas, paperOf, type Canvas } from './canvas.ts';

/** A painter without a GPU, or null where the browser gives no canvas at all: it draws straight onto the figures' own canvases. */
export async function openCanvasPainter(): Promise<Painter | null> {
  const canvas = newCanvas(16, 16);
  if (!paperOf(canvas)) return null;
  const renderer = new CanvasRenderer();
  await renderer.init({ ...RENDERER_OPTIONS, canvas });
  stopClock();
  const targets = new Map<Canvas, Texture<CanvasSource>>();
  const targetOf = (figure: Canvas, resolution: number) => {
    const known = targets.get(figure);
    const source = known?.source;
    if (source?.pixelWidth === figure.width && source.pixelHeight === figure.height && source.resolution === resolution) {
      return known!;
    }
    known?.destroy(true);
    const target = new Texture({ source: new CanvasSource({ resource: figure, resolution }) });
    targets.set(figure, target);
    return target;
  };
  return {
    backend: 'canvas',
    begin: moveClock,
    paint(root, figure, resolution, below) {
      if (below) layDown(below, figure);
      const clear = below === null;
      renderer.render({ container: root, target: targetOf(figure, resolution), clear, clearColor: [0, 0, 0, 0] });
    },
    forget(figure) {
      targets.get(figure)?.destroy(true);
      targets.delete(figure);
    },
    destroy() {
      for (const target of targets.values()) target.destroy(true);
      renderer.destroy();
    },
  };
}

function layDown(picture: Canvas, figure: Canvas): void {
  const paper = paperOf(figure)!;
  paper.setTransform(1, 0, 0, 1, 0, 0);
  paper.globalAlpha = 1;
  paper.clearRect(0, 0, figure.width, figure.height);
  paper.drawImage(picture, 0, 0);
}
