import { Container, Graphics } from 'pixi.js';
import { placeOn } from './axis.ts';
import { Backdrop } from './backdrop.ts';
import {
  CURVE_DASHES,
  curvesFrame,
  curvesFrameKey,
  curvesMarks,
  type Bar,
  type CurvesFrame,
  type CurvesMarks,
  type CurvesView,
} from './curves-layout.ts';
import { strokeLine } from './dashes.ts';
import { drawLabels } from './lettering.ts';
import type { Palette } from './palette.ts';
import type { Scene } from './scene.ts';

/** All activation functions on one plot with their slopes below it, and softmax beside them as the layer that it is. */
export function curvesScene(view: () => CurvesView): Scene {
  const root = new Container();
  const picture = new Graphics();
  const backdrop = new Backdrop();
  root.addChild(picture);
  let frame: CurvesFrame;
  let marks: CurvesMarks;
  return {
    root,
    backdrop,
    draw(width, height, palette) {
      const now = view();
      backdrop.update(curvesFrameKey(now, width, height), palette, (graphics) => {
        frame = curvesFrame(now, width, height, palette.textSize);
        drawAxes(graphics, frame, palette);
        drawCurves(graphics, frame, palette);
        return frame.labels;
      });
      marks = curvesMarks(frame, now, palette.textSize);
      drawMarks(picture.clear(), frame, marks, palette);
      drawShares(picture, marks.shares, now.settings.activation === 'softmax', palette);
      drawSlopes(picture, marks.shareSlopes, palette);
    },
    letter: (context, _width, _height, palette) => drawLabels(context, marks.labels, palette),
    destroy() {
      backdrop.destroy();
      root.destroy({ children: true });
    },
  };
}

function drawAxes(graphics: Graphics, { values, slopes, zTicks, bars }: CurvesFrame, palette: Palette): void {
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

function drawCurves(graphics: Graphics, { values, slopes, samples }: CurvesFrame, palette: Palette): void {
  const chosen = values.lines.find(({ isChosen }) => isChosen)?.activation;
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
function drawMarks(graphics: Graphics, frame: CurvesFrame, marks: CurvesMarks, palette: Palette): void {
  const { x } = marks.values[0]!.at;
  strokeLine(graphics, [point(x, frame.values.up.end), point(x, frame.slopes.up.start)], { color: palette.accent, width: 1 });
  if (marks.tangent) strokeLine(graphics, marks.tangent, { color: palette.accent, width: 2 });
  for (const [{ up }, all] of [
    [frame.values, marks.values],
    [frame.slopes, marks.slopes],
  ] as const) {
    for (const { at, isChosen, beyond } of all) {
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

function drawShares(graphics: Graphics, bars: readonly Bar[], isChosen: boolean, palette: Palette): void {
  for (const { x, y, width, height, isThisNeuron } of bars) {
    graphics
      .rect(x, y, width, Math.max(height, 0.5))
      .fill(isThisNeuron ? palette.accent : isChosen ? palette.ink : palette.guide);
  }
}

function drawSlopes(graphics: Graphics, bars: readonly Bar[], palette: Palette): void {
  for (const { x, y, width, height, value } of bars) {
    const color = value < 0 ? palette.negative : palette.positive;
    // What is negative is hollow as well as blue.
    if (value < 0) graphics.rect(x + 0.75, y, width - 1.5, Math.max(height, 0.5)).stroke({ color, width: 1.5 });
    else graphics.rect(x, y, width, Math.max(height, 0.5)).fill(color);
  }
}

function point(x: number, y: number) {
  return { x, y };
}
