import 'pixi.js/unsafe-eval';
import 'pixi.js/graphics';
import { WebGLRenderer } from 'pixi.js';
import { RENDERER_OPTIONS } from './renderer-options.ts';

/**
 * A renderer on the GPU, or null where the browser has none that is fast.
 *
 * The context is made here and handed to Pixi, whose own detection would open a second one.
 */
export async function openWebGLRenderer(): Promise<WebGLRenderer | null> {
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('webgl2', {
    failIfMajorPerformanceCaveat: true,
    alpha: true,
    antialias: false,
    premultipliedAlpha: true,
    stencil: true,
  });
  if (!context) return null;
  const renderer = new WebGLRenderer();
  await renderer.init({ ...RENDERER_OPTIONS, canvas, context });
  return renderer;
}
