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
    readonly softmax: string;
    readonly slopes: string;
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

interface Panel {
  readonly across: Axis;
  readonly up: Axis;
  readonly lines: readonly CurveLine[];
  readonly marks: readonly CurveMark[];
  readonly ticks: readonly number[];
}

export interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly value: number;
  readonly isThisNeuron: boolean;
}

export interface CurvesLayout {
  readonly values: Panel;
  readonly slopes: Panel;
  /** The tangent of the chosen function at z, within the panel; null for softmax, which is no curve of z. */
  readonly tangent: readonly [Point, Point] | null;
  /** Softmax beside the curves: its shares, and how they answer to z. */
  readonly bars: {
    readonly shares: readonly Bar[];
    readonly slopes: readonly Bar[];
    readonly up: Axis;
    readonly upSlopes: Axis;
    readonly left: number;
    readonly right: number;
  };
  /** Line samples of the legend. */
  readonly samples: readonly { readonly activation: HiddenActivation; readonly from: Point; readonly to: Point }[];
  readonly zTicks: readonly number[];
  readonly labels: readonly Label[];
}

/** Lengths drawn and left out, so that no curve is told by colour alone. */
export const CURVE_DASHES: Readonly<Record<HiddenActivation, readonly number[]>> = {
  relu: [],
  'leaky-relu': [10, 4],
  sigmoid: [2, 3],
  tanh: [10, 3, 2, 3],
};

export function curvesLayout(view: CurvesView, width: number, height: number, textSize: number): CurvesLayout {
  const { settings, result, shown, words } = view;
  const { activation, alpha } = settings;
  const { z } = result;
  const size = labelSize(textSize);
  const line = size * 1.5;
  const left = size * 2.6;
  const legend = legendOf(words.names, activation, left, width, line, size);
  const barsWidth = Math.min(size * 10, width * 0.32);
  const right = width - barsWidth - size * 2.2;
  const top = legend.height + line * 0.5;
  const bottom = height - line * 1.5;
  const split = top + (bottom - top) * 0.6;
  const across: Axis = { ...zRange(z), start: left, end: right };
  const up: Axis = { ...valueRange(view), start: split - line * 0.55, end: top };
  const upSlopes: Axis = { from: -0.1, to: 1.15, start: bottom, end: split + line * 0.55 };

  const values = panel(
    across,
    up,
    activation,
    z,
    (name) => (u) => ACTIVATION_FUNCTIONS[name].value(u, alpha),
    () => false,
  );
  const slopes = panel(
    across,
    upSlopes,
    activation,
    z,
    (name) => (u) => ACTIVATION_FUNCTIONS[name].slope(u, alpha),
    (name) => name === 'relu' || name === 'leaky-relu',
  );

  const barsLeft = width - barsWidth;
  const upShares: Axis = { from: 0, to: 1, start: up.start, end: top + line * 1.7 };
  const steepest = 1 / (4 * settings.temperature);
  const upShareSlopes: Axis = { from: -steepest, to: steepest, start: bottom, end: upSlopes.end + line * 1.5 };
  const bars = {
    shares: barsOf(result.shares, upShares, barsLeft, width - 4),
    slopes: barsOf(result.shareSlopes, upShareSlopes, barsLeft, width - 4),
    up: upShares,
    upSlopes: upShareSlopes,
    left: barsLeft,
    right: width - 4,
  };
  const zTicks = ticksOf(across, 7);
  const zX = placeOn(across, z);
  const zLabelX = Math.max(left + size * 3, Math.min(right - size * 3, zX));
  const zOnRight = zX > (left + right) / 2;
  const labels: Label[] = [
    ...legend.labels,
    { x: left + 6, y: top + line * 0.3, text: '$f(z)$', color: 'quiet' },
    { x: left + 6, y: upSlopes.end + line * 0.3, text: '$f′(z)$', color: 'quiet' },
    { x: barsLeft - 4, y: top, text: words.softmax, color: activation === 'softmax' ? 'ink' : 'quiet' },
    { x: barsLeft - 4, y: upSlopes.end, text: words.slopes, color: activation === 'softmax' ? 'ink' : 'quiet' },
    ...values.ticks.map((tick): Label => tickLabel(left, placeOn(up, tick), tick)),
    ...slopes.ticks.map((tick): Label => tickLabel(left, placeOn(upSlopes, tick), tick)),
    ...zTicks
      // The number at z itself has the room.
      .filter((tick) => Math.abs(placeOn(across, tick) - zLabelX) > size * 4.6)
      .map((tick): Label => ({
        x: placeOn(across, tick),
        y: bottom + line * 0.75,
        text: signed(tick),
        align: 'center',
        color: 'quiet',
      })),
    {
      x: zLabelX,
      y: bottom + line * 0.75,
      text: `$z$ = ${shown.z}`,
      align: 'center',
      color: 'accent',
    },
    ...[0, 1, 2].map((index): Label => {
      const bar = bars.slopes[index]!;
      return {
        x: bar.x + bar.width / 2,
        y: bottom + line * 0.75,
        text: index === 0 ? '$z$' : `$z_${index + 1}$`,
        align: 'center',
        color: index === 0 ? 'accent' : 'quiet',
      };
    }),
    ...bars.shares.map((bar, index): Label => ({
      x: bar.x + bar.width / 2,
      y: bar.y - line * 0.45,
      text: shown.shares[index]!,
      align: 'center',
    })),
    ...bars.slopes.map((bar, index): Label => ({
      x: bar.x + bar.width / 2,
      y: bar.value < 0 ? bar.y - line * 0.45 : bar.y - line * 0.45,
      text: shown.shareSlopes[index]!,
      align: 'center',
    })),
  ];
  let tangent: CurvesLayout['tangent'] = null;
  if (activation !== 'softmax') {
    tangent = tangentOf(across, up, z, result.a, result.slope, size * 5);
    const aY = Math.max(top + line * 1.4, Math.min(up.start - line * 0.6, placeOn(up, result.a) - line));
    const slopeY = placeOn(upSlopes, result.slope) + (result.slope > 0.5 ? line * 0.8 : -line * 0.8);
    const beside = zOnRight ? { x: zX - 10, align: 'right' as const } : { x: zX + 10, align: 'left' as const };
    labels.push({ ...beside, y: aY, text: `$a$ = ${shown.a}`, color: 'accent', bold: true, overLines: true });
    labels.push({ ...beside, y: slopeY, text: `$f′$ = ${shown.slope}`, color: 'accent', bold: true, overLines: true });
  }
  return { values, slopes, tangent, bars, samples: legend.samples, zTicks, labels };
}

/** The axis of z shows −5 to 5, and all that z can be where it is beyond. */
function zRange(z: number): { from: number; to: number } {
  const reach = Math.abs(z) > 5 ? 10.5 : 5.25;
  return { from: -reach, to: reach };
}

/** The heights that show the chosen function at z; the others may leave the panel, and are marked at its edge. */
function valueRange({ settings, result }: CurvesView): { from: number; to: number } {
  const { activation } = settings;
  const isOpen = activation === 'relu' || activation === 'leaky-relu';
  const from = isOpen && result.a < -1.25 ? (result.a < -2.5 ? -5.5 : -2.75) : -1.25;
  const to = isOpen && result.a > 2 ? (result.a > 5 ? 10.5 : 5.25) : 2.2;
  return { from, to };
}

function panel(
  across: Axis,
  up: Axis,
  chosen: NeuronSettings['activation'],
  z: number,
  functionOf: (name: HiddenActivation) => (u: number) => number,
  jumps: (name: HiddenActivation) => boolean,
): Panel {
  const place = (u: number, value: number): Point => ({ x: placeOn(across, u), y: placeOn(up, value) });
  const lines = HIDDEN_ACTIVATIONS.map((activation): CurveLine => {
    const f = functionOf(activation);
    // The kinks are all at 0, which is one of the points.
    const points = (from: number, to: number) =>
      Array.from({ length: 65 }, (_, index) => from + ((to - from) * index) / 64).map((u) => ({ u, value: f(u) }));
    const clipped = (parts: { u: number; value: number }[]) => clippedTo(up, parts).map(({ u, value }) => place(u, value));
    const pieces = jumps(activation)
      ? [clipped([...points(across.from, 0)]), clipped(points(1e-9, across.to))]
      : [clipped([...points(across.from, 0), ...points(0, across.to).slice(1)])];
    return { activation, pieces, isChosen: activation === chosen };
  });
  const marks = HIDDEN_ACTIVATIONS.map((activation): CurveMark => {
    const value = functionOf(activation)(z);
    const beyond = value > up.to ? 1 : value < up.from ? -1 : 0;
    const at = place(z, Math.max(up.from, Math.min(up.to, value)));
    return { activation, at, isChosen: activation === chosen, beyond };
  });
  return { across, up, lines, marks, ticks: ticksOf(up, 5) };
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

function barsOf(values: readonly number[], up: Axis, left: number, right: number): Bar[] {
  const each = (right - left) / values.length;
  const zero = placeOn(up, 0);
  return values.map((value, index) => {
    const y = placeOn(up, value);
    return {
      x: left + (index + 0.25) * each,
      width: each * 0.5,
      y: Math.min(y, zero),
      height: Math.abs(y - zero),
      value,
      isThisNeuron: index === 0,
    };
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
  // Two rows where large text leaves no room for one.
  const rows = widths.reduce((sum, each) => sum + each, 0) + 3 * 4 > room ? 2 : 1;
  const perRow = HIDDEN_ACTIVATIONS.length / rows;
  const samples = HIDDEN_ACTIVATIONS.map((activation, index) => {
    const row = Math.floor(index / perRow);
    const inRow = widths.slice(row * perRow, (row + 1) * perRow);
    const free = room - inRow.reduce((sum, each) => sum + each, 0);
    const gap = Math.max(0, Math.min(size * 2, free / (perRow - 1)));
    const x = left + inRow.slice(0, index % perRow).reduce((sum, each) => sum + each + gap, 0);
    const y = line * (0.6 + row);
    return { activation, from: { x, y }, to: { x: x + sample, y } };
  });
  const labels = samples.map(({ activation, to }): Label => ({
    x: to.x + 5,
    y: to.y,
    text: names[activation],
    color: activation === chosen ? 'ink' : 'quiet',
    bold: activation === chosen,
  }));
  return { samples, labels, height: line * (rows + 0.5) };
}

function tickLabel(left: number, y: number, tick: number): Label {
  return { x: left - 6, y, text: signed(tick), align: 'right', color: 'quiet' };
}

function signed(tick: number): string {
  return String(tick).replace('-', '−');
}
