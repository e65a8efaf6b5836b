import { Container, Graphics } from 'pixi.js';
import { bandColors, bandEnds, type CostScale } from './cost-scale.ts';
import { strokeLine } from './dashes.ts';
import { heightsOf } from './landscape-view.ts';
import { drawLabels } from './lettering.ts';
import { hexOf, mixed, type Palette } from './palette.ts';
import { drawPath } from './path-marks.ts';
import { RasterLayer } from './raster-layer.ts';
import { screenResolution } from './resolution.ts';
import type { Scene } from './scene.ts';
import { surfaceLayout, surfaceMargins, type SurfaceLayout, type SurfacePicture } from './surface-layout.ts';
import { rasterSurface, type SurfaceColors } from './surface-raster.ts';
import { SurfaceView } from './surface-view.ts';

/** How much nearer to the ink the mesh is than the band that it lies on. */
const MESH_SHARE = 0.2;

/** The cost as a surface over its plane, with the path on it. */
export function surfaceScene(view: () => SurfacePicture | null): Scene {
  const root = new Container();
  const box = new Graphics();
  const surface = new RasterLayer();
  const marks = new Graphics();
  root.addChild(box, surface.sprite, marks);
  let layout: SurfaceLayout | null = null;
  return {
    root,
    draw(width, height, palette) {
      const picture = view();
      root.visible = picture !== null;
      layout = null;
      if (!picture) return;
      const heights = heightsOf(picture);
      layout = surfaceLayout(picture, heights, width, height, palette.textSize);
      box.clear();
      for (const line of layout.lines) strokeLine(box, line, { color: palette.guide, width: 1 });
      const resolution = screenResolution();
      const finer = picture.isStill && resolution < 2 ? 2 : 1;
      const colors = picture.scale && surfaceColors(picture.scale, palette);
      const margins = surfaceMargins(palette.textSize);
      surface.update(width, height, resolution, finer, (raster) => {
        if (!colors) {
          raster.dots.fill(0);
          return;
        }
        const dots = raster.width / width;
        const scaled = { across: margins.across * dots, down: margins.down * dots };
        const at = new SurfaceView(picture.stance, raster.width, raster.height, scaled);
        rasterSurface({ side: picture.side, shares: heights }, at, colors, raster);
      });
      drawPath(marks.clear(), layout, palette);
      if (layout.pointed) {
        const { foot, top } = layout.pointed;
        strokeLine(marks, [foot, top], { color: palette.ink, width: 1, dash: [2, 2] });
        marks.circle(top.x, top.y, 4).fill(palette.field).stroke({ color: palette.ink, width: 2 });
      }
    },
    letter(context, _width, _height, palette) {
      if (layout) drawLabels(context, layout.labels, palette);
    },
    destroy() {
      surface.destroy();
      root.destroy({ children: true });
    },
  };
}

/** The colours of the scale's bands, as dots. */
function surfaceColors(scale: CostScale, palette: Palette): SurfaceColors {
  const colors = bandColors(scale, palette);
  return {
    bandEnds: bandEnds(scale),
    fills: Uint32Array.from(colors, dotOf),
    lines: Uint32Array.from(colors, (color) => dotOf(mixed(hexOf(color), palette.ink, MESH_SHARE))),
  };
}

/** 0xrrggbb as it lies in the memory of a picture, opaque. */
export function dotOf(color: number): number {
  return (0xff000000 | ((color & 255) << 16) | (color & 0xff00) | (color >> 16)) >>> 0;
}
