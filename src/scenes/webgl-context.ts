import type { Canvas } from './canvas.ts';

/**
 * A WebGL context on a GPU, or null where the browser has none.
 *
 * The context is made here and handed to Pixi, whose own detection would open a second one.
 */
export function openWebGLContext(canvas: Canvas): WebGL2RenderingContext | null {
  const context = canvas.getContext('webgl2', {
    failIfMajorPerformanceCaveat: true,
    alpha: true,
    antialias: false,
    premultipliedAlpha: true,
    stencil: true,
  }) as WebGL2RenderingContext | null;
  if (!context) return null;
  if (!isSoftware(context)) return context;
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return null;
}

/** Names under which a browser draws WebGL on the processor, some without owning up to the performance caveat. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/** Is there no GPU behind the context? Reading its pictures back is then 10 to 20 times slower than the canvas renderer. */
function isSoftware(context: WebGL2RenderingContext): boolean {
  const info = context.getExtension('WEBGL_debug_renderer_info');
  return info !== null && SOFTWARE.test(String(context.getParameter(info.UNMASKED_RENDERER_WEBGL)));
}
