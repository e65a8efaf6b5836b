import { CanvasSource, Container, Graphics, Sprite, Texture } from 'pixi.js';
import { ColorRamps, type Pattern } from './color-ramps.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './scene.ts';
import { newCanvas, paperOf } from './canvas.ts';

/** The side of a pattern in cells. */
const CELLS = 28;
/** Negative cells weaker than this share of the reach need no mark. */
const MARKED_FROM = 0.2;
/** Cells smaller than this, in CSS pixels, have no room for a mark. */
const SMALLEST_MARKED = 5;

/** One pattern, large; a short bar stands in each cell that is clearly negative. */
export function patternScene(view: () => Pattern | null): Scene {
  const root = new Container();
  const field = new Graphics();
  const marks = new Graphics();
  const ramps = new ColorRamps();
  const canvas = newCanvas(CELLS, CELLS);
  const source = new CanvasSource({ resource: canvas, scaleMode: 'nearest' });
  const sprite = new Sprite(new Texture({ source }));
  root.addChild(field, sprite, marks);
  return {
    root,
    draw(width, height, palette) {
      const pattern = view();
      field.clear().rect(0, 0, width, height).fill(palette.field);
      sprite.visible = pattern !== null;
      marks.clear();
      const context = paperOf(canvas);
      if (!pattern || !context) return;
      const image = context.createImageData(CELLS, CELLS);
      ramps.paint(pattern, palette, image.data);
      context.putImageData(image, 0, 0);
      source.update();
      sprite.scale.set(width / CELLS);
      if (pattern.scale === 'signed') markNegatives(marks, pattern, width / CELLS, palette);
    },
    destroy() {
      sprite.texture.destroy(true);
      root.destroy({ children: true });
    },
  };
}

function markNegatives(marks: Graphics, { values, reach }: Pattern, cell: number, palette: Palette): void {
  if (cell < SMALLEST_MARKED) return;
  let count = 0;
  for (const [at, value] of values.entries()) {
    if (!(value < -MARKED_FROM * reach)) continue;
    const x = (at % CELLS) * cell;
    const y = Math.floor(at / CELLS) * cell;
    marks.rect(x + cell * 0.25, y + cell / 2 - 0.5, cell / 2, 1);
    count++;
  }
  if (count > 0) marks.fill(palette.field);
}
