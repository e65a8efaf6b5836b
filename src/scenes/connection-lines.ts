import type { GraphLayout } from '../domain/graph-layout.ts';
import type { Connections } from '../domain/strongest-connections.ts';

/** Straight lines, as many as `count`; the arrays are kept and grow. Lengths in CSS pixels. */
export interface Lines {
  count: number;
  /** [4 × room]: x and y of the beginning and of the end. */
  ends: Float32Array;
  /** [room]: width. */
  widths: Float32Array;
  /** [room]: a place in `connectionColors`, negative values first. */
  tones: Uint8Array;
}

/** How many strengths have a colour of their own, for each sign. */
export const STRENGTHS = 16;

/** Negative contributions are dashed: so long a dash, so long a gap. */
export const DASH = 8;
export const DASH_GAP = 6;
/** Up to half of the strengths have the hairline, which a browser without GPU draws several times as fast as any other. */
const WIDTH = { least: 1, most: 2.25 };
const IMAGE_SIDE = 28;

export function noLines(): Lines {
  return { count: 0, ends: new Float32Array(0), widths: new Float32Array(0), tones: new Uint8Array(0) };
}

/**
 * Connections as lines, the weakest first, so that the strongest lie on top, and those of one colour together.
 *
 * `front` is how far the forward pass has come, in layers: the connections into layer l grow while it goes from l to l + 1. `scale` is
 * the height of the figure.
 */
export function layConnections(
  lines: Lines,
  layout: GraphLayout,
  connections: Connections,
  front: number,
  scale: number,
): void {
  lines.count = 0;
  const tones = Array.from({ length: connections.count }, (_, index) => toneOf(connections, index));
  const order = Array.from(tones, (_, index) => index);
  order.sort((one, other) => (tones[one]! % STRENGTHS) - (tones[other]! % STRENGTHS) || tones[one]! - tones[other]!);
  for (const index of order) {
    const layer = connections.layer[index]!;
    const grown = Math.min(1, front - layer);
    if (grown <= 0) continue;
    const from = sourceOf(layout, layer, connections.from[index]!);
    const places = layout.layers[layer]!;
    const to = connections.to[index]!;
    const endX = from.x + (places.x[to]! - from.x) * grown;
    const endY = from.y + (places.y[to]! - from.y) * grown;
    addLine(lines, from.x * scale, from.y * scale, endX * scale, endY * scale, tones[index]!);
  }
}

/** Does a tone belong to a negative contribution? */
export function isNegative(tone: number): boolean {
  return tone < STRENGTHS;
}

/** The same lines with the negative ones cut into their dashes. */
export function cutDashes(lines: Lines, into: Lines): void {
  into.count = 0;
  for (let line = 0; line < lines.count; line++) {
    const [x, y, endX, endY] = lines.ends.subarray(4 * line, 4 * line + 4) as unknown as [number, number, number, number];
    const tone = lines.tones[line]!;
    const length = Math.hypot(endX - x, endY - y);
    const dash = isNegative(tone) ? DASH : length;
    for (let start = 0; start < length; start += dash + DASH_GAP) {
      const from = start / length;
      const to = Math.min(1, (start + dash) / length);
      addLine(into, x + (endX - x) * from, y + (endY - y) * from, x + (endX - x) * to, y + (endY - y) * to, tone);
    }
  }
}

function toneOf({ value, share }: Connections, index: number): number {
  const strength = Math.min(STRENGTHS - 1, Math.floor(share[index]! * STRENGTHS));
  return value[index]! < 0 ? strength : STRENGTHS + strength;
}

/** The middle of a pixel of the image or of a neuron. */
export function sourceOf(layout: GraphLayout, layer: number, index: number): { x: number; y: number } {
  if (layer > 0) {
    const places = layout.layers[layer - 1]!;
    return { x: places.x[index]!, y: places.y[index]! };
  }
  const { left, top, side } = layout.image;
  const row = Math.floor(index / IMAGE_SIDE);
  const column = index % IMAGE_SIDE;
  return { x: left + ((column + 0.5) / IMAGE_SIDE) * side, y: top + ((row + 0.5) / IMAGE_SIDE) * side };
}

function addLine(lines: Lines, x: number, y: number, endX: number, endY: number, tone: number): void {
  makeRoom(lines);
  const at = lines.count * 4;
  lines.ends[at] = x;
  lines.ends[at + 1] = y;
  lines.ends[at + 2] = endX;
  lines.ends[at + 3] = endY;
  lines.widths[lines.count] = widthOf(tone);
  lines.tones[lines.count] = tone;
  lines.count++;
}

function widthOf(tone: number): number {
  const strength = (tone % STRENGTHS) / (STRENGTHS - 1);
  return WIDTH.least + (WIDTH.most - WIDTH.least) * Math.max(0, 2 * strength - 1);
}

function makeRoom(lines: Lines): void {
  if (lines.count < lines.widths.length) return;
  const room = Math.max(256, lines.widths.length * 2);
  const grown = <T extends Float32Array | Uint8Array>(from: T, to: T): T => {
    to.set(from);
    return to;
  };
  lines.ends = grown(lines.ends, new Float32Array(room * 4));
  lines.widths = grown(lines.widths, new Float32Array(room));
  lines.tones = grown(lines.tones, new Uint8Array(room));
}

/** The connection that passes nearest to a place of the figure, if one is within `reach` of it; all in heights of the figure. */
export function nearestConnection(
  layout: GraphLayout,
  connections: Connections,
  x: number,
  y: number,
  reach: number,
): { readonly layer: number; readonly from: number; readonly to: number } | null {
  let nearest = -1;
  let least = reach;
  for (let index = 0; index < connections.count; index++) {
    const layer = connections.layer[index]!;
    const start = sourceOf(layout, layer, connections.from[index]!);
    const places = layout.layers[layer]!;
    const dx = places.x[connections.to[index]!]! - start.x;
    const dy = places.y[connections.to[index]!]! - start.y;
    const along = ((x - start.x) * dx + (y - start.y) * dy) / (dx * dx + dy * dy || 1);
    const share = Math.min(1, Math.max(0, along));
    const distance = Math.hypot(start.x + share * dx - x, start.y + share * dy - y);
    if (distance > least) continue;
    least = distance;
    nearest = index;
  }
  if (nearest < 0) return null;
  return { layer: connections.layer[nearest]!, from: connections.from[nearest]!, to: connections.to[nearest]! };
}
