import type { Canvas } from './canvas.ts';
import type { Backend, StudioAnswer, StudioOrder } from './studio.ts';
import type { PictureFont, StudioStart } from './studio-worker.ts';

/** The studio as the stage knows it, wherever it is. */
export interface StudioLink {
  readonly send: (order: StudioOrder) => void;
  /** A canvas of the page as the studio draws on it; the page may then no longer do so. */
  readonly handOver: (canvas: HTMLCanvasElement) => Canvas;
}

/** Opens a studio in a worker, so that no picture keeps the page waiting; in the page where that cannot be. */
export async function openStudio(fonts: readonly PictureFont[], onAnswer: (answer: StudioAnswer) => void): Promise<StudioLink> {
  try {
    const link = await studioInWorker(fonts, onAnswer);
    if (link) return link;
  } catch (error) {
    console.warn('Pictures are drawn by the page itself:', error);
  }
  const { Studio } = await import('./studio.ts');
  const studio = new Studio(onAnswer);
  document.fonts?.addEventListener('loadingdone', () => studio.lettersChanged());
  void studio.open();
  return { send: (order) => studio.do(order), handOver: (canvas) => canvas };
}

/** null where a worker cannot draw. */
function studioInWorker(
  fonts: readonly PictureFont[],
  onAnswer: (answer: StudioAnswer) => void,
): Promise<StudioLink | null> | null {
  if (typeof OffscreenCanvas === 'undefined' || !('transferControlToOffscreen' in HTMLCanvasElement.prototype)) return null;
  const worker = new Worker(new URL('./studio-worker.ts', import.meta.url), { type: 'module' });
  const link: StudioLink = {
    send: (order) => worker.postMessage(order, order.kind === 'add' ? [order.canvas as OffscreenCanvas] : []),
    handOver: (canvas) => canvas.transferControlToOffscreen(),
  };
  return new Promise((done, fail) => {
    let backend: Backend | null = null;
    worker.addEventListener('message', ({ data }: MessageEvent<StudioAnswer>) => {
      if (data.kind === 'opened') {
        const isFirst = backend === null;
        backend = data.backend;
        if (isFirst && backend === 'none') {
          worker.terminate();
          return done(null);
        }
        if (isFirst) done(link);
      }
      onAnswer(data);
    });
    worker.addEventListener('error', ({ message }) => {
      if (backend === null) worker.terminate();
      fail(new Error(message || 'its script does not load'));
    });
    worker.postMessage({ kind: 'start', fonts } satisfies StudioStart);
  });
}
