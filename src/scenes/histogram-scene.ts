import { Container, Graphics } from 'pixi.js';
import { histogramLayout, type HistogramLayout, type HistogramRow } from './histogram-layout.ts';
import { drawLabels } from './lettering.ts';
import type { Scene } from './scene.ts';

/** Histograms below each other; what is negative in the colour of negative values, left of a line at 0. */
export function histogramScene(view: () => readonly HistogramRow[]): Scene {
  const root = new Container();
  const picture = new Graphics();
  root.addChild(picture);
  let layout: HistogramLayout | null = null;
  return {
    root,
    draw(width, height, palette) {
      layout = histogramLayout(view(), width, height, palette.textSize);
      picture.clear();
      for (const sign of [-1, 1] as const) {
        const own = layout.bars.filter((bar) => bar.sign === sign);
        for (const bar of own) picture.rect(bar.x, bar.y, bar.width, bar.height);
        if (own.length > 0) picture.fill(sign < 0 ? palette.negative : palette.positive);
      }
      for (const { from, to, zero, y, top } of layout.grounds) {
        picture
          .moveTo(from, y)
          .lineTo(to, y)
          .moveTo(zero, top)
          .lineTo(zero, y + 3);
      }
      if (layout.grounds.length > 0) picture.stroke({ color: palette.guide, width: 1 });
    },
    letter(context, _width, _height, palette) {
      if (layout) drawLabels(context, layout.labels, palette);
    },
    destroy: () => root.destroy({ children: true }),
  };
}
