import { Container, Graphics } from 'pixi.js';
import { activationAt } from '../domain/neuron.ts';
import type { Point } from '../domain/strokes.ts';
import { placeOn } from './axis.ts';
import { strokeLine } from './dashes.ts';
import { drawLabels } from './lettering.ts';
import { mixed, type Palette } from './palette.ts';
import { PLANE_REACH, planeLayout, type PlaneLayout, type PlaneView } from './plane-layout.ts';
import { SignedLayer } from './signed-layer.ts';
import type { Scene } from './stage.ts';

/** Cells a side of the shading, smoothed between them. */
const CELLS = 44;
/** The share of full colour that the strongest activation gets. */
const STRENGTH = 0.5;

/** The plane of the two inputs: what the neuron answers where, the line between its sides, its weights and the present input. */
export function planeScene(view: () => PlaneView): Scene {
  const root = new Container();
  const shading = new SignedLayer(CELLS, STRENGTH);
  const picture = new Graphics();
  root.addChild(shading.sprite, picture);
  let layout: PlaneLayout | null = null;
  return {
    root,
    draw(width, height, palette) {
      layout = planeLayout(view(), width, height, palette.textSize);
      const { settings } = view();
      const { full } = layout.range;
      const step = (2 * PLANE_REACH) / CELLS;
      shading.update((column, row) => {
        if (full === 0) return 0;
        const a = activationAt(settings, -PLANE_REACH + (column + 0.5) * step, PLANE_REACH - (row + 0.5) * step);
        return Math.max(-1, Math.min(1, a / full));
      }, palette);
      shading.sprite.position.set(layout.across.start, layout.up.end);
      shading.sprite.setSize(layout.across.end - layout.across.start, layout.up.start - layout.up.end);
      drawPlane(picture.clear(), layout, palette);
    },
    letter(context, _width, _height, palette) {
      if (layout) drawLabels(context, layout.labels, palette);
    },
    destroy() {
      shading.destroy();
      root.destroy({ children: true });
    },
  };
}

function drawPlane(graphics: Graphics, layout: PlaneLayout, palette: Palette): void {
  const { across, up, ticks, line, arrow, handles } = layout;
  const thin = { color: palette.guide, width: 1 };
  const [zeroX, zeroY] = [placeOn(across, 0), placeOn(up, 0)];
  strokeLine(
    graphics,
    [
      { x: across.start, y: zeroY },
      { x: across.end, y: zeroY },
    ],
    thin,
  );
  strokeLine(
    graphics,
    [
      { x: zeroX, y: up.start },
      { x: zeroX, y: up.end },
    ],
    thin,
  );
  for (const tick of ticks) {
    const [x, y] = [placeOn(across, tick), placeOn(up, tick)];
    strokeLine(
      graphics,
      [
        { x, y: up.start },
        { x, y: up.start + 4 },
      ],
      thin,
    );
    strokeLine(
      graphics,
      [
        { x: across.start - 4, y },
        { x: across.start, y },
      ],
      thin,
    );
  }
  graphics.rect(across.start, up.end, across.end - across.start, up.start - up.end).stroke(thin);
  drawScale(graphics, layout, palette);
  if (line) strokeLine(graphics, line, { color: palette.ink, width: 2.5 });
  if (handles.line) {
    const { x, y } = handles.line;
    graphics
      .rect(x - 6, y - 6, 12, 12)
      .fill(palette.field)
      .stroke({ color: palette.ink, width: 2 });
  }
  drawArrow(graphics, arrow, palette);
  graphics.circle(handles.input.x, handles.input.y, 7).fill(palette.accent).stroke({ color: palette.field, width: 1.5 });
}

/** From the least a in the plane at the bottom to the most at the top, in the colours of the plane. */
function drawScale(graphics: Graphics, { scale, range }: PlaneLayout, palette: Palette): void {
  const { x, width, top, bottom } = scale;
  const steps = 48;
  const each = (bottom - top) / steps;
  for (let step = 0; step < steps; step++) {
    const a = range.least + ((range.most - range.least) * (step + 0.5)) / steps;
    const share = range.full === 0 ? 0 : (Math.abs(a) / range.full) * STRENGTH;
    graphics
      .rect(x, bottom - (step + 1) * each, width, each + 0.5)
      .fill(mixed(palette.field, a < 0 ? palette.negative : palette.positive, share));
  }
  graphics.rect(x, top, width, bottom - top).stroke({ color: palette.guide, width: 1 });
}

function drawArrow(graphics: Graphics, [from, to]: readonly [Point, Point], palette: Palette): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const along = length === 0 ? { x: 1, y: 0 } : { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  // Two strokes, so that the arrow is seen on any shade.
  strokeLine(graphics, [from, to], { color: palette.field, width: 5 });
  strokeLine(graphics, [from, to], { color: palette.ink, width: 2 });
  const back = (side: 1 | -1) => [to.x - along.x * 12 - side * along.y * 6, to.y - along.y * 12 + side * along.x * 6] as const;
  graphics
    .poly([to.x, to.y, ...back(1), ...back(-1)])
    .fill(palette.ink)
    .stroke({ color: palette.field, width: 1 });
}
