import { Container, Graphics } from 'pixi.js';
import { strokeLine } from './dashes.ts';
import { drawLabels } from './lettering.ts';
import { neuronLayout, type NeuronLayout, type NeuronView } from './neuron-layout.ts';
import { mixed, type Palette } from './palette.ts';
import type { Scene } from './scene.ts';

/** One neuron: weighted inputs and a bias into a sum, the sum through f, and out. */
export function neuronScene(view: () => NeuronView): Scene {
  const root = new Container();
  const picture = new Graphics();
  root.addChild(picture);
  let layout: NeuronLayout | null = null;
  return {
    root,
    draw(width, height, palette) {
      layout = neuronLayout(view(), width, height, palette.textSize);
      drawNeuron(picture.clear(), layout, palette);
    },
    letter(context, _width, _height, palette) {
      if (layout) drawLabels(context, layout.labels, palette);
    },
    destroy: () => root.destroy({ children: true }),
  };
}

function drawNeuron(graphics: Graphics, layout: NeuronLayout, palette: Palette): void {
  for (const [from, to] of layout.wires) strokeLine(graphics, [from, to], { color: palette.guide, width: 1.5 });
  for (const { from, to, value, strength } of layout.connections) {
    const full = value < 0 ? palette.negative : palette.positive;
    strokeLine(graphics, [from, to], {
      color: value === 0 ? palette.guide : mixed(palette.field, full, 0.45 + 0.55 * strength),
      width: 1 + 9 * strength,
      ...(value < 0 && { dash: [8, 4] }),
    });
  }
  for (const { at, radius, fill } of layout.nodes) {
    const full = fill < 0 ? palette.negative : palette.positive;
    graphics
      .circle(at.x, at.y, radius)
      .fill(mixed(palette.field, full, Math.abs(fill)))
      .stroke({ color: fill === 0 ? palette.guide : full, width: 1.5 });
  }
  const { x, y, width, height } = layout.box;
  graphics.rect(x, y, width, height).fill(palette.field).stroke({ color: palette.guide, width: 1.5 });
  if (layout.curve.length > 0) {
    // Where both axes of the little graph are: its middle, and the height of f = 0 is left to the large one.
    strokeLine(graphics, layout.curve, { color: palette.ink, width: 2 });
  }
  if (layout.mark) graphics.circle(layout.mark.x, layout.mark.y, 4).fill(palette.accent);
  else drawBars(graphics, layout.box, palette);
}

/** Softmax in its box: three bars that share what there is. */
function drawBars(graphics: Graphics, { x, y, width, height }: NeuronLayout['box'], palette: Palette): void {
  for (const [index, share] of [0.7, 0.45, 0.25].entries()) {
    graphics.rect(x + width * (0.2 + index * 0.22), y + height * (0.9 - share), width * 0.14, height * share);
  }
  graphics.fill(palette.ink);
}
