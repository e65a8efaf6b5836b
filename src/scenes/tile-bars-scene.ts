import { Container } from 'pixi.js';
import type { Scene } from './scene.ts';

/** Under every tile of a sheet a bar, as long as its share of 1. */
export interface TileBars {
  readonly columns: number;
  readonly shares: readonly number[];
}

/** In CSS pixels; a bar fills the gap between two rows of tiles. */
const GAP = 3;

/** Bars that change with every move of a pen, on a picture of their own: the tiles under it stand still. */
export function tileBarsScene(view: () => TileBars): Scene {
  let bars: TileBars = { columns: 1, shares: [] };
  const root = new Container();
  return {
    root,
    draw() {
      bars = view();
    },
    letter(context, width, _height, palette) {
      const { columns, shares } = bars;
      const pitch = width / columns;
      context.fillStyle = palette.ink;
      for (const [tile, share] of shares.entries()) {
        if (!(share > 0)) continue;
        const x = (tile % columns) * pitch + GAP / 2;
        const y = (Math.floor(tile / columns) + 1) * pitch - GAP;
        context.fillRect(x, y, (pitch - GAP) * Math.min(1, share), GAP);
      }
    },
    destroy() {
      root.destroy();
    },
  };
}
