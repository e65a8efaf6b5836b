import type { Page } from '@playwright/test';

/** Lets WebGL pass that is drawn without a GPU, which the page would refuse; its contexts are kept hold of in `window.opened`. */
export async function admitSoftwareGpu(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    const opened: WebGLRenderingContext[] = [];
    Object.assign(window, { opened });
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, options?: object) {
      const context = Reflect.apply(original, this, [kind, { ...options, failIfMajorPerformanceCaveat: false }]);
      if (kind === 'webgl2' && context) {
        opened.push(context);
        const extension = context.getExtension.bind(context);
        context.getExtension = (name: string) => (name === 'WEBGL_debug_renderer_info' ? null : extension(name));
      }
      return context;
    } as typeof original;
  });
}

/** How many WebGL contexts the page has opened. */
export function openedContexts(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { opened: unknown[] }).opened.length);
}
