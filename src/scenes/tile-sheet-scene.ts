import { CanvasSource, Container, Graphics, Rectangle, Sprite, Texture } from 'pixi.js';
import { ColorRamps, type Pattern } from './color-ramps.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './stage.ts';

/** Many small patterns in rows. */
export interface TileSheet {
  readonly columns: number;
  /** null: not known yet. */
  readonly tiles: readonly (Pattern | null)[];
  /** Tiles that are struck out. */
  readonly struck: ReadonlySet<number>;
}

/** The side of a pattern in cells. */
const CELLS = 28;
/** Patterns side by side in the texture. */
const TEXTURE_COLUMNS = 16;
/** Between two tiles, in CSS pixels. */
const GAP = 3;

/** All tiles from one texture; only those that changed are painted again. */
export function tileSheetScene(view: () => TileSheet): Scene {
  const root = new Container();
  const field = new Graphics();
  const sprites = new Container();
  const marks = new Graphics();
  root.addChild(field, sprites, marks);
  const ramps = new ColorRamps();
  const canvas = document.createElement('canvas');
  canvas.width = TEXTURE_COLUMNS * CELLS;
  let source: CanvasSource | null = null;
  let painted: (Pattern | null)[] = [];
  let paintedIn: Palette | null = null;

  const destroySprites = () => {
    for (const sprite of sprites.removeChildren()) {
      (sprite as Sprite).texture.destroy(false);
      sprite.destroy();
    }
    source?.destroy();
    source = null;
  };
  const makeSprites = (count: number) => {
    destroySprites();
    canvas.height = Math.ceil(count / TEXTURE_COLUMNS) * CELLS;
    source = new CanvasSource({ resource: canvas, scaleMode: 'linear' });
    for (let tile = 0; tile < count; tile++) {
      const frame = new Rectangle((tile % TEXTURE_COLUMNS) * CELLS, Math.floor(tile / TEXTURE_COLUMNS) * CELLS, CELLS, CELLS);
      sprites.addChild(new Sprite(new Texture({ source, frame })));
    }
    painted = [];
  };
  const paint = (tiles: readonly (Pattern | null)[], palette: Palette) => {
    const context = canvas.getContext('2d');
    if (!context) return;
    const image = context.createImageData(CELLS, CELLS);
    let isChanged = false;
    for (const [tile, pattern] of tiles.entries()) {
      if (!pattern || (painted[tile] === pattern && paintedIn === palette)) continue;
      ramps.paint(pattern, palette, image.data);
      context.putImageData(image, (tile % TEXTURE_COLUMNS) * CELLS, Math.floor(tile / TEXTURE_COLUMNS) * CELLS);
      isChanged = true;
    }
    painted = [...tiles];
    paintedIn = palette;
    if (isChanged) source?.update();
  };

  return {
    root,
    draw(width, _height, palette) {
      const { columns, tiles, struck } = view();
      if (sprites.children.length !== tiles.length) makeSprites(tiles.length);
      paint(tiles, palette);
      const pitch = width / columns;
      const side = pitch - GAP;
      field.clear();
      marks.clear();
      for (const [tile, sprite] of sprites.children.entries()) {
        const x = (tile % columns) * pitch + GAP / 2;
        const y = Math.floor(tile / columns) * pitch + GAP / 2;
        sprite.visible = tiles[tile] !== null;
        sprite.position.set(x, y);
        sprite.scale.set(side / CELLS);
        field.rect(x, y, side, side);
        if (struck.has(tile)) marks.moveTo(x, y + side).lineTo(x + side, y);
      }
      if (tiles.length > 0) field.fill(palette.field).stroke({ color: palette.lattice, width: 1 });
      if (struck.size > 0) marks.stroke({ color: palette.guide, width: 2 });
    },
    destroy() {
      destroySprites();
      root.destroy({ children: true });
    },
  };
}
