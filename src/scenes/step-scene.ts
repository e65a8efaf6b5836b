import { Container, Graphics } from 'pixi.js';
import { FIT_SIDE, MASS_CENTRE, type PreprocessStage, type StepId } from '../domain/preprocess.ts';
import { DrawingLayer } from './drawing-layer.ts';
import { ImageLayer } from './image-layer.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './scene.ts';

/** The side of the image in cells. */
const CELLS = 28;

/** What there is after one step from pen to image: strokes with a guide, or at the last step the pixels themselves. */
export function stepScene(stageOf: () => PreprocessStage): Scene {
  const root = new Container();
  const cells = new Container();
  const drawing = new DrawingLayer();
  const pixels = new ImageLayer(CELLS, CELLS, 'sharp');
  const guide = new Graphics();
  cells.addChild(drawing.container, pixels.sprite);
  root.addChild(cells, guide);
  return {
    root,
    draw(width, _height, palette) {
      const stage = stageOf();
      // A picture has no strokes, and an empty drawing no pixels either.
      const showsPixels = stage.id === 'antialias' || stage.drawing.length === 0;
      cells.scale.set(width / CELLS);
      drawing.container.visible = !showsPixels;
      pixels.sprite.visible = showsPixels;
      if (showsPixels) pixels.update({ values: stage.pixels, scale: 'grey', reach: 255 }, palette);
      else drawing.update(stage.drawing, palette);
      drawGuide(guide.clear(), stage.id, width / CELLS, palette);
    },
    destroy() {
      pixels.destroy();
      root.destroy({ children: true });
    },
  };
}

/** The box that a drawing is fitted into, and the cross that its centre of mass comes to. */
function drawGuide(graphics: Graphics, id: StepId, scale: number, palette: Palette): void {
  const line = { color: palette.guide, width: 1 };
  const centre = MASS_CENTRE * scale;
  if (id === 'fit') {
    const margin = ((CELLS - FIT_SIDE) / 2) * scale;
    graphics.rect(margin, margin, FIT_SIDE * scale, FIT_SIDE * scale).stroke(line);
  } else if (id === 'centre') {
    graphics
      .moveTo(centre, 0)
      .lineTo(centre, CELLS * scale)
      .moveTo(0, centre)
      .lineTo(CELLS * scale, centre)
      .stroke(line);
  }
}
