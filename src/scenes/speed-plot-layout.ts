import { tickText } from './axis-texts.ts';
import type { Point } from '../domain/strokes.ts';
import { placeOn, type Axis } from './axis.ts';
import { boxAround, boxOf, clearest, nameBeside, type Box } from './label-places.ts';
import { labelSize, LETTER_WIDTH, wrapped, type Label } from './lettering.ts';

/** One measured point with the range in which half of its samples lie. */
export interface SpeedPoint {
  readonly x: number;
  readonly y: number;
  readonly low: number;
  readonly high: number;
}

export type Marker = 'circle' | 'square' | 'diamond' | 'triangle';

/** Points of one kind, joined by a line; colour, marker and line tell it apart from others, and its name stands at its end. */
export interface SpeedSeries {
  readonly name: string;
  readonly points: readonly SpeedPoint[];
  readonly color: SeriesColor;
  readonly marker: Marker;
  readonly isHollow: boolean;
  /** Drawn and left out in turn, in CSS pixels; solid without. */
  readonly dash?: readonly number[];
}

export type SeriesColor = 'ink' | 'quiet' | 'positive' | 'negative' | 'accent';

/** What a plot with two logarithmic axes shows. */
export interface SpeedPlotView {
  readonly x: { readonly label: string; readonly from: number; readonly to: number; readonly ticks?: readonly number[] };
  readonly y: { readonly label: string; readonly from: number; readonly to: number };
  readonly series: readonly SpeedSeries[];
  /** Points that stand alone, each with its name beside it; `isOwn` stands out. */
  readonly machines?: readonly { readonly x: number; readonly y: number; readonly name: string; readonly isOwn: boolean }[];
  /** Level lines: y is this, with words at their left end. */
  readonly levels?: readonly { readonly y: number; readonly text: string }[];
  /** Slanting lines: y is this many times x, with words at their upper end. */
  readonly ratios?: readonly { readonly times: number; readonly text: string }[];
}

export interface PlacedSeries {
  readonly series: SpeedSeries;
  readonly points: readonly Point[];
  /** From the low to the high end of each point's range. */
  readonly ranges: readonly (readonly [Point, Point])[];
  /** From the last point to its name, where that could not stand beside it. */
  readonly lead: readonly [Point, Point] | null;
}

/** Where everything in such a plot is, in CSS pixels. */
export interface SpeedPlotLayout {
  readonly frame: Box;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly grid: readonly number[];
  readonly guides: readonly (readonly [Point, Point])[];
  readonly series: readonly PlacedSeries[];
  readonly machines: readonly (Point & { readonly isOwn: boolean })[];
  readonly labels: readonly Label[];
}

/** Least room for the numbers of the y axis, in letters: plots keep their edges while numbers change. */
const LEAST_LABEL = 5;
/** From one line of an axis's name to the next, in letters' sizes. */
const LINE = 1.25;
/** Empty room at the ends of an axis, as a share of it. */
const ROOM = 0.05;

export function speedPlotLayout(view: SpeedPlotView, width: number, height: number, textSize: number): SpeedPlotLayout {
  const size = labelSize(textSize);
  const [yFrom, yTo] = rangeOf(
    view.y,
    view.series.flatMap(({ points }) => points.flatMap(({ low, high }) => [low, high])),
    view.machines?.map(({ y }) => y),
  );
  const [xFrom, xTo] = rangeOf(
    view.x,
    view.series.flatMap(({ points }) => points.map(({ x }) => x)),
    view.machines?.map(({ x }) => x),
  );
  const shownNames = view.series.filter(({ points }) => points.length > 0).map(({ name }) => name.length);
  const nameWidth = shownNames.length > 0 ? (Math.max(...shownNames) * LETTER_WIDTH + 1.4) * size : size;
  const letters = Math.floor((width - size * 0.4) / (size * LETTER_WIDTH));
  const [xName, yName] = [wrapped(view.x.label, letters), wrapped(view.y.label, letters)];
  const up: Axis = {
    from: Math.log10(yFrom),
    to: Math.log10(yTo),
    start: height - size * (3.4 + LINE * (xName.length - 1)),
    end: size * (2.1 + LINE * (yName.length - 1)),
  };
  const yTicks = logTicks(up, Math.max(2, Math.floor((up.start - up.end) / (size * 1.9))));
  const widest = Math.max(LEAST_LABEL, ...yTicks.map((tick) => tickText(tick).length));
  const left = size * (0.8 + widest * LETTER_WIDTH);
  const ticksOn = (axis: Axis) =>
    fitting(
      view.x.ticks ?? logTicks(axis, Math.floor((axis.end - axis.start) / (size * 4))),
      (x) => placeOn(axis, Math.log10(x)),
      size,
    );
  const widestAxis: Axis = {
    from: Math.log10(xFrom),
    to: Math.log10(xTo),
    start: left,
    end: Math.max(left + size * 4, width - nameWidth),
  };
  const across = { ...widestAxis, end: endFor(ticksOn(widestAxis), widestAxis, width, size) };
  const xTicks = ticksOn(across);
  const placeX = (x: number) => placeOn(across, Math.log10(x));
  const placeY = (y: number) => placeOn(up, Math.log10(y));
  const frame: Box = { left: across.start, right: across.end, top: up.end, bottom: up.start };
  const placed = view.series.map((series) => ({
    series,
    points: series.points.map(({ x, y }) => ({ x: placeX(x), y: placeY(y) })),
    ranges: series.points.map(({ x, low, high }): readonly [Point, Point] => [
      { x: placeX(x), y: placeY(low) },
      { x: placeX(x), y: placeY(high) },
    ]),
  }));
  const names = placeNames(placed, frame, size);
  const levels = (view.levels ?? []).filter(({ y }) => y >= yFrom && y <= yTo);
  const ratios = (view.ratios ?? []).flatMap(({ times, text }) => {
    const line = slantOf(times, { xFrom, xTo, yFrom, yTo });
    if (!line) return [];
    return [
      { text, line: line.map(([x, y]): Point => ({ x: placeX(x), y: placeY(y) })) as unknown as readonly [Point, Point] },
    ];
  });
  const machines = (view.machines ?? []).map(({ x, y, isOwn }) => ({ x: placeX(x), y: placeY(y), isOwn }));
  const dots = machines.map((point) => boxAround(point, size * 0.4));
  const slants = ratios.map(({ line }) => line);
  const ratioLabels = ratioNames(ratios, dots, frame, size);
  const xNameWidth = Math.max(...xName.map((line) => line.length)) * size * LETTER_WIDTH;
  return {
    frame,
    xTicks: xTicks.map(placeX),
    yTicks: yTicks.map(placeY),
    grid: yTicks.map(placeY),
    guides: [
      ...levels.map(({ y }): readonly [Point, Point] => [
        { x: frame.left, y: placeY(y) },
        { x: frame.right, y: placeY(y) },
      ]),
      ...slants,
    ],
    series: placed.map((one, n) => ({ ...one, lead: names[n]?.lead ?? null })),
    machines,
    labels: [
      ...yName.map((text, n): Label => ({ x: size * 0.2, y: size * (0.8 + LINE * n), text, color: 'quiet' })),
      ...xName.map((text, n): Label => ({
        x: Math.max(across.end, size * 0.2 + xNameWidth),
        y: height - size * (0.7 + LINE * (xName.length - 1 - n)),
        text,
        align: 'right',
        color: 'quiet',
      })),
      ...yTicks.map((tick): Label => ({
        x: across.start - size * 0.5,
        y: placeY(tick),
        text: tickText(tick),
        align: 'right',
        color: 'quiet',
      })),
      ...xTicks.map((tick): Label => ({
        x: placeX(tick),
        y: up.start + size * 1.1,
        text: tickText(tick),
        align: 'center',
        color: 'quiet',
      })),
      ...levels.map(({ y, text }): Label => ({
        x: frame.left + size * 0.4,
        y: placeY(y) - size * 0.75,
        text,
        color: 'quiet',
        overLines: true,
      })),
      ...ratioLabels,
      ...names.flatMap((name) => (name ? [name.label] : [])),
      ...machineNames(view, machines, [...dots, ...ratioLabels.map((label) => boxOf(label, size))], slants, frame, size),
    ],
  };
}

/** From the smallest to the largest of all values and what is shown at least, with some room. */
function rangeOf(
  { from, to }: { readonly from: number; readonly to: number },
  values: readonly number[],
  more: readonly number[] = [],
): [number, number] {
  const all = [...values, ...more].filter((value) => Number.isFinite(value) && value > 0);
  const low = Math.min(from, ...all);
  const high = Math.max(to, ...all);
  const room = 10 ** (ROOM * Math.max(0.5, Math.log10(high / low)));
  return [low / room, high * room];
}

/** Powers of ten along an axis of logarithms, with their doubles and fives where there is room, with gaps where there is not. */
function logTicks({ from, to }: Axis, most: number): number[] {
  const ticks = (digits: readonly number[], step = 1) => {
    const found: number[] = [];
    for (let power = Math.floor(from / step) * step; power <= to; power += step) {
      for (const digit of digits) {
        const value = Number(`${digit}e${power}`);
        const at = Math.log10(value);
        if (at >= from && at <= to) found.push(value);
      }
    }
    return found;
  };
  const ways = [ticks([1, 2, 5]), ticks([1, 3]), ticks([1])];
  for (let step = 2; step <= 8; step *= 2) ways.push(ticks([1], step));
  return ways.find((way) => way.length <= most) ?? ways[ways.length - 1]!;
}

/** As many of the ticks, from the last back, as leave room for their texts: every one, every other, … */
function fitting(ticks: readonly number[], place: (tick: number) => number, size: number): number[] {
  for (let step = 1; step < ticks.length; step++) {
    const shown = ticks.filter((_, n) => (ticks.length - 1 - n) % step === 0);
    const isFree = shown.every((tick, n) => {
      const next = shown[n + 1];
      if (next === undefined) return true;
      return (
        place(next) - place(tick) > ((tickText(tick).length + tickText(next).length) / 2) * size * LETTER_WIDTH + size * 0.5
      );
    });
    if (isFree) return shown;
  }
  return ticks.slice(-1);
}

/** Where an axis ends, so that its last number stays within the figure. */
function endFor(ticks: readonly number[], axis: Axis, width: number, size: number): number {
  const last = ticks[ticks.length - 1];
  if (last === undefined) return axis.end;
  const share = (Math.log10(last) - axis.from) / (axis.to - axis.from);
  const half = (tickText(last).length * size * LETTER_WIDTH) / 2;
  return Math.max(axis.start + size * 4, Math.min(axis.end, axis.start + (width - half - axis.start) / share));
}

interface PlacedName {
  readonly label: Label;
  readonly lead: readonly [Point, Point] | null;
}

/** The name of each series right of the frame, as near as others leave room to the height of its last point. */
function placeNames(
  placed: readonly Pick<PlacedSeries, 'series' | 'points'>[],
  frame: Box,
  size: number,
): (PlacedName | null)[] {
  const row = size * 1.25;
  const ends = placed.map(({ points }) => points[points.length - 1] ?? null);
  const order = [...ends.keys()].filter((n) => ends[n]).sort((one, other) => ends[one]!.y - ends[other]!.y);
  const heights = spacedOut(
    order.map((n) => ends[n]!.y),
    row,
    frame.top,
    frame.bottom,
  );
  const names: (PlacedName | null)[] = placed.map(() => null);
  for (const [at, n] of order.entries()) {
    const end = ends[n]!;
    const y = heights[at]!;
    const x = frame.right + size * 0.9;
    const color = placed[n]!.series.color;
    names[n] = {
      label: { x, y, text: placed[n]!.series.name, color },
      lead: Math.abs(y - end.y) > size * 0.3 || frame.right - end.x > size * 2 ? [end, { x: x - 3, y }] : null,
    };
  }
  return names;
}

/** Ascending heights moved as little as it takes to be `row` apart, within limits where there is room for all. */
function spacedOut(heights: readonly number[], row: number, top: number, bottom: number): number[] {
  const spaced = [...heights];
  for (let n = 1; n < spaced.length; n++) spaced[n] = Math.max(spaced[n]!, spaced[n - 1]! + row);
  for (let n = spaced.length - 1, limit = bottom; n >= 0; n--) {
    spaced[n] = Math.min(spaced[n]!, limit);
    limit = spaced[n]! - row;
  }
  const above = Math.max(0, top - (spaced[0] ?? top));
  return spaced.map((height) => height + above);
}

/** The part of y = times · x within the frame, from its lower to its upper end; null where there is none. */
function slantOf(
  times: number,
  { xFrom, xTo, yFrom, yTo }: { readonly xFrom: number; readonly xTo: number; readonly yFrom: number; readonly yTo: number },
): readonly (readonly [number, number])[] | null {
  const from = Math.max(xFrom, yFrom / times);
  const to = Math.min(xTo, yTo / times);
  if (from >= to) return null;
  return [
    [from, from * times],
    [to, to * times],
  ];
}

/** The words of each slanting line, beside its upper end: left above it, or right below where that is clearer. */
function ratioNames(
  ratios: readonly { readonly text: string; readonly line: readonly [Point, Point] }[],
  dots: readonly Box[],
  frame: Box,
  size: number,
): Label[] {
  const lines = ratios.map(({ line }) => line);
  const boxes = [...dots];
  const gap = size * 0.3;
  const half = size * 0.6;
  return ratios.map(({ text, line: [from, to] }) => {
    const slope = (from.y - to.y) / (to.x - from.x);
    const wide = text.length * size * LETTER_WIDTH;
    const look = { text, color: 'quiet', overLines: true } as const;
    const y = Math.max(to.y, frame.top + 2 * (half + gap));
    const endX = Math.max(to.x - (y - to.y) / slope - gap, frame.left + wide);
    const above: Label = { ...look, x: endX, y: y - gap - half, align: 'right' };
    const x = Math.min(to.x, frame.right - wide - gap);
    const below: Label = { ...look, x: x + gap, y: Math.min(to.y + (to.x - x) * slope + gap + half, frame.bottom - half) };
    const [label] = clearest([[above], [below]], size, { boxes, lines }, frame);
    boxes.push(boxOf(label, size));
    return label;
  });
}

function machineNames(
  { machines = [] }: SpeedPlotView,
  points: readonly Point[],
  taken: readonly Box[],
  lines: readonly (readonly [Point, Point])[],
  frame: Box,
  size: number,
): Label[] {
  const boxes = [...taken];
  return machines.map(({ name, isOwn }, n) => {
    const label = nameBeside(points[n]!, name, size, 'above', { boxes, lines }, frame);
    boxes.push(boxOf(label, size));
    return { ...label, color: isOwn ? 'accent' : 'ink', overLines: true };
  });
}
