/** What both kinds of renderer share. */
export const RENDERER_OPTIONS = {
  width: 16,
  height: 16,
  antialias: false,
  backgroundAlpha: 0,
  // Everything that is drawn with is imported by name; Pixi would load its events, filters and accessibility layer as well.
  manageImports: false,
} as const;
