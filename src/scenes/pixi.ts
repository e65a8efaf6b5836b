import { Ticker } from 'pixi.js';

/** What both kinds of renderer share. */
export const RENDERER_OPTIONS = {
  width: 16,
  height: 16,
  antialias: false,
  backgroundAlpha: 0,
  // Everything that is drawn with is imported by name; Pixi would load its events, filters and accessibility layer as well.
  manageImports: false,
} as const;

/**
 * Stops Pixi's own clock, which a new renderer starts and which asks for sixty frames a second whether anything moves or not.
 *
 * It drives nothing but the release of what has long been unused; `moveClock` does that along with drawings.
 */
export function stopClock(): void {
  Ticker.system.autoStart = false;
  Ticker.system.stop();
}

/** Lets Pixi's clock go on to now. */
export function moveClock(): void {
  Ticker.system.update(performance.now());
}
