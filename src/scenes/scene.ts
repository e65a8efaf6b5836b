import type { Container } from 'pixi.js';
import type { Backdrop } from './backdrop.ts';
import type { Paper } from './canvas.ts';
import type { Palette } from './palette.ts';

/** One picture: a tree of Pixi objects that follows a view. */
export interface Scene {
  readonly root: Container;
  /** What lies below, is brought up to date by `draw` as well, and seldom changes. */
  readonly backdrop?: Backdrop;
  /** Brings the tree up to date with the view; sizes in CSS pixels. */
  readonly draw: (width: number, height: number, palette: Palette) => void;
  /** Writes on the finished picture, in CSS pixels: the browser's own text is sharp at any size and costs no textures. */
  readonly letter?: (paper: Paper, width: number, height: number, palette: Palette) => void;
  /** Asked after `draw`: is there more to draw than one frame has time for? Then the next one goes on. */
  readonly isUnfinished?: () => boolean;
  readonly destroy: () => void;
}

/** Makes a scene that shows what `view` says; it is made again where a renderer was lost. */
export type MakeScene<View> = (view: () => View, hasGpu: boolean) => Scene;
