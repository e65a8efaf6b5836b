import { decimal } from '../domain/numbers.ts';
import { activationAt, type NeuronSettings } from '../domain/neuron.ts';
import type { Point } from '../domain/strokes.ts';
import { placeOn, ticksOf, valueAt, type Axis } from './axis.ts';
import { boxAround, boxOf, clearest, nameBeside, type Box } from './label-places.ts';
import { labelSize, type Label } from './lettering.ts';

/** The plane shows both inputs a little beyond their limits. */
export const PLANE_REACH = 2.2;

export interface PlaneView {
  readonly settings: NeuronSettings;
}

/** What stays while the neuron changes, in CSS pixels. */
export interface PlaneFrame {
  readonly across: Axis;
  readonly up: Axis;
  readonly ticks: readonly number[];
  /** The scale of colours. */
  readonly scale: { readonly x: number; readonly width: number; readonly top: number; readonly bottom: number };
  readonly labels: readonly Label[];
}

/** Where everything else in the plane of the two inputs is, in CSS pixels. */
export interface PlaneLayout extends Pick<PlaneFrame, 'across' | 'up'> {
  /** The line z = 0 within the plane; null where it does not cross it. */
  readonly line: readonly [Point, Point] | null;
  /** The weights as an arrow from (0, 0) to (w₁, w₂), square to the line. */
  readonly arrow: readonly [Point, Point];
  /** Where line, arrow and input are taken hold of; the line's waits at the edge where it is out of sight. */
  readonly handles: { readonly line: Point | null; readonly weights: Point; readonly input: Point };
  /** a over the plane goes from `least` to `most`; full colour stands for `full`. */
  readonly range: { readonly least: number; readonly most: number; readonly full: number };
  readonly labels: readonly Label[];
}

/** Where the handle of a line beyond the plane waits: near the edge, and whole. */
const HANDLE_REACH = 2;
/** An arrow shorter than this, in inputs, has no name. */
const SHORTEST_NAMED = 0.15;

export function planeFrame(width: number, height: number, textSize: number): PlaneFrame {
  const size = labelSize(textSize);
  const { across, up, scale } = planeAxes(width, height, textSize);
  const ticks = ticksOf({ ...across, from: -2, to: 2 }, 6);
  const tickY = up.start + size;
  const labels: Label[] = [
    ...ticks.map((tick): Label => ({
      x: placeOn(across, tick),
      y: tickY,
      text: signed(tick),
      align: 'center',
      color: 'quiet',
    })),
    ...ticks.map((tick): Label => ({
      x: across.start - 6,
      y: placeOn(up, tick),
      text: signed(tick),
      align: 'right',
      color: 'quiet',
    })),
    { x: scale.x - 2, y: tickY, text: '$a$' },
  ];
  return { across, up, ticks, scale, labels };
}

export function planeLayout({ settings }: PlaneView, width: number, height: number, textSize: number): PlaneLayout {
  const size = labelSize(textSize);
  const { across, up, scale } = planeAxes(width, height, textSize);
  const at = ({ x, y }: Point): Point => ({ x: placeOn(across, x), y: placeOn(up, y) });
  const { w1, w2, x1, x2 } = settings;
  const ends = decisionLine(settings);
  const line = ends && ([at(ends[0]), at(ends[1])] as const);
  const handles = { line: lineHandle(settings, line, at), weights: at({ x: w1, y: w2 }), input: at({ x: x1, y: x2 }) };
  const arrow = [at({ x: 0, y: 0 }), handles.weights] as const;
  const range = activationRange(settings);

  const plane: Box = { left: across.start, right: across.end, top: up.end, bottom: up.start };
  const axisNames: Label[] = [
    { x: across.end - 6, y: placeOn(up, 0) + size * 0.9, text: '$x_1$', align: 'right' },
    { x: placeOn(across, 0) - 6, y: up.end + size * 0.8, text: '$x_2$', align: 'right' },
  ];
  const lines = [arrow, ...(line ? [line] : [])];
  const boxes = [
    ...axisNames.map((name) => boxOf(name, size)),
    ...[handles.line, handles.weights, handles.input].flatMap((place) => (place ? [boxAround(place, size * 0.6)] : [])),
  ];
  const sides = clearest(sideLabels(settings, line, plane, size), size, { boxes, lines }, plane);
  boxes.push(...sides.map((label) => boxOf(label, size)));
  const names = [nameBeside(handles.input, '$x$', size, 'above', { boxes, lines }, plane)];
  boxes.push(boxOf(names[0]!, size));
  if (Math.hypot(w1, w2) > SHORTEST_NAMED) {
    names.push(nameBeside(handles.weights, '$w$', size, 'below', { boxes, lines }, plane));
  }
  const labels = [...axisNames, ...scaleLabels(range, scale, size), ...sides, ...names];
  return { across, up, line, arrow, handles, range, labels };
}

/** The square in which the plane is drawn, with room for its numbers and for the scale of colours. */
function planeAxes(width: number, height: number, textSize: number): Pick<PlaneFrame, 'across' | 'up' | 'scale'> {
  const size = labelSize(textSize);
  const left = size * 2.2;
  const side = Math.max(10, Math.min(width - left - size * 5.6, height - size * 2 - 2));
  return {
    across: { from: -PLANE_REACH, to: PLANE_REACH, start: left, end: left + side },
    up: { from: -PLANE_REACH, to: PLANE_REACH, start: side + 1, end: 1 },
    scale: { x: left + side + size * 1.4, width: size * 0.8, top: 1, bottom: side + 1 },
  };
}

/** The inputs that belong to a place in the figure. */
export function inputsAt(place: Point, { across, up }: Pick<PlaneFrame, 'across' | 'up'>): Point {
  return { x: valueAt(across, place.x), y: valueAt(up, place.y) };
}

/** The bias that leads the line through a place in the plane: b = −(w₁x₁ + w₂x₂). */
export function biasThrough({ w1, w2 }: Pick<NeuronSettings, 'w1' | 'w2'>, { x, y }: Point): number {
  return -(w1 * x + w2 * y);
}

/** Both ends of the line w₁x₁ + w₂x₂ + b = 0 in the plane, z > 0 on the right of the way from one to the other; null if it does not cross it. */
export function decisionLine({ w1, w2, b }: Pick<NeuronSettings, 'w1' | 'w2' | 'b'>): readonly [Point, Point] | null {
  const size = w1 * w1 + w2 * w2;
  if (size === 0) return null;
  const foot = { x: (-b * w1) / size, y: (-b * w2) / size };
  const along = { x: -w2 / Math.sqrt(size), y: w1 / Math.sqrt(size) };
  let from = -Infinity;
  let to = Infinity;
  for (const [start, step] of [
    [foot.x, along.x],
    [foot.y, along.y],
  ] as const) {
    if (step === 0) {
      if (Math.abs(start) > PLANE_REACH) return null;
      continue;
    }
    const one = (-PLANE_REACH - start) / step;
    const other = (PLANE_REACH - start) / step;
    from = Math.max(from, Math.min(one, other));
    to = Math.min(to, Math.max(one, other));
  }
  if (!(from < to)) return null;
  const at = (t: number): Point => ({ x: foot.x + t * along.x, y: foot.y + t * along.y });
  return [at(from), at(to)];
}

/** a at the corners of the plane: it rises or falls with z, and z is extreme in a corner. */
function activationRange(settings: NeuronSettings): PlaneLayout['range'] {
  const corners = [-PLANE_REACH, PLANE_REACH].flatMap((x1) =>
    [-PLANE_REACH, PLANE_REACH].map((x2) => activationAt(settings, x1, x2)),
  );
  const least = Math.min(...corners);
  const most = Math.max(...corners);
  return { least, most, full: Math.max(Math.abs(least), Math.abs(most)) };
}

/** Not in the middle, where the arrow begins; where the line is out of sight, at the edge on its side. */
function lineHandle({ w1, w2, b }: NeuronSettings, line: PlaneLayout['line'], at: (inputs: Point) => Point): Point | null {
  if (line) return { x: line[0].x + 0.82 * (line[1].x - line[0].x), y: line[0].y + 0.82 * (line[1].y - line[0].y) };
  const largest = Math.max(Math.abs(w1), Math.abs(w2));
  if (largest === 0) return null;
  const edge = (b > 0 ? -1 : 1) * HANDLE_REACH;
  return at({ x: (edge * w1) / largest, y: (edge * w2) / largest });
}

/** What is true on either side of the line, beside a part of it, or of the whole plane; in several places to choose from. */
function sideLabels({ b }: NeuronSettings, line: PlaneLayout['line'], plane: Box, size: number): (readonly Label[])[] {
  const inside = (x: number, y: number) => ({
    x: Math.max(plane.left + size * 2, Math.min(plane.right - size * 2, x)),
    y: Math.max(plane.top + size, Math.min(plane.bottom - size, y)),
  });
  if (!line) {
    const text = b > 0 ? '$z > 0$' : b < 0 ? '$z < 0$' : '$z = 0$';
    const middle = (plane.left + plane.right) / 2;
    const down = [plane.top + size * 1.6, plane.bottom - size * 1.6];
    return [middle, plane.left, plane.right].flatMap((x) =>
      down.map((y): readonly Label[] => [{ ...inside(x, y), text, align: 'center' }]),
    );
  }
  const [from, to] = line;
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  // Along the line z > 0 is on the right of someone who looks down on x₂ upwards; on the screen y points down.
  const normal = { x: -(to.y - from.y) / length, y: (to.x - from.x) / length };
  const reach = size * (1 + 1.4 * Math.abs(normal.x));
  return [0.18, 0.3, 0.08, 0.64, 0.94].map((share): readonly Label[] => {
    const base = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y) };
    const away = (side: 1 | -1) => inside(base.x + side * normal.x * reach, base.y + side * normal.y * reach);
    return [
      { ...away(1), text: '$z > 0$', align: 'center' },
      { ...away(-1), text: '$z < 0$', align: 'center' },
    ];
  });
}

function scaleLabels(
  { least, most }: PlaneLayout['range'],
  { x, width, top, bottom }: PlaneFrame['scale'],
  size: number,
): Label[] {
  const text = (value: number) => decimal(value, 2);
  const at = x + width + 4;
  if (least === most) return [{ x: at, y: (top + bottom) / 2, text: text(most) }];
  const labels: Label[] = [
    { x: at, y: top + size * 0.5, text: text(most) },
    { x: at, y: bottom - size * 0.5, text: text(least) },
  ];
  const zeroY = bottom - ((0 - least) / (most - least)) * (bottom - top);
  if (zeroY > top + size * 1.6 && zeroY < bottom - size * 1.6) labels.push({ x: at, y: zeroY, text: '0' });
  return labels;
}

function signed(tick: number): string {
  return String(tick).replace('-', '−');
}
