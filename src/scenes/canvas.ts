/** What is drawn on: a canvas of the page, or one that a worker holds. */
export type Canvas = HTMLCanvasElement | OffscreenCanvas;

/** What draws on it in two dimensions. */
export type Paper = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** A canvas that nobody sees, in dots; a worker has no document to make one. */
export function newCanvas(width: number, height: number): Canvas {
  if (typeof document === 'undefined') return new OffscreenCanvas(width, height);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** null where the browser gives none. */
export function paperOf(canvas: Canvas, settings?: CanvasRenderingContext2DSettings): Paper | null {
  return canvas.getContext('2d', settings) as Paper | null;
}
