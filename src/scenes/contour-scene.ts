import { Container, Graphics } from 'pixi.js';
import { placeOn } from './axis.ts';
import { contourLayout, type ContourLayout } from './contour-layout.ts';
import { bandColors, bandEnds } from './cost-scale.ts';
import { strokeLine } from './dashes.ts';
import { heightsOf, type LandscapeView } from './landscape-view.ts';
import { drawLabels } from './lettering.ts';
import { mixed, type Palette } from './palette.ts';
import { drawPath } from './path-marks.ts';
import { RasterLayer } from './raster-layer.ts';
import { screenResolution } from './resolution.ts';
import type { Scene } from './scene.ts';
import { dotOf } from './surface-scene.ts';
import type { Raster } from './surface-raster.ts';

/** The cost as a map: bands of one shade each, lines where they meet, and the path. */
export function contourScene(view: () => LandscapeView | null): Scene {
  const root = new Container();
  const bands = new RasterLayer();
  const lines = new Graphics();
  const marks = new Graphics();
  root.addChild(bands.sprite, lines, marks);
  let layout: ContourLayout | null = null;
  let drawn: readonly unknown[] = [];
  return {
    root,
    draw(width, height, palette) {
      const now = view();
      root.visible = now !== null;
      layout = null;
      if (!now) return;
      layout = contourLayout(now, width, height, palette.textSize);
      // The pointer and the path move over the same map.
      const key = [now.costs, now.rows, now.scale, width, height, palette];
      if (key.some((part, index) => part !== drawn[index])) drawMap(now, layout, palette);
      drawn = key;
      drawPath(marks.clear(), layout, palette);
      if (layout.pointed) {
        const { x, y } = layout.pointed;
        const { across, up } = layout;
        strokeLine(
          marks,
          [
            { x: across.start, y },
            { x: across.end, y },
          ],
          { color: palette.ink, width: 1, dash: [2, 3] },
        );
        strokeLine(
          marks,
          [
            { x, y: up.start },
            { x, y: up.end },
          ],
          { color: palette.ink, width: 1, dash: [2, 3] },
        );
        marks.circle(x, y, 4).fill(palette.field).stroke({ color: palette.ink, width: 2 });
      }
    },
    letter(context, _width, _height, palette) {
      if (layout) drawLabels(context, layout.labels, palette);
    },
    destroy() {
      bands.destroy();
      root.destroy({ children: true });
    },
  };

  function drawMap(now: LandscapeView, { across, up, xTicks, yTicks, contours, bar }: ContourLayout, palette: Palette): void {
    const side = across.end - across.start;
    const resolution = screenResolution();
    const heights = heightsOf(now);
    const { scale } = now;
    const colors = scale && bandColors(scale, palette);
    bands.sprite.position.set(across.start, up.end);
    bands.update(side, side, resolution, 1, (raster) => {
      if (scale && colors) paintBands(raster, now.side, heights, bandEnds(scale), Uint32Array.from(colors, dotOf));
      else raster.dots.fill(0);
    });
    lines.clear();
    const thin = { color: palette.guide, width: 1 };
    for (const contour of contours) strokeLine(lines, contour, { color: mixed(palette.field, palette.ink, 0.85), width: 1 });
    lines.rect(across.start, up.end, side, side).stroke(thin);
    for (const tick of xTicks) {
      const x = placeOn(across, tick);
      strokeLine(
        lines,
        [
          { x, y: up.start },
          { x, y: up.start + 4 },
        ],
        thin,
      );
    }
    for (const tick of yTicks) {
      const y = placeOn(up, tick);
      strokeLine(
        lines,
        [
          { x: across.start - 4, y },
          { x: across.start, y },
        ],
        thin,
      );
    }
    if (!scale || !colors) return;
    const ends = [0, ...bandEnds(scale), 1];
    const placeOf = (share: number) => bar.bottom - share * (bar.bottom - bar.top);
    for (const [band, color] of colors.entries()) {
      const [low, high] = [placeOf(ends[band]!), placeOf(ends[band + 1]!)];
      lines.rect(bar.x, high, bar.width, low - high).fill(color);
    }
    lines.rect(bar.x, bar.top, bar.width, bar.bottom - bar.top).stroke(thin);
  }
}

/** Fills a square with the shades of a grid, linear between its points; holes stay empty. */
function paintBands(
  { width, height, dots }: Raster,
  side: number,
  heights: Float32Array,
  ends: Float64Array,
  fills: Uint32Array,
): void {
  dots.fill(0);
  const perDot = (side - 1) / width;
  for (let y = 0; y < height; y++) {
    const up = (side - 1) * (1 - (y + 0.5) / height);
    const row = Math.min(side - 2, Math.floor(up));
    const v = up - row;
    const at = row * side;
    // What is not computed yet comes in whole rows.
    if (Number.isNaN(heights[at + side]!) && isRowEmpty(heights, at + side, side)) continue;
    let place = y * width;
    let left = NaN;
    let change = 0;
    let column = -1;
    // Neighbours mostly lie in one band: where it ends is asked only beyond its ends.
    let band = -1;
    let [from, to] = [0, 0];
    for (let x = 0; x < width; x++, place++) {
      const across = (x + 0.5) * perDot;
      if ((across | 0) !== column) {
        column = across | 0;
        const corner = at + column;
        left = heights[corner]! + v * (heights[corner + side]! - heights[corner]!);
        change = heights[corner + 1]! + v * (heights[corner + side + 1]! - heights[corner + 1]!) - left;
      }
      const share = left + (across - column) * change;
      if (!(share >= 0)) continue;
      if (band < 0 || share < from || share >= to) {
        band = 0;
        while (band < ends.length && share >= ends[band]!) band++;
        from = band === 0 ? 0 : ends[band - 1]!;
        to = band === ends.length ? Infinity : ends[band]!;
      }
      dots[place] = fills[band]!;
    }
  }
}

function isRowEmpty(heights: Float32Array, start: number, side: number): boolean {
  for (let at = start; at < start + side; at++) if (!Number.isNaN(heights[at]!)) return false;
  return true;
}
