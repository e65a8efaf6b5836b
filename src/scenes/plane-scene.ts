import { Container, Graphics } from 'pixi.js';
import { activationAt, type NeuronSettings } from '../domain/neuron.ts';
import type { Point } from '../domain/strokes.ts';
import { placeOn } from './axis.ts';
import { Backdrop } from './backdrop.ts';
import { strokeLine } from './dashes.ts';
import { ImageLayer } from './image-layer.ts';
import { drawLabels } from './lettering.ts';
import type { Palette } from './palette.ts';
import { PLANE_REACH, planeFrame, planeLayout, type PlaneFrame, type PlaneLayout, type PlaneView } from './plane-layout.ts';
import type { Scene } from './scene.ts';

/** Cells a side of the shading, smoothed between them. */
const CELLS = 44;
/** An arrow shorter than this, in CSS pixels, points nowhere: it is a dot. */
const SHORTEST_ARROW = 6;
/** Steps of the scale of colours. */
const STEPS = 48;
/** The share of full colour that the strongest activation gets, so that what is written over it can be read. */
const STRENGTH = 0.5;

/** The plane of the two inputs: what the neuron answers where, the line between its sides, its weights and the present input. */
export function planeScene(view: () => PlaneView): Scene {
  const root = new Container();
  const backdrop = new Backdrop();
  const shading = new ImageLayer(CELLS, CELLS, 'smooth');
  const scale = new ImageLayer(1, STEPS, 'smooth');
  const picture = new Graphics();
  root.addChild(shading.sprite, scale.sprite, picture);
  const answers = new Float32Array(CELLS * CELLS);
  const steps = new Float32Array(STEPS);
  let frame: PlaneFrame;
  let layout: PlaneLayout;
  let shaded = '';
  let shadedIn: Palette | null = null;
  const shade = (settings: NeuronSettings, { least, most, full }: PlaneLayout['range'], palette: Palette) => {
    // The present input changes nothing of the shading.
    const { x1: _, x2: __, ...others } = settings;
    const key = Object.values(others).join();
    if (key === shaded && palette === shadedIn) return;
    [shaded, shadedIn] = [key, palette];
    const reach = full / STRENGTH;
    const cell = (2 * PLANE_REACH) / CELLS;
    for (let row = 0, at = 0; row < CELLS; row++) {
      const x2 = PLANE_REACH - (row + 0.5) * cell;
      for (let column = 0; column < CELLS; column++) {
        answers[at++] = activationAt(settings, -PLANE_REACH + (column + 0.5) * cell, x2);
      }
    }
    shading.update({ values: answers, scale: 'signed', reach }, palette);
    for (let step = 0; step < STEPS; step++) steps[step] = most - ((most - least) * (step + 0.5)) / STEPS;
    scale.update({ values: steps, scale: 'signed', reach }, palette);
  };
  return {
    root,
    backdrop,
    draw(width, height, palette) {
      const now = view();
      backdrop.update(`${width} ${height}`, palette, (graphics) => {
        frame = planeFrame(width, height, palette.textSize);
        drawTicks(graphics, frame, palette);
        const { across, up, scale: place } = frame;
        shading.sprite.position.set(across.start, up.end);
        shading.sprite.setSize(across.end - across.start, up.start - up.end);
        scale.sprite.position.set(place.x, place.top);
        scale.sprite.setSize(place.width, place.bottom - place.top);
        return frame.labels;
      });
      layout = planeLayout(now, width, height, palette.textSize);
      shade(now.settings, layout.range, palette);
      drawPlane(picture.clear(), frame, layout, palette);
    },
    letter: (context, _width, _height, palette) => drawLabels(context, layout.labels, palette),
    destroy() {
      shading.destroy();
      scale.destroy();
      backdrop.destroy();
      root.destroy({ children: true });
    },
  };
}

/** The ticks beside and below the plane. */
function drawTicks(graphics: Graphics, { across, up, ticks }: PlaneFrame, palette: Palette): void {
  for (const tick of ticks) {
    const [x, y] = [placeOn(across, tick), placeOn(up, tick)];
    graphics.moveTo(x, up.start).lineTo(x, up.start + 4);
    graphics.moveTo(across.start - 4, y).lineTo(across.start, y);
  }
  graphics.stroke({ color: palette.guide, width: 1 });
}

function drawPlane(graphics: Graphics, { across, up, scale }: PlaneFrame, layout: PlaneLayout, palette: Palette): void {
  const { line, arrow, handles } = layout;
  const [zeroX, zeroY] = [placeOn(across, 0), placeOn(up, 0)];
  graphics
    .moveTo(across.start, zeroY)
    .lineTo(across.end, zeroY)
    .moveTo(zeroX, up.start)
    .lineTo(zeroX, up.end)
    .rect(across.start, up.end, across.end - across.start, up.start - up.end)
    .rect(scale.x, scale.top, scale.width, scale.bottom - scale.top)
    .stroke({ color: palette.guide, width: 1 });
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

function drawArrow(graphics: Graphics, [from, to]: readonly [Point, Point], palette: Palette): void {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  if (length < SHORTEST_ARROW) {
    graphics.circle(to.x, to.y, 4).fill(palette.ink).stroke({ color: palette.field, width: 1 });
    return;
  }
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  // Two strokes, so that the arrow is seen on any shade.
  strokeLine(graphics, [from, to], { color: palette.field, width: 5 });
  strokeLine(graphics, [from, to], { color: palette.ink, width: 2 });
  const back = (side: 1 | -1) => [to.x - along.x * 12 - side * along.y * 6, to.y - along.y * 12 + side * along.x * 6] as const;
  graphics
    .poly([to.x, to.y, ...back(1), ...back(-1)])
    .fill(palette.ink)
    .stroke({ color: palette.field, width: 1 });
}
