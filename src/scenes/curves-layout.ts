import { ACTIVATION_FUNCTIONS } from '../domain/activation-functions.ts';
import { HIDDEN_ACTIVATIONS, type HiddenActivation } from '../domain/network.ts';
import type { NeuronResult, NeuronSettings } from '../domain/neuron.ts';
import type { Point } from '../domain/strokes.ts';
import { placeOn, ticksOf, type Axis } from './axis.ts';
import { labelSize, LETTER_WIDTH, type Label } from './lettering.ts';

export interface CurvesView {
  readonly settings: NeuronSettings;
  readonly result: NeuronResult;
  readonly words: {
    readonly names: Readonly<Record<HiddenActivation, string>>;
    /** Over the shares of softmax, and over their slopes. */
    readonly shares: string;
    readonly shareSlopes: string;
  };
  /** z, f(z) and f′(z) as the formulas show them, and the three shares and their slopes. */
  readonly shown: {
    readonly z: string;
    readonly a: string;
    readonly slope: string;
    readonly shares: readonly string[];
    readonly shareSlopes: readonly string[];
  };
}

/** A line through one panel: f or f′ of one function. */
export interface CurveLine {
  readonly activation: HiddenActivation;
  /** In pieces where the slope jumps. */
  readonly pieces: readonly (readonly Point[])[];
  readonly isChosen: boolean;
}

/** Where the present z is on a curve; one that is above or below what the panel shows waits at its edge. */
export interface CurveMark {
  readonly activation: HiddenActivation;
  readonly at: Point;
  readonly isChosen: boolean;
  readonly beyond: -1 | 0 | 1;
}

/** f or f′ of all functions, over z. */
export interface Panel {
  readonly across: Axis;
  readonly up: Axis;
  readonly lines: readonly CurveLine[];
  readonly ticks: readonly number[];
}

/** What stays while z moves along the axes, in CSS pixels. */
export interface CurvesFrame {
  readonly values: Panel;
  readonly slopes: Panel;
  readonly zTicks: readonly number[];
  /** Line samples of the legend. */
  readonly samples: readonly { readonly activation: HiddenActivation; readonly from: Point; readonly to: Point }[];
  /** Softmax beside the curves: from where to where its shares and their slopes have room. */
  readonly bars: { readonly left: number; readonly right: number; readonly up: Axis; readonly upSlopes: Axis };
  readonly labels: readonly Label[];
}

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly value: number;
  readonly isThisNeuron: boolean;
}

/** What moves with z, in CSS pixels. */
export interface CurvesMarks {
  readonly values: readonly CurveMark[];
  readonly slopes: readonly CurveMark[];
  /** The tangent of the chosen function at z, within the panel; null for softmax, which is no curve of z. */
  readonly tangent: readonly [Point, Point] | null;
  /** The shares of softmax, and how they answer to z. */
  readonly shares: readonly Bar[];
  readonly shareSlopes: readonly Bar[];
  readonly labels: readonly Label[];
}

/** Lengths drawn and left out, so that no curve is told by colour alone. */
export const CURVE_DASHES: Readonly<Record<HiddenActivation, readonly number[]>> = {
  relu: [],
  'leaky-relu': [10, 4],
  sigmoid: [2, 3],
  tanh: [10, 3, 2, 3],
};

/** The slope jumps at 0. */
const KINKED: ReadonlySet<HiddenActivation> = new Set(['relu', 'leaky-relu']);

/** All that `curvesFrame` looks at: while it is the same, so is the frame. */
export function curvesFrameKey({ settings, result }: CurvesView, width: number, height: number): string {
  const { activation, alpha } = settings;
  return [width, height, activation, alpha, zRange(result.z).to, ...Object.values(valueRange(settings, result))].join();
}

export function curvesFrame(view: CurvesView, width: number, height: number, textSize: number): CurvesFrame {
  const { settings, result, words } = view;
  const { activation, alpha } = settings;
  const size = labelSize(textSize);
  const line = size * 1.5;
  const left = size * 2.6;
  const legend = legendOf(words.names, activation, left, width, line, size);
  const barsLeft = width - Math.min(size * 11.5, width * 0.38);
  const right = barsLeft - size * 1.3;
  // The upright line has its number above it.
  const top = legend.height + line;
  const bottom = height - line * 1.2;
  const split = top + (bottom - top) * 0.6;
  const across: Axis = { ...zRange(result.z), start: left, end: right };
  const up: Axis = { ...valueRange(settings, result), start: split - line * 0.5, end: top };
  const upSlopes: Axis = { from: -0.1, to: 1.15, start: bottom, end: split + line * 0.5 };
  const values = panelOf(across, up, activation, (name, u) => ACTIVATION_FUNCTIONS[name].value(u, alpha), null);
  const slopes = panelOf(across, upSlopes, activation, (name, u) => ACTIVATION_FUNCTIONS[name].slope(u, alpha), KINKED);
  // The end of the axis has its name.
  const zTicks = ticksOf(across, right - left > size * 16 ? 7 : 4).filter((tick) => placeOn(across, tick) < right - size * 1.5);
  const bars = {
    left: barsLeft,
    right: width - 4,
    up: { from: 0, to: 1, start: up.start, end: top + line * 1.2 },
    upSlopes: { from: -1, to: 1, start: bottom, end: upSlopes.end + line * 0.9 },
  };
  const softmaxColor = activation === 'softmax' ? 'ink' : 'quiet';
  const tickY = bottom + line * 0.7;
  const labels: Label[] = [
    ...legend.labels,
    { x: barsLeft, y: top, text: words.shares, color: softmaxColor },
    { x: barsLeft, y: split + line * 0.15, text: words.shareSlopes, color: softmaxColor },
    ...values.ticks.map((tick): Label => tickLabel(left, placeOn(up, tick), tick)),
    ...slopes.ticks.map((tick): Label => tickLabel(left, placeOn(upSlopes, tick), tick)),
    ...zTicks.map((tick): Label => ({
      x: placeOn(across, tick),
      y: tickY,
      text: signed(tick),
      align: 'center',
      color: 'quiet',
    })),
    { x: right, y: tickY, text: '$z$', align: 'right', color: 'quiet' },
    ...placesOfBars(3, bars.left, bars.right).map(({ x, width: barWidth }, index): Label => ({
      x: x + barWidth / 2,
      y: tickY,
      text: index === 0 ? '$z$' : `$z_${index + 1}$`,
      align: 'center',
      color: index === 0 ? 'accent' : 'quiet',
    })),
  ];
  return { values, slopes, zTicks, samples: legend.samples, bars, labels };
}

export function curvesMarks(frame: CurvesFrame, { settings, result, shown }: CurvesView, textSize: number): CurvesMarks {
  const { values, slopes, bars } = frame;
  const { activation, alpha, temperature } = settings;
  const { z, a, slope } = result;
  const size = labelSize(textSize);
  const line = size * 1.5;
  const { across, up } = values;
  // The steepest that a share can be.
  const steepest = 1 / (4 * temperature);
  const shares = barsOf(result.shares, bars.up, bars);
  const shareSlopes = barsOf(
    result.shareSlopes.map((each) => each / steepest),
    bars.upSlopes,
    bars,
  );
  const zX = placeOn(across, z);
  const numberOver = (bar: Bar, text: string): Label => ({
    x: bar.x + bar.width / 2,
    y: bar.y - line * 0.45,
    text,
    align: 'center',
  });
  const labels: Label[] = [
    {
      x: Math.max(across.start + size * 3.6, Math.min(across.end - size * 3.6, zX)),
      y: up.end - line * 0.5,
      text: `$z$ = ${shown.z}`,
      align: 'center',
      color: 'accent',
    },
    panelName(values, zX, size, '$f(z)$'),
    panelName(slopes, zX, size, '$f′(z)$'),
    ...shares.map((bar, index) => numberOver(bar, shown.shares[index]!)),
    ...shareSlopes.map((bar, index) => numberOver(bar, shown.shareSlopes[index]!)),
  ];
  let tangent: CurvesMarks['tangent'] = null;
  if (activation !== 'softmax') {
    tangent = tangentOf(across, up, z, a, slope, size * 5);
    const aY = Math.max(up.end + line * 0.6, Math.min(up.start - line * 0.6, placeOn(up, a) - line));
    const slopeY = placeOn(slopes.up, slope) + (slope > 0.5 ? line * 0.8 : -line * 0.8);
    const isOnRight = zX > (across.start + across.end) / 2;
    const beside = isOnRight ? { x: zX - 10, align: 'right' as const } : { x: zX + 10, align: 'left' as const };
    labels.push({ ...beside, y: aY, text: `$a$ = ${shown.a}`, color: 'accent', bold: true, overLines: true });
    labels.push({ ...beside, y: slopeY, text: `$f′$ = ${shown.slope}`, color: 'accent', bold: true, overLines: true });
  }
  return {
    values: marksOf(values, activation, z, (name) => ACTIVATION_FUNCTIONS[name].value(z, alpha)),
    slopes: marksOf(slopes, activation, z, (name) => ACTIVATION_FUNCTIONS[name].slope(z, alpha)),
    tangent,
    shares,
    shareSlopes,
    labels,
  };
}

/** The axis of z shows −5 to 5, and all that z can be where it is beyond. */
function zRange(z: number): { from: number; to: number } {
  const reach = Math.abs(z) > 5 ? 10.5 : 5.25;
  return { from: -reach, to: reach };
}

/** The heights that show the chosen function at z; the others may leave the panel, and are marked at its edge. */
function valueRange({ activation }: NeuronSettings, { a }: NeuronResult): { from: number; to: number } {
  const isOpen = activation === 'relu' || activation === 'leaky-relu';
  const from = isOpen && a < -1.25 ? (a < -2.5 ? -5.5 : -2.75) : -1.25;
  const to = isOpen && a > 2 ? (a > 5 ? 10.5 : 5.25) : 2.2;
  return { from, to };
}

function panelOf(
  across: Axis,
  up: Axis,
  chosen: NeuronSettings['activation'],
  valueOf: (name: HiddenActivation, u: number) => number,
  jumpsAtZero: ReadonlySet<HiddenActivation> | null,
): Panel {
  const lines = HIDDEN_ACTIVATIONS.map((activation): CurveLine => {
    // The kinks are all at 0, which is one of the points.
    const points = (from: number, to: number) =>
      Array.from({ length: 65 }, (_, index) => from + ((to - from) * index) / 64).map((u) => ({
        u,
        value: valueOf(activation, u),
      }));
    const placed = (part: { u: number; value: number }[]) =>
      clippedTo(up, part).map(({ u, value }) => ({ x: placeOn(across, u), y: placeOn(up, value) }));
    const pieces = jumpsAtZero?.has(activation)
      ? [placed(points(across.from, 0)), placed(points(1e-9, across.to))]
      : [placed([...points(across.from, 0), ...points(0, across.to).slice(1)])];
    return { activation, pieces, isChosen: activation === chosen };
  });
  return { across, up, lines, ticks: ticksOf(up, 5) };
}

/** A mark on every curve; the chosen one last, so that it lies on top. */
function marksOf(
  { across, up }: Panel,
  chosen: NeuronSettings['activation'],
  z: number,
  valueOf: (name: HiddenActivation) => number,
): CurveMark[] {
  const marks = HIDDEN_ACTIVATIONS.map((activation): CurveMark => {
    const value = valueOf(activation);
    const beyond = value > up.to ? 1 : value < up.from ? -1 : 0;
    const at = { x: placeOn(across, z), y: placeOn(up, Math.max(up.from, Math.min(up.to, value))) };
    return { activation, at, isChosen: activation === chosen, beyond };
  });
  return marks.toSorted((one, other) => Number(one.isChosen) - Number(other.isChosen));
}

/** The part of a rising line that lies between the panel's floor and ceiling. */
function clippedTo({ from, to }: Axis, points: { u: number; value: number }[]): { u: number; value: number }[] {
  const inside: { u: number; value: number }[] = [];
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    for (const edge of [from, to]) {
      if (before && before.value < edge !== point.value < edge) {
        const share = (edge - before.value) / (point.value - before.value);
        if (share > 0 && share < 1) inside.push({ u: before.u + share * (point.u - before.u), value: edge });
      }
    }
    if (point.value >= from && point.value <= to) inside.push(point);
  }
  return inside;
}

function tangentOf(across: Axis, up: Axis, z: number, a: number, slope: number, reach: number): [Point, Point] {
  const x = placeOn(across, z);
  const y = placeOn(up, a);
  const perZ = (across.end - across.start) / (across.to - across.from);
  const perValue = (up.start - up.end) / (up.to - up.from);
  const direction = { x: perZ, y: -slope * perValue };
  const length = Math.hypot(direction.x, direction.y);
  const end = (side: -1 | 1): Point => {
    let share = (side * reach) / length;
    // Neither end leaves the panel.
    const limit = (low: number, high: number, from: number, step: number) => {
      if (step === 0) return;
      const bound = (step * side > 0 ? high : low) - from;
      share = side * Math.min(Math.abs(share), Math.max(0, bound / (step * side)));
    };
    limit(across.start, across.end, x, direction.x);
    limit(up.end, up.start, y, direction.y);
    return { x: x + direction.x * share, y: y + direction.y * share };
  };
  return [end(-1), end(1)];
}

function placesOfBars(count: number, left: number, right: number): { x: number; width: number }[] {
  const each = (right - left) / count;
  return Array.from({ length: count }, (_, index) => ({ x: left + (index + 0.25) * each, width: each * 0.5 }));
}

function barsOf(values: readonly number[], up: Axis, { left, right }: CurvesFrame['bars']): Bar[] {
  const zero = placeOn(up, 0);
  return placesOfBars(values.length, left, right).map((place, index) => {
    const y = placeOn(up, values[index]!);
    return { ...place, y: Math.min(y, zero), height: Math.abs(y - zero), value: values[index]!, isThisNeuron: index === 0 };
  });
}

function legendOf(
  names: CurvesView['words']['names'],
  chosen: NeuronSettings['activation'],
  left: number,
  width: number,
  line: number,
  size: number,
) {
  const sample = Math.min(size * 2.2, (width - left) * 0.06);
  const widths = HIDDEN_ACTIVATIONS.map((activation) => sample + 5 + names[activation].length * size * LETTER_WIDTH);
  const room = width - left;
  // Two rows where large text or a narrow figure leaves no room for one.
  const rows = widths.reduce((sum, each) => sum + each, 0) + 3 * size > room ? 2 : 1;
  const perRow = HIDDEN_ACTIVATIONS.length / rows;
  const samples = HIDDEN_ACTIVATIONS.map((activation, index) => {
    const row = Math.floor(index / perRow);
    const inRow = widths.slice(row * perRow, (row + 1) * perRow);
    const free = room - inRow.reduce((sum, each) => sum + each, 0);
    const gap = Math.max(0, Math.min(size * 2, free / (perRow - 1)));
    const x = left + inRow.slice(0, index % perRow).reduce((sum, each) => sum + each + gap, 0);
    const y = line * (0.5 + row);
    return { activation, from: { x, y }, to: { x: x + sample, y } };
  });
  const labels = samples.map(({ activation, to }): Label => ({
    x: to.x + 5,
    y: to.y,
    text: names[activation],
    color: activation === chosen ? 'ink' : 'quiet',
    bold: activation === chosen,
  }));
  return { samples, labels, height: line * (rows + 0.2) };
}

/** What a panel shows, on the left; on the right where the marks need the room. */
function panelName({ across, up }: Panel, zX: number, size: number, text: string): Label {
  const isFree = zX > across.start + size * 9;
  const beside = isFree ? { x: across.start + 6 } : { x: across.end, align: 'right' as const };
  return { ...beside, y: up.end + size * 0.45, text, color: 'quiet', overLines: true };
}

function tickLabel(left: number, y: number, tick: number): Label {
  return { x: left - 6, y, text: signed(tick), align: 'right', color: 'quiet' };
}

function signed(tick: number): string {
  return String(tick).replace('-', '−');
}
