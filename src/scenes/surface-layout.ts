import { distanceText, levelText } from './axis-texts.ts';
import type { Point } from '../domain/strokes.ts';
import { ticksOf } from './axis.ts';
import { bottomText, shareOf } from './cost-scale.ts';
import { heightAt, placeOfPoint, stretches, type GridPoint, type LandscapeView } from './landscape-view.ts';
import { labelSize, LETTER_WIDTH, type Label } from './lettering.ts';
import { SurfaceView, type Stance } from './surface-view.ts';

/** What the picture of the surface shows. */
export interface SurfacePicture extends LandscapeView {
  readonly stance: Stance;
}

/** Where everything on and around the surface is, in CSS pixels. */
export interface SurfaceLayout {
  /** The floor, all round. */
  readonly floor: readonly Point[];
  /** Sides of the box with their ticks. */
  readonly lines: readonly (readonly [Point, Point])[];
  /** The path on the surface, in stretches within the plane. */
  readonly path: readonly (readonly Point[])[];
  /** Where the path begins and where the network is now; null beyond the plane. */
  readonly start: Point | null;
  readonly now: Point | null;
  readonly pointed: { readonly foot: Point; readonly top: Point } | null;
  readonly labels: readonly Label[];
}

/** Room around the box for its numbers and names. */
export function surfaceMargins(textSize: number) {
  const size = labelSize(textSize);
  return { across: size * 2.2, down: size * 2.4 };
}

export function surfaceViewOf(stance: Stance, width: number, height: number, textSize: number): SurfaceView {
  return new SurfaceView(stance, width, height, surfaceMargins(textSize));
}

export function surfaceLayout(
  picture: SurfacePicture,
  heights: Float32Array,
  width: number,
  height: number,
  textSize: number,
): SurfaceLayout {
  const { extent, stance, pointed } = picture;
  const size = labelSize(textSize);
  const view = surfaceViewOf(stance, width, height, textSize);
  const floor = CORNERS.map(([u, v]) => view.place(u, v, 0));
  const lines: (readonly [Point, Point])[] = floor.map((corner, n) => [corner, floor[(n + 1) % 4]!]);
  const labels: Label[] = [];

  // Numbers stand at the sides that are nearest to the eye.
  const vSide = view.cos > 0 ? -1 : 1;
  const uSide = view.sin > 0 ? -1 : 1;
  const sides: readonly Side[] = [
    { range: extent.x, at: (share: number) => [share, vSide], name: picture.names.x, out: [0, vSide] },
    { range: extent.y, at: (share: number) => [uSide, share], name: picture.names.y, out: [uSide, 0] },
  ];
  for (const { range, at, name, out } of sides) {
    const away = outward(view, out);
    // Seen along its own direction a side is a point: no numbers fit there.
    const ends = [view.place(...at(-1), 0), view.place(...at(1), 0)] as const;
    const long = Math.hypot(ends[1].x - ends[0].x, ends[1].y - ends[0].y);
    const most = Math.max(2, Math.min(5, Math.floor(long / (size * 4.5))));
    for (const tick of ticksOf({ from: range[0], to: range[1], start: 0, end: 1 }, most)) {
      const share = -1 + (2 * (tick - range[0])) / (range[1] - range[0]);
      const foot = view.place(...at(share), 0);
      lines.push([foot, { x: foot.x + away.x * 5, y: foot.y + away.y * 5 }]);
      labels.push(kept(beside(foot, away, size, distanceText(tick), 'quiet'), width, height, size));
    }
    const centre = { x: (ends[0].x + ends[1].x) / 2, y: (ends[0].y + ends[1].y) / 2 };
    const label = beside(centre, away, size * (2 + 2.2 * Math.abs(away.x)), name, 'ink');
    labels.push(kept(label, width, height, size));
  }

  // The scale of costs stands at the corner farthest to the left.
  const corner = CORNERS.reduce((best, each) => (view.place(...each, 0).x < view.place(...best, 0).x ? each : best));
  const foot = view.place(...corner, 0);
  const top = view.place(...corner, 1);
  const tall = foot.y - top.y;
  if (tall > size * 4 && picture.scale) {
    lines.push([foot, top]);
    let before = Infinity;
    for (const cost of [picture.scale.from, ...picture.scale.levels, picture.scale.to]) {
      const place = view.place(...corner, shareOf(picture.scale, cost));
      lines.push([place, { x: place.x - 4, y: place.y }]);
      if (before - place.y < size * 1.1) continue;
      before = place.y;
      labels.push({
        x: place.x + 5,
        y: place.y,
        text: cost === picture.scale.from ? bottomText(picture.scale) : levelText(cost),
        color: 'quiet',
        overLines: true,
      });
    }
    labels.push({ x: top.x, y: top.y - size * 0.9, text: picture.names.cost });
  }

  const onSurface = (place: Point): Point | null => {
    const h = heightAt(picture, heights, place);
    if (h === null) return null;
    return view.place(...squareOf(picture, place), h);
  };
  const path = stretches(picture.path.map(onSurface));
  const last = picture.path.length - 1;
  return {
    floor,
    lines,
    path,
    start: last > 0 ? onSurface(picture.path[0]!) : null,
    now: last >= 0 ? onSurface(picture.path[last]!) : null,
    pointed: pointed && pinOf(picture, heights, view, pointed),
    labels,
  };
}

/** The computed point whose top is nearest to a place in the picture, of those that are close the one nearest to the eye. */
export function pointUnder(
  { side, stance }: Pick<SurfacePicture, 'side' | 'stance'>,
  heights: Float32Array,
  width: number,
  height: number,
  textSize: number,
  place: Point,
): GridPoint | null {
  const view = surfaceViewOf(stance, width, height, textSize);
  const points = view.placeAll(side, heights);
  let found: GridPoint | null = null;
  let best = Infinity;
  for (let at = 0; at < heights.length; at++) {
    const distance = Math.hypot(points[2 * at]! - place.x, points[2 * at + 1]! - place.y);
    if (!(distance <= REACH)) continue;
    const column = at % side;
    const row = Math.floor(at / side);
    const step = 2 / (side - 1);
    // A dot nearer on the screen counts as much as a tenth of the box nearer to the eye.
    const merit = distance + 10 * REACH * view.depth(-1 + column * step, -1 + row * step);
    if (merit >= best) continue;
    best = merit;
    found = { column, row };
  }
  return found;
}

/** A side of the floor with its numbers. */
interface Side {
  readonly range: readonly [number, number];
  readonly at: (share: number) => readonly [u: number, v: number];
  readonly name: string;
  /** The direction over the side, out of the box. */
  readonly out: readonly [u: number, v: number];
}

/** So far from the pointer a point is still meant. */
const REACH = 12;

/** Going round the floor. */
const CORNERS: readonly (readonly [u: number, v: number])[] = [
  [-1, -1],
  [1, -1],
  [1, 1],
  [-1, 1],
];

function squareOf({ extent }: Pick<LandscapeView, 'extent'>, { x, y }: Point): readonly [u: number, v: number] {
  const on = ([from, to]: readonly [number, number], value: number) => (2 * (value - from)) / (to - from) - 1;
  return [on(extent.x, x), on(extent.y, y)];
}

function pinOf(picture: SurfacePicture, heights: Float32Array, view: SurfaceView, { column, row }: GridPoint) {
  const h = heights[row * picture.side + column]!;
  if (Number.isNaN(h)) return null;
  const square = squareOf(picture, placeOfPoint(picture, { column, row }));
  return { foot: view.place(...square, 0), top: view.place(...square, h) };
}

/** The direction in the picture that leads out of the box over a side, of length 1. */
function outward(view: SurfaceView, out: readonly [number, number]): Point {
  const [from, to] = [view.place(0, 0, 0), view.place(...out, 0)];
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  return { x: dx / length, y: dy / length };
}

function beside(foot: Point, away: Point, gap: number, text: string, color: 'quiet' | 'ink'): Label {
  const align = away.x < -0.35 ? 'right' : away.x > 0.35 ? 'left' : 'center';
  return { x: foot.x + away.x * gap, y: foot.y + Math.max(away.y, 0.3) * gap + 2, text, align, color };
}

/** Moved back into the picture where it would stick out. */
function kept(label: Label, width: number, height: number, size: number): Label {
  const wide = label.text.length * size * LETTER_WIDTH * 0.9;
  const left = label.align === 'right' ? label.x - wide : label.align === 'center' ? label.x - wide / 2 : label.x;
  const x = label.x - Math.min(0, left) - Math.max(0, left + wide - width);
  // Moved sideways, it makes room for the numbers above it.
  const y = label.y + (label.color === 'ink' ? Math.min(size * 1.2, Math.abs(x - label.x)) : 0);
  return { ...label, x, y: Math.min(y, height - size * 0.6) };
}
