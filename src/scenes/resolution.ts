/** The most dots that a CSS pixel is drawn with. */
const MAX_RESOLUTION = 2;

/** Dots a CSS pixel on this screen; another one after the page was moved or zoomed. */
export function screenResolution(): number {
  return Math.min(MAX_RESOLUTION, window.devicePixelRatio || 1);
}
