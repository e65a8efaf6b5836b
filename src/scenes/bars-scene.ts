import { Container, Sprite, Texture } from 'pixi.js';
import { barsLayout, type Bar, type BarsLayout, type BarsView } from './bars-layout.ts';
import { drawLabels } from './lettering.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './scene.ts';

/** The answer as ten bars with their numbers. */
export function barsScene(view: () => BarsView): Scene {
  const root = new Container();
  const tracks = new Rectangles(root);
  const fills = new Rectangles(root);
  let layout: BarsLayout | null = null;
  return {
    root,
    draw(width, height, palette) {
      const now = view();
      layout = barsLayout(now, width, height, palette.textSize);
      tracks.update(layout.tracks, () => palette.track);
      fills.update(layout.fills, (digit) => fillOf(now, digit, palette));
    },
    letter(context, _width, _height, palette) {
      if (layout) drawLabels(context, layout.labels, palette);
    },
    destroy: () => root.destroy({ children: true }),
  };
}

function fillOf({ first, second }: BarsView, digit: number, { bar, barFirst, barSecond }: Palette): string {
  return digit === first ? barFirst : digit === second ? barSecond : bar;
}

/** Plain rectangles, as stretched pixels: nothing is built anew when they change. */
class Rectangles {
  readonly #root = new Container();
  #sprites: Sprite[] = [];

  constructor(parent: Container) {
    parent.addChild(this.#root);
  }

  update(bars: readonly Bar[], colorOf: (index: number) => string): void {
    while (this.#sprites.length < bars.length) this.#sprites.push(this.#root.addChild(new Sprite(Texture.WHITE)));
    for (const [index, sprite] of this.#sprites.entries()) {
      const { x, y, width, height } = bars[index]!;
      sprite.visible = width > 0 && height > 0;
      sprite.tint = colorOf(index);
      sprite.position.set(x, y);
      sprite.setSize(width, height);
    }
  }
}
