import { Container, Graphics } from 'pixi.js';
import type { Drawing, Point } from '../domain/strokes.ts';
import type { Picture } from '../domain/sheet.ts';
import { DrawingLayer } from './drawing-layer.ts';
import { ImageLayer } from './image-layer.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './scene.ts';
import { StillPicture } from './still-picture.ts';
import type { Paper } from './canvas.ts';

/** The pen or eraser as it shows on the pad. */
export interface PadCursor {
  readonly at: Point;
  /** In cells. */
  readonly radius: number;
  /** Moved by keys; then it must be found, and has a cross as well. */
  readonly byKeyboard: boolean;
}

export interface PadView {
  readonly drawing: Drawing;
  /** Lies there in place of a drawing; null: none does. */
  readonly picture: Picture | null;
  readonly cursor: PadCursor | null;
}

/** The side of the pad in cells. */
const CELLS = 28;

/** The pad: ink, or a picture, on a lattice of 28×28 cells. */
export function padScene(view: () => PadView): Scene {
  const root = new Container();
  const cells = new Container();
  const drawing = new DrawingLayer();
  const picture = new ImageLayer(CELLS, CELLS, 'sharp');
  const lattice = new StillPicture();
  const cursor = new Graphics();
  cells.addChild(picture.sprite, drawing.container);
  const drawn: { width: number; palette: Palette | null; picture: Picture | null } = { width: 0, palette: null, picture: null };
  root.addChild(cells, lattice.sprite, cursor);
  return {
    root,
    draw(width, height, palette) {
      const now = view();
      const scale = width / CELLS;
      cells.scale.set(scale);
      drawing.update(now.drawing, palette);
      picture.sprite.visible = now.picture !== null;
      if (now.picture && (drawn.picture !== now.picture || drawn.palette !== palette)) {
        picture.update({ values: now.picture.pixels, scale: 'grey', reach: 255 }, palette);
        drawn.picture = now.picture;
      }
      if (drawn.width !== width || drawn.palette !== palette) {
        lattice.update(width, height, (context) => paintLattice(context, width, palette));
        Object.assign(drawn, { width, palette });
      }
      drawCursor(cursor, now.cursor, scale, palette);
    },
    destroy() {
      picture.destroy();
      lattice.destroy();
      root.destroy({ children: true });
    },
  };
}

/** Lines between the cells; over ink they let it look woven of cells. */
function paintLattice(context: Paper, side: number, palette: Palette): void {
  context.fillStyle = palette.lattice;
  for (let line = 1; line < CELLS; line++) {
    const at = Math.round((line * side) / CELLS);
    context.fillRect(at - 0.5, 0, 1, side);
    context.fillRect(0, at - 0.5, side, 1);
  }
}

function drawCursor(graphics: Graphics, cursor: PadCursor | null, scale: number, palette: Palette): void {
  graphics.clear();
  if (!cursor) return;
  const x = cursor.at.x * scale;
  const y = cursor.at.y * scale;
  const radius = Math.max(3, cursor.radius * scale);
  graphics.circle(x, y, radius).stroke({ color: cursor.byKeyboard ? palette.accent : palette.guide, width: 2 });
  if (!cursor.byKeyboard) return;
  const arm = radius + 10;
  for (const [dx, dy] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    graphics.moveTo(x + dx * (radius + 2), y + dy * (radius + 2)).lineTo(x + dx * arm, y + dy * arm);
  }
  graphics.stroke({ color: palette.accent, width: 2 });
}
