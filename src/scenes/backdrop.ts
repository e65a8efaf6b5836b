import { Container, Graphics } from 'pixi.js';
import type { Label } from './lettering.ts';
import type { Palette } from './palette.ts';

/** The part of a picture that stays while numbers change (axes, curves, names): painted once, and laid under the rest in every frame. */
export class Backdrop {
  readonly root = new Container();
  /** Is what was painted last still true? The stage sets it. */
  isPainted = false;
  readonly #graphics = new Graphics();
  #labels: readonly Label[] = [];
  #key = '';
  #palette: Palette | null = null;

  constructor() {
    this.root.addChild(this.#graphics);
  }

  get labels(): readonly Label[] {
    return this.#labels;
  }

  /** Calls `draw`, which returns what is to be written, only where the key or the palette is another than the last time. */
  update(key: string, palette: Palette, draw: (graphics: Graphics) => readonly Label[]): void {
    if (key === this.#key && palette === this.#palette) return;
    this.#key = key;
    this.#palette = palette;
    this.#labels = draw(this.#graphics.clear());
    this.isPainted = false;
  }

  destroy(): void {
    this.root.destroy({ children: true });
  }
}
