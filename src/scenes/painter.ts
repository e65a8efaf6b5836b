import type { Container } from 'pixi.js';
import type { Canvas } from './canvas.ts';

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
  readonly paint: (root: Container, figure: Canvas, resolution: number, below: Canvas | null) => void;
  /** The figure is gone. */
  readonly forget: (figure: Canvas) => void;
  readonly destroy: () => void;
}
