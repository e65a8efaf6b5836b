import 'pixi.js/unsafe-eval';
import 'pixi.js/graphics';
import { CanvasRenderer } from 'pixi.js';
import { RENDERER_OPTIONS } from './renderer-options.ts';

/** A renderer without a GPU, or null where the browser gives no canvas at all. */
export async function openCanvasRenderer(): Promise<CanvasRenderer | null> {
  const canvas = document.createElement('canvas');
  if (!canvas.getContext('2d')) return null;
  const renderer = new CanvasRenderer();
  await renderer.init({ ...RENDERER_OPTIONS, canvas });
  return renderer;
}
