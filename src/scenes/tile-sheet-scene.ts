import { CanvasSource, Container, Graphics, Sprite, Texture } from 'pixi.js';
import { ColorRamps, type Pattern } from './color-ramps.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './scene.ts';
import { newCanvas, paperOf } from './canvas.ts';

/** Many small patterns in rows. */
export interface TileSheet {
  readonly columns: number;
  /** Room for words under each tile, in cells; none unless said. */
  readonly below?: number;
  /** null: not known yet. */
  readonly tiles: readonly (Pattern | null)[];
  /** Tiles that are struck out. */
  readonly struck: ReadonlySet<number>;
}

/** The side of a pattern in cells. */
const CELLS = 28;
/** Between two tiles, in CSS pixels. */
const GAP = 3;
/** Tiles painted in one frame: some milliseconds of work. */
const PAINTED_AT_ONCE = 16;

/** All tiles side by side in one texture under a grid of gaps; only those that changed are painted again, some in every frame. */
export function tileSheetScene(view: () => TileSheet): Scene {
  const root = new Container();
  const sprite = new Sprite();
  const grid = new Graphics();
  const marks = new Graphics();
  root.addChild(sprite, grid, marks);
  const ramps = new ColorRamps();
  const canvas = newCanvas(1, 1);
  let source: CanvasSource | null = null;
  /** What the texture shows of every tile. */
  let painted: (Pattern | null)[] = [];
  let paintedIn: Palette | null = null;
  let paintedColumns = 0;
  let paintedRow = 0;
  let isUnfinished = false;
  let ruled = '';

  const forget = () => {
    if (source) sprite.texture.destroy(true);
    source = null;
  };
  const layOut = (count: number, columns: number, row: number, palette: Palette) => {
    const isLaidOut = painted.length === count && paintedColumns === columns && paintedRow === row;
    if (source && isLaidOut && paintedIn === palette) return;
    forget();
    canvas.width = columns * CELLS;
    canvas.height = Math.ceil(count / columns) * row;
    source = new CanvasSource({ resource: canvas, scaleMode: 'linear' });
    sprite.texture = new Texture({ source });
    painted = Array.from({ length: count }, () => null);
    paintedColumns = columns;
    paintedRow = row;
    paintedIn = palette;
    const context = paperOf(canvas);
    if (!context) return;
    context.fillStyle = palette.field;
    for (let tile = 0; tile < count; tile++) context.fillRect(...cornerOf(tile, columns, row), CELLS, CELLS);
  };
  const paint = (tiles: TileSheet['tiles'], columns: number, row: number, palette: Palette) => {
    const context = paperOf(canvas);
    if (!context) return;
    const image = context.createImageData(CELLS, CELLS);
    let left = PAINTED_AT_ONCE;
    for (const [tile, pattern] of tiles.entries()) {
      if (painted[tile] === pattern) continue;
      if (left-- === 0) break;
      if (pattern) {
        ramps.paint(pattern, palette, image.data);
        context.putImageData(image, ...cornerOf(tile, columns, row));
      } else {
        context.fillStyle = palette.field;
        context.fillRect(...cornerOf(tile, columns, row), CELLS, CELLS);
      }
      painted[tile] = pattern;
    }
    isUnfinished = left < 0;
    if (left < PAINTED_AT_ONCE) source?.update();
  };
  const rule = ({ columns, tiles, struck, below = 0 }: TileSheet, pitch: number, palette: Palette) => {
    const rows = Math.ceil(tiles.length / columns);
    const down = (pitch * (CELLS + below)) / CELLS;
    const said = JSON.stringify([columns, tiles.length, pitch, down, palette, [...struck]]);
    if (said === ruled) return;
    ruled = said;
    grid.clear();
    marks.clear();
    for (let column = 0; column <= columns; column++) grid.rect(column * pitch - GAP / 2, 0, GAP, rows * down);
    for (let row = 0; row <= rows; row++) {
      grid.rect(0, row * down - GAP / 2, columns * pitch, GAP);
      if (below > 0) grid.rect(0, row * down + pitch - GAP / 2, columns * pitch, down - pitch + GAP / 2);
    }
    grid.fill(palette.paper);
    const side = pitch - GAP;
    for (let tile = 0; tile < tiles.length; tile++) {
      const [x, y] = [(tile % columns) * pitch + GAP / 2, Math.floor(tile / columns) * down + GAP / 2];
      grid.rect(x, y, side, side);
      if (struck.has(tile)) marks.moveTo(x, y + side).lineTo(x + side, y);
    }
    grid.stroke({ color: palette.lattice, width: 1 });
    if (struck.size > 0) marks.stroke({ color: palette.guide, width: 2 });
  };

  return {
    root,
    draw(width, _height, palette) {
      const sheet = view();
      const { columns, tiles, below = 0 } = sheet;
      const row = CELLS + below;
      root.visible = tiles.length > 0;
      if (tiles.length === 0) return;
      layOut(tiles.length, columns, row, palette);
      paint(tiles, columns, row, palette);
      sprite.scale.set(width / columns / CELLS);
      rule(sheet, width / columns, palette);
    },
    isUnfinished: () => isUnfinished,
    destroy() {
      forget();
      root.destroy({ children: true });
    },
  };
}

/** The place of a tile in the texture. */
function cornerOf(tile: number, columns: number, row: number): [x: number, y: number] {
  return [(tile % columns) * CELLS, Math.floor(tile / columns) * row];
}
