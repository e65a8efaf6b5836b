/** The most dots that a CSS pixel is drawn with. */
const MAX_RESOLUTION = 2;

let resolution = 1;

/** Dots a CSS pixel of the page's screen; another number after the page was moved or zoomed. */
export function pageResolution(): number {
  return Math.min(MAX_RESOLUTION, window.devicePixelRatio || 1);
}

/** Dots a CSS pixel that pictures are drawn with: what the page said last. */
export function screenResolution(): number {
  return resolution;
}

/** The page says with how many dots a CSS pixel pictures are drawn from now on: a worker knows no screen. */
export function keepResolution(dots: number): void {
  resolution = dots;
}
