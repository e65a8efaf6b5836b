import { Container, Graphics } from 'pixi.js';
import type { Point } from '../domain/strokes.ts';
import { strokeLine } from './dashes.ts';
import { drawLabels } from './lettering.ts';
import type { Palette } from './palette.ts';
import {
  speedPlotLayout,
  type Marker,
  type PlacedSeries,
  type SpeedPlotLayout,
  type SpeedPlotView,
} from './speed-plot-layout.ts';
import type { Scene } from './scene.ts';

const REACH = 4;
const CAP = 3;

/** Measured points over two logarithmic axes, series by series, with the range of each. */
export function speedPlotScene(view: () => SpeedPlotView): Scene {
  const root = new Container();
  const picture = new Graphics();
  root.addChild(picture);
  let layout: SpeedPlotLayout | null = null;
  return {
    root,
    draw(width, height, palette) {
      layout = speedPlotLayout(view(), width, height, palette.textSize);
      drawFrame(picture.clear(), layout, palette);
      for (const series of layout.series) drawLine(picture, series, palette);
      for (const { series, points } of layout.series) {
        for (const point of points) drawMarker(picture, point, series.marker, palette[series.color], series.isHollow, palette);
      }
      for (const { x, y, isOwn } of layout.machines) {
        if (isOwn) picture.circle(x, y, REACH + 2).fill(palette.accent);
        else picture.circle(x, y, REACH).fill(palette.ink);
      }
    },
    letter(context, _width, _height, palette) {
      if (layout) drawLabels(context, layout.labels, palette);
    },
    destroy: () => root.destroy({ children: true }),
  };
}

function drawFrame(graphics: Graphics, { frame, xTicks, yTicks, grid, guides }: SpeedPlotLayout, palette: Palette): void {
  for (const y of grid) graphics.moveTo(frame.left, y).lineTo(frame.right, y);
  graphics.stroke({ color: palette.track, width: 1 });
  graphics.moveTo(frame.left, frame.top).lineTo(frame.left, frame.bottom).lineTo(frame.right, frame.bottom);
  for (const y of yTicks) graphics.moveTo(frame.left - 4, y).lineTo(frame.left, y);
  for (const x of xTicks) graphics.moveTo(x, frame.bottom).lineTo(x, frame.bottom + 4);
  graphics.stroke({ color: palette.guide, width: 1 });
  for (const line of guides) strokeLine(graphics, line, { color: palette.guide, width: 1, dash: [2, 4] });
}

function drawLine(graphics: Graphics, { series, points, ranges, lead }: PlacedSeries, palette: Palette): void {
  const color = palette[series.color];
  strokeLine(graphics, points, { color, width: 1.5, ...(series.dash && { dash: series.dash }) });
  for (const [low, high] of ranges) {
    if (low.y - high.y < 2 * REACH) continue;
    graphics.moveTo(low.x, low.y).lineTo(high.x, high.y);
    for (const { x, y } of [low, high]) graphics.moveTo(x - CAP, y).lineTo(x + CAP, y);
  }
  graphics.stroke({ color, width: 1 });
  if (lead) strokeLine(graphics, lead, { color: palette.guide, width: 1 });
}

const CORNERS: Readonly<Record<'diamond' | 'triangle', readonly (readonly [x: number, y: number])[]>> = {
  diamond: [
    [0, -1.3],
    [1.3, 0],
    [0, 1.3],
    [-1.3, 0],
  ],
  triangle: [
    [0, -1.2],
    [1.15, 0.9],
    [-1.15, 0.9],
  ],
};

/** Side by side and closed: Pixi's canvas renderer leaves the last side of a stroked polygon out. */
function trace(graphics: Graphics, corners: readonly (readonly [number, number])[], x: number, y: number, reach: number): void {
  for (const [n, [right, down]] of [...corners, corners[0]!].entries()) {
    if (n === 0) graphics.moveTo(x + right * reach, y + down * reach);
    else graphics.lineTo(x + right * reach, y + down * reach);
  }
  graphics.closePath();
}

/** The marker of a series around a point. */
function drawMarker(
  graphics: Graphics,
  { x, y }: Point,
  marker: Marker,
  color: string,
  isHollow: boolean,
  palette: Palette,
): void {
  const reach = marker === 'square' ? REACH * 0.85 : REACH;
  if (marker === 'circle') graphics.circle(x, y, reach);
  else if (marker === 'square') graphics.rect(x - reach, y - reach, 2 * reach, 2 * reach);
  else trace(graphics, CORNERS[marker], x, y, reach);
  graphics.fill(isHollow ? palette.paper : color).stroke({ color, width: 1.5 });
}
