import { placeOn, ticksOf, type Axis } from './axis.ts';
import { labelSize, LETTER_WIDTH, type Label } from './lettering.ts';

/** A line of a plot: y over x, one after the other. Where y is no finite number the line has a gap. */
export interface PlotLine {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly color: 'ink' | 'quiet' | 'accent';
  /** In CSS pixels; as is usual for its colour unless said. */
  readonly width?: number;
  /** Drawn and left out in turn, in CSS pixels; solid without. */
  readonly dash?: readonly number[];
}

/** What a plot shows. */
export interface LinePlotView {
  readonly x: {
    readonly from: number;
    readonly to: number;
    readonly label: string;
    readonly isLogarithmic?: boolean;
    /** Only whole numbers are marked: there is nothing between them. */
    readonly isWhole?: boolean;
  };
  readonly y: {
    readonly label: string;
    readonly isLogarithmic?: boolean;
    /** Shown at least, besides all values of the lines. */
    readonly from?: number;
    readonly to?: number;
  };
  readonly lines: readonly PlotLine[];
  /** Points that stand out. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Places on the x axis that have a mark of their own. */
  readonly ticks?: readonly number[];
}

/** Where everything in a plot is, in CSS pixels. */
export interface LinePlotLayout {
  /** Of logarithms where the plot is logarithmic, and so are the ticks. */
  readonly across: Axis;
  readonly up: Axis;
  readonly xTicks: readonly number[];
  readonly yTicks: readonly number[];
  /** Each piece [2 × points]: x and y in turn. */
  readonly lines: readonly { readonly pieces: readonly Float64Array[]; readonly line: PlotLine }[];
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly marks: readonly number[];
  readonly labels: readonly Label[];
}

/** Between thousands; no line breaks there. */
const THIN_SPACE = '\u202f';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';
/** Room is left for labels of so many letters, so that plots keep their edges while numbers change. */
const LEAST_LABEL = 7;
/** Empty room above and below, as a share of what is shown. */
const ROOM = 0.08;
/** How much is shown around a level line, as a share of its value. */
const FLAT = 0.4;
/** Where there are fewer than two ticks, so many times as many are tried. */
const FINER = 5;
/** Powers of ten below this are shown as if they were this. */
const SMALLEST_POWER = -12;
/** Numbers of such powers of ten are written out. */
const PLAIN_POWERS = { least: -4, most: 5 };

export function linePlotLayout(view: LinePlotView, width: number, height: number, textSize: number): LinePlotLayout {
  const size = labelSize(textSize);
  const { isLogarithmic = false } = view.y;
  const scaled = (value: number) => (isLogarithmic ? Math.max(SMALLEST_POWER, Math.log10(value)) : value);
  const [low, high] = rangeOf(view, scaled);
  const up: Axis = { from: low, to: high, start: height - size * 2.6, end: size * 1.7 };
  const most = Math.max(3, Math.floor((up.start - up.end) / (size * 2)));
  const yTicks = isLogarithmic ? powerTicks(up, most) : ticksOf(up, most);
  const yTexts = yTicks.map((tick) => (isLogarithmic ? powerTickText(tick) : numberText(tick, high - low)));
  const widest = Math.max(LEAST_LABEL, ...yTexts.map((text) => text.length));
  const isPowers = view.x.isLogarithmic === true;
  const scaledX = (value: number) => (isPowers ? Math.log10(value) : value);
  const across: Axis = { ...xRange(view, scaledX), start: size * (1 + widest * LETTER_WIDTH), end: width - size * 0.8 };
  const mostAcross = Math.max(2, Math.floor((across.end - across.start) / (size * 4.5)));
  const xText = (tick: number) => (isPowers ? powerTickText(tick) : numberText(tick, across.to - across.from));
  const numberAt = (tick: number) => {
    const text = xText(tick);
    const half = (text.length * size * LETTER_WIDTH) / 2;
    // The last number stays within the picture.
    return { text, half, x: Math.min(placeOn(across, tick), width - half) };
  };
  const areApart = (ticks: readonly number[]) =>
    ticks.map(numberAt).every(({ x, half }, n, all) => n === 0 || x - half - (all[n - 1]!.x + all[n - 1]!.half) > size * 0.4);
  const xTicks = isPowers ? powerTicks(across, mostAcross) : roundTicks(across, mostAcross, view.x.isWhole === true, areApart);
  const lines = view.lines.map((line) => ({ line, pieces: piecesOf(line, across, up, scaledX, scaled) }));
  const place = ({ x, y }: { readonly x: number; readonly y: number }) => ({
    x: placeOn(across, scaledX(x)),
    y: placeOn(up, scaled(y)),
  });
  return {
    across,
    up,
    xTicks,
    yTicks,
    lines,
    points: view.points.map(place).filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y)),
    marks: (view.ticks ?? []).map((x) => placeOn(across, scaledX(x))).filter(Number.isFinite),
    labels: [
      { x: size * 0.2, y: size * 0.7, text: view.y.label, color: 'quiet' },
      { x: across.end, y: height - size * 0.6, text: view.x.label, align: 'right', color: 'quiet' },
      ...yTicks.map((tick, index): Label => ({
        x: across.start - size * 0.5,
        y: placeOn(up, tick),
        text: yTexts[index]!,
        align: 'right',
        color: 'quiet',
      })),
      ...xTicks.map((tick): Label => {
        const { x, text } = numberAt(tick);
        return { x, y: up.start + size * 0.9, text, align: 'center', color: 'quiet' };
      }),
    ],
  };
}

function xRange({ x: { from, to } }: LinePlotView, scaled: (value: number) => number): { from: number; to: number } {
  const [low, high] = [scaled(from), scaled(to)];
  return { from: low, to: high > low ? high : low + 1 };
}

/** All finite values, with some room; never an empty range. */
function rangeOf({ lines, points, y }: LinePlotView, scaled: (value: number) => number): [number, number] {
  let low = Infinity;
  let high = -Infinity;
  const take = (value: number | undefined) => {
    const place = value === undefined ? Number.NaN : scaled(value);
    if (!Number.isFinite(place)) return;
    low = Math.min(low, place);
    high = Math.max(high, place);
  };
  for (const line of lines) for (let index = 0; index < line.y.length; index++) take(line.y[index]);
  for (const point of points) take(point.y);
  take(y.from);
  take(y.to);
  if (low > high) return [0, 1];
  const least = y.isLogarithmic || high === 0 ? 1 : Math.max(Math.abs(high), 1e-12) * 1e-6;
  const size = Math.max(Math.abs(low), Math.abs(high));
  const isFlat = high === low && !y.isLogarithmic && size > 0;
  const spread = isFlat ? size * FLAT : Math.max(high - low, least);
  const middle = (low + high) / 2;
  const half = spread * (0.5 + ROOM);
  // What is shown at least ends there, without room.
  return [low === y.from ? low : middle - half, high === y.to ? high : middle + half];
}

/** Round numbers along the axis, about `most` of them; at least two, so that distances can be read, wherever those have room. */
function roundTicks(axis: Axis, most: number, isWhole: boolean, areApart: (ticks: readonly number[]) => boolean): number[] {
  const ticks = (count: number) => ticksOf(axis, count).filter((tick) => !isWhole || Number.isInteger(tick));
  for (let count = most; count <= most * FINER; count++) {
    const found = ticks(count);
    if (found.length < 2) continue;
    if (areApart(found)) return found;
    const ends = [found[0]!, found[found.length - 1]!];
    if (areApart(ends)) return ends;
  }
  return ticks(most);
}

/** Logarithms of whole powers of ten; where fewer than two are in sight, of their doubles and fives, too. */
function powerTicks({ from, to }: Axis, most: number): number[] {
  const step = Math.max(1, Math.ceil((to - from) / most));
  const powers: number[] = [];
  for (let power = Math.ceil(from / step) * step; power <= to; power += step) powers.push(power);
  if (powers.length > 1) return powers;
  const between = (factors: readonly number[]): number[] => {
    const ticks: number[] = [];
    for (let power = Math.floor(from); power <= to; power++) {
      for (const times of factors) ticks.push(power + Math.log10(times));
    }
    return ticks.filter((tick) => tick >= from && tick <= to);
  };
  const fine = between([1, 2, 5]);
  if (fine.length <= most) return fine;
  const coarse = between([1, 3]);
  return coarse.length <= most + 1 ? coarse : between([1]);
}

function powerTickText(tick: number): string {
  const isPlain = tick >= PLAIN_POWERS.least && tick < PLAIN_POWERS.most + 1;
  if (Number.isInteger(tick) && !isPlain) return powerText(tick);
  const value = 10 ** tick;
  return numberText(Number(value.toPrecision(2)), value);
}

function piecesOf(
  line: PlotLine,
  across: Axis,
  up: Axis,
  scaledX: (value: number) => number,
  scaled: (value: number) => number,
): Float64Array[] {
  const pieces: Float64Array[] = [];
  let piece: number[] = [];
  const end = () => {
    if (piece.length > 2) pieces.push(Float64Array.from(piece));
    piece = [];
  };
  for (let index = 0; index < line.x.length; index++) {
    const y = placeOn(up, scaled(line.y[index]!));
    const x = placeOn(across, scaledX(line.x[index]!));
    if (Number.isFinite(x) && Number.isFinite(y)) piece.push(x, y);
    else end();
  }
  end();
  return pieces;
}

/** As many digits as tell neighbouring ticks apart. */
function numberText(value: number, spread: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  const exponent = Math.floor(Math.log10(size) + 1e-9);
  if (exponent < PLAIN_POWERS.least || exponent > PLAIN_POWERS.most) {
    const digits = Math.max(1, Math.ceil(Math.log10(size / spread)) + 2);
    const [mantissa, power] = size.toExponential(Math.min(6, digits)).split('e') as [string, string];
    return `${sign}${String(Number(mantissa))}·${powerText(Number(power))}`;
  }
  const digits = Math.max(0, 2 - Math.floor(Math.log10(spread)));
  const [whole, ...rest] = String(Number(size.toFixed(Math.min(8, digits)))).split('.') as [string, ...string[]];
  return sign + [whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE), ...rest].join('.');
}

function powerText(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}
