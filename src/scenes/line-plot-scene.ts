import { Container, Graphics } from 'pixi.js';
import { strokeLine } from './dashes.ts';
import { drawLabels } from './lettering.ts';
import { linePlotLayout, type LinePlotLayout, type LinePlotView, type PlotLine } from './line-plot-layout.ts';
import { placeOn } from './axis.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './scene.ts';

/** Lines over an axis, with points that stand out. */
export function linePlotScene(view: () => LinePlotView): Scene {
  const root = new Container();
  const picture = new Graphics();
  root.addChild(picture);
  let layout: LinePlotLayout | null = null;
  return {
    root,
    draw(width, height, palette) {
      layout = linePlotLayout(view(), width, height, palette.textSize);
      drawAxes(picture.clear(), layout, palette);
      for (const { line, pieces } of layout.lines) for (const piece of pieces) drawPiece(picture, piece, line, palette);
      for (const { x, y } of layout.points) picture.circle(x, y, 5).fill(palette.accent);
    },
    letter(context, _width, _height, palette) {
      if (layout) drawLabels(context, layout.labels, palette);
    },
    destroy: () => root.destroy({ children: true }),
  };
}

function drawAxes(graphics: Graphics, { across, up, xTicks, yTicks, marks }: LinePlotLayout, palette: Palette): void {
  graphics.moveTo(across.start, up.end).lineTo(across.start, up.start).lineTo(across.end, up.start);
  for (const tick of yTicks) {
    const y = placeOn(up, tick);
    graphics.moveTo(across.start - 4, y).lineTo(across.start, y);
  }
  for (const tick of xTicks) {
    const x = placeOn(across, tick);
    graphics.moveTo(x, up.start).lineTo(x, up.start + 4);
  }
  graphics.stroke({ color: palette.guide, width: 1 });
  for (const x of marks) graphics.poly([x - 4, up.start, x + 4, up.start, x, up.start - 7]).fill(palette.guide);
}

function drawPiece(graphics: Graphics, piece: Float64Array, line: PlotLine, palette: Palette): void {
  const style = { color: palette[line.color], width: line.width ?? (line.color === 'accent' ? 2 : 1.75) };
  if (line.dash) {
    const points = Array.from({ length: piece.length / 2 }, (_, index) => ({ x: piece[index * 2]!, y: piece[index * 2 + 1]! }));
    strokeLine(graphics, points, { ...style, dash: line.dash });
    return;
  }
  graphics.moveTo(piece[0]!, piece[1]!);
  for (let at = 2; at < piece.length; at += 2) graphics.lineTo(piece[at]!, piece[at + 1]!);
  graphics.stroke(style);
}
