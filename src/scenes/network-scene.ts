import { CanvasSource, Container, Graphics, Sprite, Texture } from 'pixi.js';
import type { GraphLayout } from '../domain/graph-layout.ts';
import type { Connections } from '../domain/strongest-connections.ts';
import { connectionLayer } from './connection-layer.ts';
import { layConnections, noLines, sourceOf } from './connection-lines.ts';
import { outputLabels } from './output-labels.ts';
import { hexOf, mixed, type Palette } from './palette.ts';
import { drawLabels } from './lettering.ts';
import { ImageLayer } from './image-layer.ts';
import type { Scene } from './stage.ts';
import { StillPicture } from './still-picture.ts';

/** What the network's figure shows; neurons are named by layer and number. */
export interface NetworkView {
  readonly layout: GraphLayout;
  /** [784], 0 to 255. */
  readonly pixels: Uint8Array;
  /** One array a layer, 0 to 1: how bright each neuron is; null while there is no network. */
  readonly brightness: readonly Float32Array[] | null;
  /** One a layer: its brightness is −1 to 1 and shown in the colours and shapes of signed values. None where it is left out. */
  readonly signed?: readonly boolean[];
  readonly connections: Connections | null;
  /** How many layers the forward pass has gone through, with the share of the next; Infinity: all. */
  readonly front: number;
  /** The neuron that is looked at. */
  readonly looked: { readonly layer: number; readonly neuron: number } | null;
  readonly selected: { readonly layer: number; readonly neuron: number } | null;
  /** A connection that is followed, drawn in the accent; `from` is a pixel or a neuron of the layer before. */
  readonly followed?: { readonly layer: number; readonly from: number; readonly to: number } | null;
  /** What stands at each output beside its number; empty before the forward pass has come so far. */
  readonly outputTexts: readonly string[];
  /** Is there a GPU that draws meshes? */
  readonly hasGpu: boolean;
}

const IMAGE_SIDE = 28;
/** The dots across a neuron's texture. */
const DISC = 32;
/** The width of a ring in those dots. */
const RING = 8;
/** A neuron at rest stands out from the paper this much. */
const REST = 0.12;
/** Its rim stands out this much. */
const RIM = 0.8;
/** The share of a layer's time in which its neurons light up, once the connections have reached them. */
const LIGHTING = 0.3;

/** The whole network: its input as a picture, its neurons by brightness, its strongest connections. */
export function networkScene(view: () => NetworkView): Scene {
  const root = new Container();
  const connections = connectionLayer(view().hasGpu);
  const lines = noLines();
  const pixels = new ImageLayer(IMAGE_SIDE, IMAGE_SIDE, 'sharp');
  const rest = new StillPicture();
  const lights = new Lights();
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
function paintRest(context: CanvasRenderingContext2D, { layout }: NetworkView, scale: number, palette: Palette): void {
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

/** The light of every neuron: one disc, as visible as the neuron is bright. Negative values are hollow. */
class Lights {
  readonly root = new Container();
  readonly #plain = new DiscTexture('full');
  readonly #positive = new DiscTexture('full');
  readonly #negative = new DiscTexture('hollow');
  #sprites: Sprite[] = [];
  #palette: Palette | null = null;
  #layout: GraphLayout | null = null;
  #scale = 0;

  update({ layout, brightness, signed, front }: NetworkView, scale: number, palette: Palette): void {
    if (palette !== this.#palette) {
      this.#palette = palette;
      this.#plain.paint(palette.ink);
      this.#positive.paint(palette.positive);
      this.#negative.paint(palette.negative);
    }
    if (layout !== this.#layout || scale !== this.#scale) this.#place(layout, scale);
    let at = 0;
    for (const [layer, { count }] of layout.layers.entries()) {
      const reached = Math.min(1, Math.max(0, (front - layer - 1 + LIGHTING) / LIGHTING));
      for (let neuron = 0; neuron < count; neuron++) {
        const sprite = this.#sprites[at++]!;
        const value = reached * (brightness?.[layer]?.[neuron] ?? 0);
        const disc = signed?.[layer] ? (value < 0 ? this.#negative : this.#positive) : this.#plain;
        sprite.visible = Math.abs(value) > 0;
        sprite.alpha = Math.abs(value);
        if (sprite.texture !== disc.texture) sprite.texture = disc.texture;
      }
    }
  }

  #place(layout: GraphLayout, scale: number): void {
    this.#layout = layout;
    this.#scale = scale;
    const total = layout.layers.reduce((sum, { count }) => sum + count, 0);
    for (const sprite of this.#sprites.splice(total)) sprite.destroy();
    while (this.#sprites.length < total) {
      const sprite = new Sprite(this.#plain.texture);
      sprite.anchor.set(0.5);
      this.root.addChild(sprite);
      this.#sprites.push(sprite);
    }
    let at = 0;
    for (const { count, x, y, radius } of layout.layers) {
      for (let neuron = 0; neuron < count; neuron++) {
        const sprite = this.#sprites[at++]!;
        sprite.position.set(x[neuron]! * scale, y[neuron]! * scale);
        sprite.scale.set((2 * radius * scale) / DISC);
      }
    }
  }

  destroy(): void {
    for (const disc of [this.#plain, this.#positive, this.#negative]) disc.texture.destroy(true);
  }
}

/** A disc, or a ring, of one colour. */
class DiscTexture {
  readonly texture: Texture;
  readonly #canvas = document.createElement('canvas');
  readonly #source: CanvasSource;
  readonly #shape: 'full' | 'hollow';

  constructor(shape: 'full' | 'hollow') {
    this.#shape = shape;
    this.#canvas.width = DISC;
    this.#canvas.height = DISC;
    this.#source = new CanvasSource({ resource: this.#canvas, scaleMode: 'linear' });
    this.texture = new Texture({ source: this.#source });
  }

  paint(color: string): void {
    const context = this.#canvas.getContext('2d');
    if (!context) return;
    const isFull = this.#shape === 'full';
    context.clearRect(0, 0, DISC, DISC);
    context.beginPath();
    context.arc(DISC / 2, DISC / 2, DISC / 2 - (isFull ? 1 : 1 + RING / 2), 0, 2 * Math.PI);
    context.fillStyle = color;
    context.strokeStyle = color;
    context.lineWidth = RING;
    if (isFull) context.fill();
    else context.stroke();
    this.#source.update();
  }
}
