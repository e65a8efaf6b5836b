import { Container, Graphics } from 'pixi.js';
import type { GraphLayout } from '../domain/graph-layout.ts';
import type { Connections } from '../domain/strongest-connections.ts';
import { connectionLayer } from './connection-layer.ts';
import { layConnections, noLines, sourceOf } from './connection-lines.ts';
import { outputLabels } from './output-labels.ts';
import { hexOf, mixed, type Palette } from './palette.ts';
import { drawLabels } from './lettering.ts';
import { ImageLayer } from './image-layer.ts';
import type { Scene } from './scene.ts';
import { neuronLights, type LightsView } from './neuron-lights.ts';
import { StillPicture } from './still-picture.ts';
import type { Paper } from './canvas.ts';

/** What the network's figure shows; neurons are named by layer and number. */
export interface NetworkView extends LightsView {
  /** [784], 0 to 255. */
  readonly pixels: Uint8Array;
  readonly connections: Connections | null;
  /** The neuron that is looked at. */
  readonly looked: { readonly layer: number; readonly neuron: number } | null;
  readonly selected: { readonly layer: number; readonly neuron: number } | null;
  /** A connection that is followed, drawn in the accent; `from` is a pixel or a neuron of the layer before. */
  readonly followed?: { readonly layer: number; readonly from: number; readonly to: number } | null;
  /** What stands at each output beside its number; empty before the forward pass has come so far. */
  readonly outputTexts: readonly string[];
}

const IMAGE_SIDE = 28;
/** A neuron at rest stands out from the paper this much. */
const REST = 0.12;
/** Its rim stands out this much. */
const RIM = 0.8;

/** The whole network: its input as a picture, its neurons by brightness, its strongest connections. */
export function networkScene(view: () => NetworkView, hasGpu: boolean): Scene {
  const root = new Container();
  const connections = connectionLayer(hasGpu);
  const lines = noLines();
  const pixels = new ImageLayer(IMAGE_SIDE, IMAGE_SIDE, 'sharp');
  const rest = new StillPicture();
  const lights = neuronLights(hasGpu);
  const marks = new Graphics();
  root.addChild(pixels.sprite, connections.root, rest.sprite, lights.root, marks);
  const drawn: { view: NetworkView | null; palette: Palette | null; height: number } = { view: null, palette: null, height: 0 };
  return {
    root,
    draw(_width, height, palette) {
      const now = view();
      const before = drawn.palette === palette && drawn.height === height ? drawn.view : null;
      if (now.layout !== before?.layout) {
        placePixels(pixels, now.layout, height);
        rest.update(now.layout.width * height, height, (context) => paintRest(context, now, height, palette));
      }
      if (now.pixels !== before?.pixels) pixels.update({ values: now.pixels, scale: 'grey', reach: 255 }, palette);
      if (now.connections !== before?.connections || now.front !== before?.front || now.layout !== before?.layout) {
        if (now.connections) layConnections(lines, now.layout, now.connections, now.front, height);
        else lines.count = 0;
        connections.update(lines, palette);
      }
      lights.update(now, height, palette);
      drawMarks(marks.clear(), now, height, palette);
      Object.assign(drawn, { view: now, palette, height });
    },
    letter(context, _width, height, palette) {
      if (drawn.view) drawLabels(context, outputLabels(drawn.view, height, palette), palette);
    },
    destroy() {
      connections.destroy();
      pixels.destroy();
      rest.destroy();
      lights.destroy();
      root.destroy({ children: true });
    },
  };
}

/** All neurons at rest, and the frame of the input: 234 circles a frame would cost more than all the rest. */
function paintRest(context: Paper, { layout }: NetworkView, scale: number, palette: Palette): void {
  const { left, top, side } = layout.image;
  context.strokeStyle = palette.guide;
  context.strokeRect(left * scale, top * scale, side * scale, side * scale);
  context.fillStyle = hexOf(mixed(palette.field, palette.ink, REST));
  context.strokeStyle = hexOf(mixed(palette.field, palette.guide, RIM));
  for (const { count, x, y, radius } of layout.layers) {
    for (let neuron = 0; neuron < count; neuron++) {
      context.beginPath();
      context.arc(x[neuron]! * scale, y[neuron]! * scale, radius * scale, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }
  }
}

function placePixels({ sprite }: ImageLayer, { image: { left, top, side } }: GraphLayout, scale: number): void {
  sprite.position.set(left * scale, top * scale);
  sprite.scale.set((side * scale) / IMAGE_SIDE);
}

/** The neuron in focus has a ring, the selected one a square ring; both in the accent. */
function drawMarks(graphics: Graphics, view: NetworkView, scale: number, palette: Palette): void {
  const { layout, looked, selected, followed } = view;
  const end = followed && layout.layers[followed.layer];
  if (followed && end && followed.to < end.count) {
    const from = sourceOf(layout, followed.layer, followed.from);
    graphics
      .moveTo(from.x * scale, from.y * scale)
      .lineTo(end.x[followed.to]! * scale, end.y[followed.to]! * scale)
      .stroke({ color: palette.accent, width: 2 });
  }
  for (const [id, isSelected] of [
    [selected, true],
    [looked, false],
  ] as const) {
    const places = id && layout.layers[id.layer];
    if (!id || !places || id.neuron >= places.count) continue;
    const x = places.x[id.neuron]! * scale;
    const y = places.y[id.neuron]! * scale;
    const radius = places.radius * scale + 3;
    if (isSelected) graphics.rect(x - radius - 1, y - radius - 1, 2 * radius + 2, 2 * radius + 2);
    else graphics.circle(x, y, radius);
    graphics.stroke({ color: palette.accent, width: 2 });
  }
}
