import type { GraphLayout } from '../domain/graph-layout.ts';
import type { Connections } from '../domain/strongest-connections.ts';

/** Straight pieces of lines, as many as `count`; the arrays are kept and grow. Lengths in CSS pixels. */
export interface Segments {
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

/** Negative contributions are dashed. */
const DASH = 6;
const DASH_GAP = 5;
const WIDTH = { least: 0.75, most: 2.25 };
const IMAGE_SIDE = 28;

export function emptySegments(): Segments {
  return { count: 0, ends: new Float32Array(0), widths: new Float32Array(0), tones: new Uint8Array(0) };
}

/**
 * Connections as segments, the weakest first, so that the strongest lie on top, and those of one colour together.
 *
 * `front` is how far the forward pass has come, in layers: the connections into layer l grow while it goes from l to l + 1. `scale` is
 * the height of the figure.
 */
export function layConnections(
  segments: Segments,
  layout: GraphLayout,
  connections: Connections,
  front: number,
  scale: number,
): void {
  segments.count = 0;
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
    const dx = (places.x[to]! - from.x) * scale;
    const dy = (places.y[to]! - from.y) * scale;
    addLine(segments, from.x * scale, from.y * scale, dx, dy, grown, tones[index]!);
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

function addLine(segments: Segments, x: number, y: number, dx: number, dy: number, grown: number, tone: number): void {
  const length = Math.hypot(dx, dy);
  if (length === 0) return;
  const end = length * grown;
  const dash = tone < STRENGTHS ? DASH : end;
  const width = WIDTH.least + ((WIDTH.most - WIDTH.least) * (tone % STRENGTHS)) / (STRENGTHS - 1);
  for (let start = 0; start < end; start += dash + DASH_GAP) {
    const stop = Math.min(end, start + dash);
    makeRoom(segments);
    const at = segments.count * 4;
    segments.ends[at] = x + (dx * start) / length;
    segments.ends[at + 1] = y + (dy * start) / length;
    segments.ends[at + 2] = x + (dx * stop) / length;
    segments.ends[at + 3] = y + (dy * stop) / length;
    segments.widths[segments.count] = width;
    segments.tones[segments.count] = tone;
    segments.count++;
  }
}

function makeRoom(segments: Segments): void {
  if (segments.count < segments.widths.length) return;
  const room = Math.max(256, segments.widths.length * 2);
  const grown = <T extends Float32Array | Uint8Array>(from: T, to: T): T => {
    to.set(from);
    return to;
  };
  segments.ends = grown(segments.ends, new Float32Array(room * 4));
  segments.widths = grown(segments.widths, new Float32Array(room));
  segments.tones = grown(segments.tones, new Uint8Array(room));
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
