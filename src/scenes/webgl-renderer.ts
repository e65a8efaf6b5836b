import 'pixi.js/unsafe-eval';
import 'pixi.js/graphics';
import 'pixi.js/mesh';
import { WebGLRenderer } from 'pixi.js';
import { RENDERER_OPTIONS } from './renderer-options.ts';

/** A renderer on the GPU that draws on `canvas` through its `context`. */
export async function openWebGLRenderer(canvas: HTMLCanvasElement, context: WebGL2RenderingContext): Promise<WebGLRenderer> {
  const renderer = new WebGLRenderer();
  await renderer.init({ ...RENDERER_OPTIONS, canvas, context });
  return renderer;
}
