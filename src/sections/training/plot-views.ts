import type { LinePlotView, PlotLine } from '../../scenes/line-plot-layout.ts';
import {
  MEASURED,
  type Branch,
  type KeptCheckpoint,
  type LookRecord,
  type TrainingHistory,
} from '../../state/training-history.ts';

/** Axes of powers, as the person wants them. */
export interface PlotScales {
  readonly loss: boolean;
  readonly steps: boolean;
}

/** A line of a plot with its name, for tables, files and what is read off. */
export interface NamedLine extends PlotLine {
  readonly name: string;
  /** Each of its points stands for all steps around it. */
  readonly isMean?: boolean;
}

export interface NamedPlot extends LinePlotView {
  readonly lines: readonly NamedLine[];
}

/** How layers are told apart. */
const LAYER_DASHES: readonly (readonly number[] | undefined)[] = [undefined, [8, 4], [2, 3], [8, 3, 2, 3], [12, 4], [1, 4]];

type LineStyle = Pick<PlotLine, 'color' | 'width' | 'dash'>;

export const VALIDATION_LINE: LineStyle = { color: 'ink', width: 2 };
export const TRAINING_LINE: LineStyle = { color: 'quiet', width: 1 };
export const EARLIER_LINE: LineStyle = { color: 'quiet', width: 1.25, dash: [5, 4] };

export function layerLine(layer: number): LineStyle {
  return { color: 'ink', width: 1.5, dash: LAYER_DASHES[layer % LAYER_DASHES.length]! };
}

interface Names {
  readonly training: string;
  readonly validation: string;
  readonly earlier: string;
  readonly step: string;
}

/** Loss or accuracy over the steps: training thin, validation strong; earlier lines dashed. A mark where one is: `here`, or the end. */
export function measuredView(
  history: TrainingHistory,
  here: KeptCheckpoint | null,
  channel: keyof typeof MEASURED,
  scales: PlotScales,
  label: string,
  names: Names,
): NamedPlot {
  const isShare = channel === 'accuracy';
  const times = isShare ? 100 : 1;
  const { branches, present } = history;
  const lines: NamedLine[] = [];
  for (const branch of branches) {
    if (branch === present) continue;
    lines.push({
      ...validationLine(branch.looks, channel, times),
      name: names.earlier,
      ...EARLIER_LINE,
    });
  }
  if (present) {
    const mean = seriesLine(present, MEASURED[channel], times);
    lines.push({ ...mean, ...TRAINING_LINE, isMean: true, name: names.training });
    lines.push({ ...validationLine(present.looks, channel, times), ...VALIDATION_LINE, name: names.validation });
  }
  const last = lines.at(-1);
  const at = last ? last.x.length - 1 : -1;
  const end = at >= 0 ? [{ x: last!.x[at]!, y: last!.y[at]! }] : [];
  const then = here?.record;
  return {
    x: xAxis(history, scales, names.step),
    y: isShare ? { label, from: 0, to: 100 } : { label, isLogarithmic: scales.loss, ...(!scales.loss && { from: 0 }) },
    lines,
    points: then ? [{ x: then.step, y: then.validation ? then.validation[channel] * times : NaN }] : end,
    ticks: ticksAt(here),
  };
}

/** Images a second of learning over the steps, each the mean since the look before; earlier lines dashed. A mark where one is: `here`, or the end. */
export function speedView(
  history: TrainingHistory,
  here: KeptCheckpoint | null,
  scales: PlotScales,
  label: string,
  names: Pick<Names, 'earlier' | 'step'> & { readonly speed: string },
): NamedPlot {
  const { branches, present } = history;
  const lines = branches
    .filter((branch) => branch !== present)
    .map(({ looks }): NamedLine => ({
      ...speedLine(looks),
      name: names.earlier,
      ...EARLIER_LINE,
    }));
  if (present) lines.push({ ...speedLine(present.looks), ...VALIDATION_LINE, name: names.speed });
  const last = lines.at(-1);
  const wanted = here ? here.record.step : last?.x[last.x.length - 1];
  const at = wanted === undefined ? -1 : Array.from(last!.x).indexOf(wanted);
  return {
    x: xAxis(history, scales, names.step),
    y: { label, from: 0 },
    lines,
    points: at >= 0 ? [{ x: last!.x[at]!, y: last!.y[at]! }] : [],
    ticks: ticksAt(here),
  };
}

/** Where a look does not say how long was learned until then, or no time has gone by, there is no point. */
function speedLine(looks: readonly LookRecord[]): { x: number[]; y: number[] } {
  const line: { x: number[]; y: number[] } = { x: [], y: [] };
  for (const [place, { step, images, seconds = NaN }] of looks.entries()) {
    const before = looks[place - 1];
    const speed = before ? (images - before.images) / (seconds - (before.seconds ?? NaN)) : NaN;
    if (!Number.isFinite(speed) || speed < 0) continue;
    line.x.push(step);
    line.y.push(speed);
  }
  return line;
}

/** The mark of the moment that is looked at. */
function ticksAt(here: KeptCheckpoint | null): number[] {
  return here ? [here.record.step] : [];
}

/** What a look says of every layer, over the steps. */
export function layersView(
  history: TrainingHistory,
  here: KeptCheckpoint | null,
  value: (layer: LookRecord['layers'][number]) => number | null,
  axis: LinePlotView['y'],
  scales: PlotScales,
  names: { readonly step: string; readonly layer: (layer: number, layers: number) => string },
): NamedPlot {
  const looks = history.present?.looks ?? [];
  const x = looks.map(({ step }) => step);
  const layers = looks[0]?.layers.length ?? 0;
  const lines = Array.from({ length: layers }, (_, layer): NamedLine => ({
    name: names.layer(layer, layers),
    x,
    y: looks.map((look) => value(look.layers[layer]!) ?? NaN),
    ...layerLine(layer),
  }));
  return {
    x: xAxis(history, scales, names.step),
    y: axis,
    lines: lines.filter(({ y }) => !Array.from(y).every(Number.isNaN)),
    points: [],
    ticks: ticksAt(here),
  };
}

function xAxis({ branches }: TrainingHistory, { steps }: PlotScales, label: string): LinePlotView['x'] {
  const ends = branches.map(({ firstStep, series, looks }) => Math.max(firstStep + series.steps, looks.at(-1)?.step ?? 0));
  return { from: steps ? 1 : 0, to: Math.max(10, ...ends), label, isLogarithmic: steps };
}

/** The mean of each point; in powers, the first step is step 1. */
function seriesLine({ series }: Branch, channel: number, times: number): { x: Float64Array; y: Float64Array } {
  const x = Float64Array.from({ length: series.points }, (_, point) => series.stepAt(point));
  const y = Float64Array.from({ length: series.points }, (_, point) => series.valueAt(point, channel) * times);
  return { x, y };
}

function validationLine(
  looks: readonly LookRecord[],
  channel: keyof typeof MEASURED,
  times: number,
): { x: number[]; y: number[] } {
  return {
    x: looks.map(({ step }) => step),
    y: looks.map(({ validation }) => (validation ? validation[channel] * times : NaN)),
  };
}

/** What a line says at a place. */
export interface Reading {
  readonly line: NamedLine;
  readonly x: number;
  readonly y: number;
}

/** What lines say at a place: of each, the nearest point that is a number. */
export function readingAt({ lines, x: axis }: NamedPlot, x: number): Reading[] {
  const distance = (one: number) => (axis.isLogarithmic ? Math.abs(Math.log(one) - Math.log(x)) : Math.abs(one - x));
  return lines.flatMap((line) => {
    const at = nearestPoint(line, distance);
    return at < 0 ? [] : [{ line, x: line.x[at]!, y: line.y[at]! }];
  });
}

/** Of the points that are numbers; −1 where there is none. */
function nearestPoint(line: NamedLine, distance: (x: number) => number): number {
  let best = -1;
  for (let at = 0; at < line.x.length; at++) {
    if (Number.isFinite(line.y[at]!) && (best < 0 || distance(line.x[at]!) < distance(line.x[best]!))) best = at;
  }
  return best;
}

interface TableRow {
  readonly x: number;
  readonly values: readonly (number | null)[];
}

/** About so many rows, evenly, of the places where the network was looked at; of a line of means the point next to them. */
export function shortTableOf({ lines }: NamedPlot, most: number): TableRow[] {
  const places = placesOf(lines.filter(({ isMean }) => !isMean));
  const every = Math.max(1, Math.ceil(places.length / most));
  const shown = places.filter((_, place) => place % every === 0 || place === places.length - 1);
  const known = lines.map(valuesByPlace);
  return shown.map((x) => ({
    x,
    values: lines.map((line, at) =>
      line.isMean ? finite(line.y[nearestPoint(line, (one) => Math.abs(one - x))]) : finite(known[at]!.get(x)),
    ),
  }));
}

/** All places of all lines, and what each line says there. */
function tableOf({ lines }: NamedPlot): TableRow[] {
  const known = lines.map(valuesByPlace);
  return placesOf(lines).map((x) => ({ x, values: known.map((line) => finite(line.get(x))) }));
}

function placesOf(lines: readonly NamedLine[]): number[] {
  return [...new Set(lines.flatMap(({ x }) => Array.from(x)))].sort((one, other) => one - other);
}

function valuesByPlace({ x, y }: NamedLine): Map<number, number> {
  return new Map(Array.from(x, (place, at) => [place, y[at]!]));
}

/** A plot's numbers as comma-separated values, one line a place. */
export function plotCsv(plot: NamedPlot): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const head = [plot.x.label, ...plot.lines.map(({ name }) => name)].map(quoted).join(',');
  return [head, ...tableOf(plot).map(({ x, values }) => [x, ...values.map((value) => value ?? '')].join(','))].join('\r\n');
}

function finite(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null;
}
