import { CanvasSource, Mesh, MeshGeometry, RenderContainer, Texture, type CanvasRenderer, type Container } from 'pixi.js';
import { cutDashes, DASH, DASH_GAP, isNegative, noLines, STRENGTHS, type Lines } from './connection-lines.ts';
import { hexOf, mixed, type Palette } from './palette.ts';
import { newCanvas, paperOf, type Canvas } from './canvas.ts';

/** All connections of a figure as one picture. */
export interface ConnectionLayer {
  readonly root: Container;
  readonly update: (lines: Lines, palette: Palette) => void;
  readonly destroy: () => void;
}

/** The weakest line still stands out from the field this much. */
const FAINTEST = 0.4;

/** One mesh on the GPU; Pixi's canvas renderer knows no meshes and gets the same lines as strokes. */
export function connectionLayer(hasGpu: boolean): ConnectionLayer {
  return hasGpu ? connectionMesh() : connectionStrokes();
}

/** [2 × STRENGTHS] 0xrrggbb: blue for negative contributions, then orange for positive ones, faint to full. */
function connectionColors(palette: Palette): number[] {
  return [palette.negative, palette.positive].flatMap((full) =>
    Array.from({ length: STRENGTHS }, (_, strength) =>
      mixed(palette.field, full, FAINTEST + ((1 - FAINTEST) * strength) / (STRENGTHS - 1)),
    ),
  );
}

function connectionMesh(): ConnectionLayer {
  const ramp = new ColorRamp(2 * STRENGTHS);
  let room = 0;
  let geometry = quads(0);
  const mesh = new Mesh({ geometry, texture: ramp.texture });
  const segments = noLines();
  return {
    root: mesh,
    update(lines, palette) {
      ramp.update(palette, connectionColors);
      cutDashes(lines, segments);
      if (segments.count > room) {
        room = 2 ** Math.ceil(Math.log2(segments.count));
        const old = geometry;
        geometry = quads(room);
        mesh.geometry = geometry;
        old.destroy(true);
      }
      mesh.visible = segments.count > 0;
      if (segments.count > 0) writeQuads(geometry, segments, room);
    },
    destroy() {
      mesh.destroy();
      geometry.destroy(true);
      ramp.texture.destroy(true);
    },
  };
}

/** Room for this many segments, four corners each. */
function quads(room: number): MeshGeometry {
  const indices = new Uint32Array(room * 6);
  for (let quad = 0; quad < room; quad++) {
    const corner = quad * 4;
    indices.set([corner, corner + 1, corner + 2, corner + 1, corner + 3, corner + 2], quad * 6);
  }
  return new MeshGeometry({ positions: new Float32Array(room * 8), uvs: new Float32Array(room * 8), indices });
}

function writeQuads(geometry: MeshGeometry, { count, ends, widths, tones }: Lines, room: number): void {
  const { positions, uvs } = geometry;
  for (let segment = 0; segment < count; segment++) {
    const x0 = ends[segment * 4]!;
    const y0 = ends[segment * 4 + 1]!;
    const x1 = ends[segment * 4 + 2]!;
    const y1 = ends[segment * 4 + 3]!;
    const half = widths[segment]! / 2 / (Math.hypot(x1 - x0, y1 - y0) || 1);
    const dx = -(y1 - y0) * half;
    const dy = (x1 - x0) * half;
    const at = segment * 8;
    positions[at] = x0 + dx;
    positions[at + 1] = y0 + dy;
    positions[at + 2] = x0 - dx;
    positions[at + 3] = y0 - dy;
    positions[at + 4] = x1 + dx;
    positions[at + 5] = y1 + dy;
    positions[at + 6] = x1 - dx;
    positions[at + 7] = y1 - dy;
    const u = (tones[segment]! + 0.5) / (2 * STRENGTHS);
    for (let corner = 0; corner < 8; corner += 2) {
      uvs[at + corner] = u;
      uvs[at + corner + 1] = 0.5;
    }
  }
  // What is left of the room shrinks to points, which draw nothing.
  positions.fill(0, count * 8, room * 8);
  geometry.getBuffer('aPosition').update();
  geometry.getBuffer('aUV').update();
}

/** A row of colours as a texture, from which a mesh takes its colours. */
class ColorRamp {
  readonly texture: Texture;
  readonly #canvas: Canvas;
  readonly #source: CanvasSource;
  #palette: Palette | null = null;

  constructor(length: number) {
    this.#canvas = newCanvas(length, 1);
    this.#source = new CanvasSource({ resource: this.#canvas, scaleMode: 'nearest' });
    this.texture = new Texture({ source: this.#source });
  }

  update(palette: Palette, colorsOf: (palette: Palette) => readonly number[]): void {
    if (palette === this.#palette) return;
    this.#palette = palette;
    const context = paperOf(this.#canvas);
    if (!context) return;
    for (const [at, color] of colorsOf(palette).entries()) {
      context.fillStyle = hexOf(color);
      context.fillRect(at, 0, 1, 1);
    }
    this.#source.update();
  }
}

/**
 * The same lines on a canvas, one path each: what a browser without GPU draws fastest.
 */
function connectionStrokes(): ConnectionLayer {
  let colors: readonly string[] = [];
  let ofPalette: Palette | null = null;
  let shown = noLines();
  const root = new RenderContainer((renderer) => {
    const { canvasContext } = renderer as CanvasRenderer;
    canvasContext.setContextTransform(root.worldTransform, false);
    canvasContext.setBlendMode('normal');
    const context = canvasContext.activeContext;
    context.globalAlpha = 1;
    context.lineCap = 'butt';
    strokeLines(context, shown, colors);
    context.setLineDash([]);
  });
  return {
    root,
    update(lines, palette) {
      if (palette !== ofPalette) colors = connectionColors(palette).map(hexOf);
      ofPalette = palette;
      shown = lines;
    },
    destroy: () => root.destroy(),
  };
}

type StrokeContext = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'stroke' | 'strokeStyle' | 'lineWidth' | 'setLineDash'
>;

function strokeLines(context: StrokeContext, { count, ends, widths, tones }: Lines, colors: readonly string[]): void {
  let tone = -1;
  for (let line = 0; line < count; line++) {
    if (tones[line] !== tone) {
      tone = tones[line]!;
      context.strokeStyle = colors[tone]!;
      context.lineWidth = widths[line]!;
      context.setLineDash(isNegative(tone) ? [DASH, DASH_GAP] : []);
    }
    const at = line * 4;
    context.beginPath();
    context.moveTo(ends[at]!, ends[at + 1]!);
    context.lineTo(ends[at + 2]!, ends[at + 3]!);
    context.stroke();
  }
}
