import { distanceText, levelText } from './axis-texts.ts';
import { contourLines } from '../domain/contour-lines.ts';
import type { Point } from '../domain/strokes.ts';
import { placeOn, ticksOf, valueAt, type Axis } from './axis.ts';
import { bottomText, shareOf } from './cost-scale.ts';
import { placeOfPoint, stretches, type GridPoint, type LandscapeView } from './landscape-view.ts';
import { labelSize, LETTER_WIDTH, type Label } from './lettering.ts';

/** Where everything on the map of a landscape is, in CSS pixels. */
export interface ContourLayout {
  readonly across: Axis;
  readonly up: Axis;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  readonly contours: readonly (readonly Point[])[];
  readonly path: readonly (readonly Point[])[];
  readonly start: Point | null;
  readonly now: Point | null;
  readonly pointed: Point | null;
  readonly bar: { readonly x: number; readonly width: number; readonly top: number; readonly bottom: number };
  readonly labels: readonly Label[];
}

export function contourLayout(view: LandscapeView, width: number, height: number, textSize: number): ContourLayout {
  const size = labelSize(textSize);
  const axes = contourAxes(view, width, height, textSize);
  const { across, up } = axes;
  const onMap = ({ x, y }: Point): Point => ({ x: placeOn(across, x), y: placeOn(up, y) });
  const fromGrid = ({ x, y }: Point): Point => onMap(placeOfPoint(view, { column: x, row: y }));
  const grid = { columns: view.side, rows: view.side, values: view.costs };
  const levels = (view.scale?.levels ?? []).map((level) => ({
    level,
    lines: contourLines(grid, level).map((line) => line.map(fromGrid)),
  }));
  const bar = { x: across.end + size * 1.1, width: size * 0.9, top: up.end, bottom: up.start };
  const most = (axis: Axis, each: number) =>
    Math.max(2, Math.min(MOST_TICKS, Math.floor(Math.abs(axis.end - axis.start) / each)));
  const xTicks = ticksOf(across, most(across, size * 4));
  const yTicks = ticksOf(up, most(up, size * 2.5));
  const points = view.path.map((place) => (isWithin(place, view) ? onMap(place) : null));
  const now = points[points.length - 1] ?? null;
  const labels: Label[] = [
    ...xTicks.map((tick): Label => ({
      x: placeOn(across, tick),
      y: up.start + size * 1.05,
      text: distanceText(tick),
      align: 'center',
      color: 'quiet',
    })),
    ...yTicks.map((tick): Label => ({
      x: across.start - 7,
      y: placeOn(up, tick),
      text: distanceText(tick),
      align: 'right',
      color: 'quiet',
    })),
    { x: (across.start + across.end) / 2, y: up.start + size * 2.3, text: view.names.x, align: 'center' },
    { x: across.start, y: up.end - size * 0.9, text: `↑ ${view.names.y}` },
    ...barLabels(view, bar, size),
    ...lineLabels(levels, size, points),
  ];
  return {
    across,
    up,
    xTicks,
    yTicks,
    contours: levels.flatMap(({ lines }) => lines),
    path: stretches(points),
    start: points.length > 1 ? (points[0] ?? null) : null,
    now,
    pointed: view.pointed && onMap(placeOfPoint(view, view.pointed)),
    bar,
    labels,
  };
}

const MOST_TICKS = 6;

/** What the frame of a map depends on. */
type Framed = Pick<LandscapeView, 'extent' | 'scale'>;

/** The square of the map, with room for numbers and for the scale of colours. */
export function contourAxes({ extent, scale }: Framed, width: number, height: number, textSize: number) {
  const size = labelSize(textSize);
  const wide = (texts: readonly string[]) => Math.max(...texts.map(({ length }) => length)) * size * LETTER_WIDTH;
  const left = 12 + wide(ticksOf({ from: extent.y[0], to: extent.y[1], start: 0, end: 1 }, MOST_TICKS).map(distanceText));
  const right = size * 2 + 9 + (scale ? wide([bottomText(scale), ...[...scale.levels, scale.to].map(levelText)]) : 0);
  const top = size * 1.8;
  const side = Math.max(20, Math.min(width - left - right, height - top - size * 3));
  const across: Axis = { from: extent.x[0], to: extent.x[1], start: left, end: left + side };
  const up: Axis = { from: extent.y[0], to: extent.y[1], start: top + side, end: top };
  return { across, up };
}

/** The computed point nearest to a place on the map; null beside it. */
export function pointOnMap(
  view: Framed & Pick<LandscapeView, 'side' | 'costs'>,
  width: number,
  height: number,
  textSize: number,
  place: Point,
): GridPoint | null {
  const { across, up } = contourAxes(view, width, height, textSize);
  const share = (axis: Axis, at: number) => (valueAt(axis, at) - axis.from) / (axis.to - axis.from);
  const [u, v] = [share(across, place.x), share(up, place.y)];
  if (!(u >= 0 && u <= 1 && v >= 0 && v <= 1)) return null;
  const point = { column: Math.round(u * (view.side - 1)), row: Math.round(v * (view.side - 1)) };
  return Number.isNaN(view.costs[point.row * view.side + point.column]) ? null : point;
}

function isWithin({ x, y }: Point, { extent }: Pick<LandscapeView, 'extent'>): boolean {
  return x >= extent.x[0] && x <= extent.x[1] && y >= extent.y[0] && y <= extent.y[1];
}

/** The costs at which bands meet, beside the scale of colours, where there is room for them. */
function barLabels({ scale, names }: LandscapeView, { x, width, top, bottom }: ContourLayout['bar'], size: number): Label[] {
  if (!scale) return [];
  const labels: Label[] = [{ x, y: top - size * 0.9, text: names.cost }];
  const placeOf = (cost: number) => bottom - shareOf(scale, cost) * (bottom - top);
  let free = bottom + size;
  for (const cost of [scale.from, ...scale.levels, scale.to]) {
    const y = Math.max(top + size * 0.5, Math.min(bottom - size * 0.5, placeOf(cost)));
    const isLast = cost === scale.to;
    if (!isLast && (free - y < size * 1.15 || y - top < size * 1.6)) continue;
    free = y;
    labels.push({
      x: x + width + 5,
      y,
      text: cost === scale.from ? bottomText(scale) : levelText(cost),
      color: 'quiet',
    });
  }
  return labels;
}

/** What each level's longest line is worth, in the middle of it where that is free. */
function lineLabels(
  levels: readonly { readonly level: number; readonly lines: readonly (readonly Point[])[] }[],
  size: number,
  path: readonly (Point | null)[],
): Label[] {
  const labels: Label[] = [];
  for (const { level, lines } of levels) {
    const longest = lines.reduce<readonly Point[]>((best, line) => (line.length > best.length ? line : best), []);
    if (longest.length < 12) continue;
    const text = levelText(level);
    const room = text.length * size * LETTER_WIDTH + size;
    const isFree = ({ x, y }: Point) =>
      labels.every((label) => Math.abs(label.x - x) > room || Math.abs(label.y - y) > size * 1.6) &&
      path.every((point) => !point || Math.abs(point.x - x) > room || Math.abs(point.y - y) > size * 1.4);
    const place = [0.5, 0.25, 0.75, 0.1, 0.9].map((share) => longest[Math.floor(share * (longest.length - 1))]!).find(isFree);
    if (place) labels.push({ ...place, text, align: 'center', overLines: true });
  }
  return labels;
}
