import { CanvasSource, Container, Sprite, Texture } from 'pixi.js';
import type { GraphLayout } from '../domain/graph-layout.ts';
import type { Palette } from './palette.ts';
import { screenResolution } from './resolution.ts';
import { newCanvas, paperOf, type Paper } from './canvas.ts';

/** How bright the neurons are, and where they lie. */
export interface LightsView {
  readonly layout: GraphLayout;
  /** One array a layer, 0 to 1: how bright each neuron is; null while there is no network. */
  readonly brightness: readonly Float32Array[] | null;
  /** One a layer: its brightness is −1 to 1 and shown in the colours and shapes of signed values. None where it is left out. */
  readonly signed?: readonly boolean[];
  /** How many layers the forward pass has gone through, with the share of the next; Infinity: all. */
  readonly front: number;
}

/** The light of every neuron: a disc, as visible as the neuron is bright. Negative values are hollow. */
export interface NeuronLights {
  readonly root: Container;
  /** `scale` is the height of the figure in CSS pixels. */
  readonly update: (view: LightsView, scale: number, palette: Palette) => void;
  readonly destroy: () => void;
}

type Kind = 'plain' | 'positive' | 'negative';

/** The dots across a neuron's texture. */
const DISC = 32;
/** The width of a ring as a share of its disc. */
const RING = 0.25;
/** The share of a layer's time in which its neurons light up, once the connections have reached them. */
const LIGHTING = 0.3;

/** One batch of sprites on the GPU; without one, a picture made dot by dot, which is drawn in one piece. */
export function neuronLights(hasGpu: boolean): NeuronLights {
  return hasGpu ? new LightSprites() : new LightPicture();
}

/** Calls `show` for every neuron, layer by layer, with its light, 0 to 1. */
function eachLight(
  { layout, brightness, signed, front }: LightsView,
  show: (neuron: number, light: number, kind: Kind) => void,
): void {
  let at = 0;
  for (const [layer, { count }] of layout.layers.entries()) {
    const reached = Math.min(1, Math.max(0, (front - layer - 1 + LIGHTING) / LIGHTING));
    for (let neuron = 0; neuron < count; neuron++) {
      const value = reached * (brightness?.[layer]?.[neuron] ?? 0);
      show(at++, Math.abs(value), signed?.[layer] ? (value < 0 ? 'negative' : 'positive') : 'plain');
    }
  }
}

/** The middle and the radius of every neuron in CSS pixels. */
function discsOf({ layers }: GraphLayout, scale: number): { x: number; y: number; radius: number }[] {
  return layers.flatMap(({ count, x, y, radius }) =>
    Array.from({ length: count }, (_, neuron) => ({ x: x[neuron]! * scale, y: y[neuron]! * scale, radius: radius * scale })),
  );
}

function colorOf(kind: Kind, palette: Palette): string {
  return kind === 'plain' ? palette.ink : palette[kind];
}

function drawDisc(context: Paper, kind: Kind, color: string, x: number, y: number, radius: number): void {
  const ring = 2 * radius * RING;
  context.beginPath();
  context.arc(x, y, kind === 'negative' ? radius - ring / 2 : radius, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.strokeStyle = color;
  context.lineWidth = ring;
  if (kind === 'negative') context.stroke();
  else context.fill();
}

class LightSprites implements NeuronLights {
  readonly root = new Container();
  readonly #discs = {
    plain: new DiscTexture('plain'),
    positive: new DiscTexture('positive'),
    negative: new DiscTexture('negative'),
  };
  #sprites: Sprite[] = [];
  #palette: Palette | null = null;
  #layout: GraphLayout | null = null;
  #scale = 0;

  update(view: LightsView, scale: number, palette: Palette): void {
    if (palette !== this.#palette) {
      this.#palette = palette;
      for (const disc of Object.values(this.#discs)) disc.paint(palette);
    }
    if (view.layout !== this.#layout || scale !== this.#scale) this.#place(view.layout, scale);
    eachLight(view, (neuron, light, kind) => {
      const sprite = this.#sprites[neuron]!;
      const { texture } = this.#discs[kind];
      sprite.visible = light > 0;
      sprite.alpha = light;
      if (sprite.texture !== texture) sprite.texture = texture;
    });
  }

  #place(layout: GraphLayout, scale: number): void {
    this.#layout = layout;
    this.#scale = scale;
    const discs = discsOf(layout, scale);
    for (const sprite of this.#sprites.splice(discs.length)) sprite.destroy();
    while (this.#sprites.length < discs.length) {
      const sprite = new Sprite(this.#discs.plain.texture);
      sprite.anchor.set(0.5);
      this.root.addChild(sprite);
      this.#sprites.push(sprite);
    }
    for (const [neuron, { x, y, radius }] of discs.entries()) {
      const sprite = this.#sprites[neuron]!;
      sprite.position.set(x, y);
      sprite.scale.set((2 * radius) / DISC);
    }
  }

  destroy(): void {
    for (const { texture } of Object.values(this.#discs)) texture.destroy(true);
  }
}

/** A disc, or a ring, of one colour. */
class DiscTexture {
  readonly texture: Texture;
  readonly #canvas = newCanvas(DISC, DISC);
  readonly #source: CanvasSource;
  readonly #kind: Kind;

  constructor(kind: Kind) {
    this.#kind = kind;
    this.#source = new CanvasSource({ resource: this.#canvas, scaleMode: 'linear' });
    this.texture = new Texture({ source: this.#source });
  }

  paint(palette: Palette): void {
    const context = paperOf(this.#canvas);
    if (!context) return;
    context.clearRect(0, 0, DISC, DISC);
    drawDisc(context, this.#kind, colorOf(this.#kind, palette), DISC / 2, DISC / 2, DISC / 2 - 1);
    this.#source.update();
  }
}

/** The dots of one neuron's disc, fully alight. */
interface Disc {
  /** Where they lie in the picture. */
  readonly at: Uint32Array;
  /** RGBA as the picture keeps them. */
  readonly dots: Uint32Array;
}

/** All lights in one picture made dot by dot; only where a light has changed is it written anew. */
class LightPicture implements NeuronLights {
  readonly root = new Sprite();
  readonly #canvas = newCanvas(1, 1);
  #image: ImageData | null = null;
  #dots = new Uint32Array(0);
  #discs: Partial<Record<Kind, readonly Disc[]>> = {};
  #lights = new Float64Array(0);
  #kinds: Kind[] = [];
  #palette: Palette | null = null;
  #layout: GraphLayout | null = null;
  #scale = 0;
  #ratio = 0;

  update(view: LightsView, scale: number, palette: Palette): void {
    const ratio = screenResolution();
    if (palette !== this.#palette || view.layout !== this.#layout || scale !== this.#scale || ratio !== this.#ratio) {
      this.#palette = palette;
      this.#layout = view.layout;
      this.#scale = scale;
      this.#ratio = ratio;
      this.#start();
    }
    if (!this.#image) return;
    let hasChanged = false;
    eachLight(view, (neuron, light, kind) => {
      const before = this.#kinds[neuron]!;
      if (light === this.#lights[neuron] && kind === before) return;
      if (kind !== before) this.#write(neuron, before, 0);
      this.#write(neuron, kind, light);
      this.#lights[neuron] = light;
      this.#kinds[neuron] = kind;
      hasChanged = true;
    });
    if (!hasChanged) return;
    paperOf(this.#canvas)!.putImageData(this.#image, 0, 0);
    this.root.texture.source.update();
  }

  /** A dark picture of the present size. */
  #start(): void {
    const { width, layers } = this.#layout!;
    this.#canvas.width = Math.max(1, Math.round(width * this.#scale * this.#ratio));
    this.#canvas.height = Math.max(1, Math.round(this.#scale * this.#ratio));
    this.#image = paperOf(this.#canvas)?.createImageData(this.#canvas.width, this.#canvas.height) ?? null;
    this.#dots = this.#image ? new Uint32Array(this.#image.data.buffer) : new Uint32Array(0);
    this.#discs = {};
    const count = layers.reduce((sum, layer) => sum + layer.count, 0);
    this.#lights = new Float64Array(count);
    this.#kinds = Array.from({ length: count }, () => 'plain');
    this.destroy();
    this.root.texture = new Texture({ source: new CanvasSource({ resource: this.#canvas, scaleMode: 'linear' }) });
    this.root.scale.set(1 / this.#ratio);
  }

  #write(neuron: number, kind: Kind, light: number): void {
    const { at, dots } = (this.#discs[kind] ??= this.#discsOf(kind))[neuron]!;
    for (let dot = 0; dot < at.length; dot++) {
      const full = dots[dot]!;
      this.#dots[at[dot]!] = (full & 0xffffff) | (((full >>> 24) * light) << 24);
    }
  }

  #discsOf(kind: Kind): Disc[] {
    const { width, height } = this.#canvas;
    const context = paperOf(newCanvas(width, height), { willReadFrequently: true })!;
    context.scale(this.#ratio, this.#ratio);
    const discs = discsOf(this.#layout!, this.#scale);
    const color = colorOf(kind, this.#palette!);
    for (const { x, y, radius } of discs) drawDisc(context, kind, color, x, y, radius);
    const all = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
    return discs.map(({ x, y, radius }) => {
      const at: number[] = [];
      const from = (middle: number) => Math.max(0, Math.floor((middle - radius) * this.#ratio));
      const to = (middle: number, end: number) => Math.min(end, Math.ceil((middle + radius) * this.#ratio));
      for (let row = from(y); row < to(y, height); row++)
        for (let column = from(x); column < to(x, width); column++)
          if (all[row * width + column]! !== 0) at.push(row * width + column);
      return { at: Uint32Array.from(at), dots: Uint32Array.from(at, (place) => all[place]!) };
    });
  }

  destroy(): void {
    if (this.root.texture !== Texture.EMPTY) this.root.texture.destroy(true);
  }
}
