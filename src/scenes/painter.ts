import type { Container } from 'pixi.js';

/** What brings trees of Pixi objects onto the canvases of figures. */
export interface Painter {
  readonly backend: 'webgl' | 'canvas';
  /** Called before the figures of a frame are painted. */
  readonly begin: () => void;
  /**
   * Fills a canvas, whatever was on it; `resolution` is its dots a CSS pixel, the unit of the tree.
   *
   * `below` is a finished picture with as many dots that is laid under the tree.
   */
  readonly paint: (root: Container, figure: HTMLCanvasElement, resolution: number, below: HTMLCanvasElement | null) => void;
  /** The figure is gone. */
  readonly forget: (figure: HTMLCanvasElement) => void;
  readonly destroy: () => void;
}
