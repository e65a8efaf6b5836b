import { Container, Graphics } from 'pixi.js';
import { placeOn } from './axis.ts';
import { CURVE_DASHES, curvesLayout, type CurvesLayout, type CurvesView } from './curves-layout.ts';
import { strokeLine } from './dashes.ts';
import { drawLabels } from './lettering.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './stage.ts';

/** All activation functions on one plot with their slopes below it, and softmax beside them as the layer that it is. */
export function curvesScene(view: () => CurvesView): Scene {
  const root = new Container();
  const curves = new Graphics();
  const picture = new Graphics();
  root.addChild(curves, picture);
  let drawn: { readonly key: string; readonly palette: Palette } | null = null;
  let layout: CurvesLayout | null = null;
  return {
    root,
    draw(width, height, palette) {
      layout = curvesLayout(view(), width, height, palette.textSize);
      const { settings } = view();
      const { values } = layout;
      const key = [width, height, settings.activation, settings.alpha, values.across.to, values.up.from, values.up.to].join();
      // Axes and curves stay while z only moves along them.
      if (drawn?.key !== key || drawn.palette !== palette) {
        drawAxes(curves.clear(), layout, palette);
        drawCurves(curves, layout, palette);
        drawn = { key, palette };
      }
      drawMarks(picture.clear(), layout, palette);
      drawBars(picture, layout, settings.activation === 'softmax', palette);
    },
    letter(context, _width, _height, palette) {
      if (layout) drawLabels(context, layout.labels, palette);
    },
    destroy: () => root.destroy({ children: true }),
  };
}

function drawAxes(graphics: Graphics, { values, slopes, zTicks, bars }: CurvesLayout, palette: Palette): void {
  const thin = { color: palette.guide, width: 1 };
  for (const { across, up, ticks } of [values, slopes]) {
    const zero = placeOn(up, 0);
    strokeLine(graphics, [point(across.start, up.start), point(across.start, up.end)], thin);
    strokeLine(graphics, [point(across.start, zero), point(across.end, zero)], thin);
    for (const tick of ticks) {
      const y = placeOn(up, tick);
      strokeLine(graphics, [point(across.start - 3, y), point(across.start, y)], thin);
    }
    for (const tick of zTicks) {
      const x = placeOn(across, tick);
      strokeLine(graphics, [point(x, zero), point(x, zero + 3)], thin);
    }
  }
  for (const up of [bars.up, bars.upSlopes]) {
    strokeLine(graphics, [point(bars.left, placeOn(up, 0)), point(bars.right, placeOn(up, 0))], thin);
  }
}

function drawCurves(graphics: Graphics, { values, slopes, samples }: CurvesLayout, palette: Palette): void {
  const chosen = values.marks.find(({ isChosen }) => isChosen)?.activation;
  const style = (activation: keyof typeof CURVE_DASHES) => ({
    color: activation === chosen ? palette.ink : palette.guide,
    width: activation === chosen ? 2.5 : 1.5,
    dash: CURVE_DASHES[activation],
  });
  for (const { activation, from, to } of samples) strokeLine(graphics, [from, to], style(activation));
  for (const { lines } of [values, slopes]) {
    // The chosen one lies on top.
    for (const { activation, pieces } of lines.toSorted((one, other) => Number(one.isChosen) - Number(other.isChosen))) {
      for (const piece of pieces) strokeLine(graphics, piece, style(activation));
    }
  }
}

/** Where z is: an upright line, the tangent of the chosen function, and a mark on every curve. */
function drawMarks(graphics: Graphics, { values, slopes, tangent }: CurvesLayout, palette: Palette): void {
  const [mark] = values.marks;
  strokeLine(graphics, [point(mark!.at.x, values.up.end), point(mark!.at.x, slopes.up.start)], {
    color: palette.accent,
    width: 1,
  });
  if (tangent) strokeLine(graphics, tangent, { color: palette.accent, width: 2 });
  for (const { marks, up } of [values, slopes]) {
    for (const { at, isChosen, beyond } of marks.toSorted((one, other) => Number(one.isChosen) - Number(other.isChosen))) {
      const color = isChosen ? palette.accent : palette.guide;
      if (beyond === 0) {
        graphics.circle(at.x, at.y, isChosen ? 5.5 : 3.5).fill(isChosen ? color : palette.field);
        if (!isChosen) graphics.stroke({ color, width: 1.5 });
      } else {
        // A triangle points to where the value is.
        const y = beyond > 0 ? up.end : up.start;
        graphics.poly([at.x - 4, y, at.x + 4, y, at.x, y - beyond * 7]).fill(color);
      }
    }
  }
}

function drawBars(graphics: Graphics, { bars }: CurvesLayout, isChosen: boolean, palette: Palette): void {
  for (const { x, y, width, height, isThisNeuron } of bars.shares) {
    graphics
      .rect(x, y, width, Math.max(height, 0.5))
      .fill(isThisNeuron ? palette.accent : isChosen ? palette.ink : palette.guide);
  }
  for (const { x, y, width, height, value } of bars.slopes) {
    const color = value < 0 ? palette.negative : palette.positive;
    // What is negative is hollow as well as blue.
    if (value < 0) graphics.rect(x + 0.75, y, width - 1.5, Math.max(height, 0.5)).stroke({ color, width: 1.5 });
    else graphics.rect(x, y, width, Math.max(height, 0.5)).fill(color);
  }
}

function point(x: number, y: number) {
  return { x, y };
}
