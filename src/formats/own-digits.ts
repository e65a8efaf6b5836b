import { errorMessage, SimulatorError } from '../domain/errors.ts';
import type { Drawing, Point, Stroke } from '../domain/strokes.ts';

/** A digit that somebody drew on the pad and named. */
export interface OwnDigit {
  /** 0 to 9. */
  readonly label: number;
  /** At least one stroke, in cells of the pad, to the thousandth. */
  readonly drawing: Drawing;
}

/** What one file, and one page, can hold. */
export const OWN_DIGIT_LIMITS = { digits: 2000, strokes: 500, points: 10_000, bytes: 2 ** 25 } as const;

const FORMAT = 'digits drawn on a pad of 28×28 cells';
const VERSION = 1;
/** Coordinates in cells: the pad is 0 to 28, and nothing that was drawn on it lies far outside. */
const FARTHEST = 1000;
const WIDEST_PEN = 28;
const CLASSES = 10;
/** Points of a thousandth of a cell: finer than any pen, and short as text. */
const GRID = 1000;

/** The drawing as it is kept, with points and pens to the thousandth of a cell. */
export function keptDrawing(drawing: Drawing): Drawing {
  return drawing.map(({ points, width, ink }) => ({
    points: points.map(({ x, y }) => ({ x: onGrid(x), y: onGrid(y) })),
    width: onGrid(width),
    ink: onGrid(ink),
  }));
}

/** Throws SimulatorError 'out-of-range' for a drawing that has too many strokes or points to be kept, or none. */
export function checkDrawing(drawing: Drawing, where: string): void {
  const points = drawing.reduce((sum, stroke) => sum + stroke.points.length, 0);
  expectWithin(drawing.length, 1, OWN_DIGIT_LIMITS.strokes, 'strokes', where);
  expectWithin(points, 1, OWN_DIGIT_LIMITS.points, 'points', where);
}

/**
 * A file of digits: JSON, one digit a line, the points of a stroke as x, y, x, y, … in cells of the pad, y downwards.
 *
 * `readOwnDigits` gives back the same digits, where their drawings are as `keptDrawing` leaves them.
 */
export function writeOwnDigits(digits: readonly OwnDigit[]): string {
  const lines = digits.map(({ label, drawing }) => {
    const strokes = drawing.map(({ width, ink, points }) => ({ width, ink, points: points.flatMap(({ x, y }) => [x, y]) }));
    return JSON.stringify({ label, strokes });
  });
  return `{"format":${JSON.stringify(FORMAT)},"version":${VERSION},"digits":[\n${lines.join(',\n')}\n]}\n`;
}

/**
 * Reads what `writeOwnDigits` wrote.
 *
 * Throws SimulatorError 'malformed' for what is no such file, 'unsupported' for one of a later version, 'out-of-range' for more digits,
 * strokes or points than can be kept and for numbers that no pad gives.
 */
export function readOwnDigits(bytes: Uint8Array): OwnDigit[] {
  if (bytes.length > OWN_DIGIT_LIMITS.bytes) {
    throw new SimulatorError('out-of-range', `got ${bytes.length} bytes, expected at most ${OWN_DIGIT_LIMITS.bytes}`);
  }
  const { format, version, digits } = objectOf(parsed(bytes), 'the file');
  if (format !== FORMAT) {
    throw new SimulatorError('malformed', `got format ${shown(format)}, expected ${JSON.stringify(FORMAT)}`);
  }
  if (version !== VERSION) {
    throw new SimulatorError('unsupported', `got version ${shown(version)}, expected ${VERSION}: a newer page may read it`);
  }
  const list = listOf(digits, 'digits');
  expectWithin(list.length, 0, OWN_DIGIT_LIMITS.digits, 'digits', 'the file');
  return list.map((digit, index) => readDigit(digit, `digit ${index + 1} of ${list.length}`));
}

function readDigit(value: unknown, where: string): OwnDigit {
  const { label, strokes } = objectOf(value, where);
  if (!Number.isInteger(label)) throw new SimulatorError('malformed', `got label ${shown(label)}, expected 0 to 9, ${where}`);
  expectWithin(label as number, 0, CLASSES - 1, 'as label', where);
  const drawing = listOf(strokes, `strokes, ${where}`).map((stroke, index) =>
    readStroke(stroke, `stroke ${index + 1}, ${where}`),
  );
  checkDrawing(drawing, where);
  return { label: label as number, drawing: keptDrawing(drawing) };
}

function readStroke(value: unknown, where: string): Stroke {
  const { width, ink, points } = objectOf(value, where);
  const numbers = listOf(points, `points, ${where}`);
  if (numbers.length === 0 || numbers.length % 2 !== 0) {
    throw new SimulatorError('malformed', `got ${numbers.length} numbers, expected x, y, x, y, …, points, ${where}`);
  }
  const stroke: Point[] = [];
  for (let n = 0; n < numbers.length; n += 2) {
    stroke.push({
      x: numberOf(numbers[n], -FARTHEST, FARTHEST, 'x', where),
      y: numberOf(numbers[n + 1], -FARTHEST, FARTHEST, 'y', where),
    });
  }
  return { points: stroke, width: numberOf(width, 0, WIDEST_PEN, 'width', where), ink: numberOf(ink, 0, 1, 'ink', where) };
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new SimulatorError('malformed', `this is no file of digits (${errorMessage(error)})`, { cause: error });
  }
}

function objectOf(value: unknown, where: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new SimulatorError('malformed', `got ${shown(value)}, expected an object, ${where}`);
}

function listOf(value: unknown, where: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw new SimulatorError('malformed', `got ${shown(value)}, expected a list, ${where}`);
}

function numberOf(value: unknown, least: number, most: number, name: string, where: string): number {
  if (typeof value !== 'number')
    throw new SimulatorError('malformed', `got ${name} ${shown(value)}, expected a number, ${where}`);
  if (value >= least && value <= most) return value;
  throw new SimulatorError('out-of-range', `got ${name} ${value}, expected ${least} to ${most}, ${where}`);
}

function expectWithin(found: number, least: number, most: number, what: string, where: string): void {
  if (found >= least && found <= most) return;
  throw new SimulatorError('out-of-range', `got ${found} ${what}, expected ${least} to ${most}, ${where}`);
}

/** Enough of a value to recognise it. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function onGrid(value: number): number {
  return Math.round(value * GRID) / GRID;
}
