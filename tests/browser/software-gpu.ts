import type { Page } from '@playwright/test';
import { changeBrowser, studioOf } from './studio.ts';

/** Lets WebGL pass that is drawn without a GPU, which the page would refuse; its contexts are kept hold of in `opened`. */
export async function admitSoftwareGpu(page: Page): Promise<void> {
  await changeBrowser(page, () => {
    const opened: WebGLRenderingContext[] = [];
    Object.assign(globalThis, { opened });
    for (const { prototype } of [globalThis.OffscreenCanvas, globalThis.HTMLCanvasElement].filter(Boolean)) {
      const original = prototype.getContext as (kind: string, options?: object) => RenderingContext | null;
      prototype.getContext = function (this: object, kind: string, options?: object) {
        const context = Reflect.apply(original, this, [kind, { ...options, failIfMajorPerformanceCaveat: false }]);
        if (kind === 'webgl2' && context) {
          const gl = context as WebGL2RenderingContext;
          opened.push(gl);
          const extension = gl.getExtension.bind(gl);
          gl.getExtension = ((name: string) =>
            name === 'WEBGL_debug_renderer_info' ? null : extension(name)) as typeof gl.getExtension;
        }
        return context;
      } as never;
    }
  });
}

/** How many WebGL contexts have been opened, by the page and by its pictures. */
export async function openedContexts(page: Page): Promise<number> {
  const count = () => (globalThis as unknown as { opened: unknown[] }).opened.length;
  return (await page.evaluate(count)) + ((await studioOf(page)?.evaluate(count)) ?? 0);
}

/** Takes the GPU away, as it happens when a driver starts anew. */
export async function loseGpu(page: Page): Promise<void> {
  await studioOf(page)!.evaluate(() => {
    const { opened } = globalThis as unknown as { opened: WebGLRenderingContext[] };
    opened.at(-1)!.getExtension('WEBGL_lose_context')!.loseContext();
  });
}
