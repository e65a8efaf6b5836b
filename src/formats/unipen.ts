import { SimulatorError } from '../domain/errors.ts';
import { CONSTANT_PEN, FIELD_CENTRE, FIT_SIDE } from '../domain/preprocess.ts';
import type { Drawing, Point } from '../domain/strokes.ts';

/** A digit as somebody drew it. */
export interface LabelledDrawing {
  /** The digit, 0 to 9. */
  readonly label: number;
  /** The number of the person who drew it; null where the file does not say. */
  readonly writer: number | null;
  /** At least one stroke, in cells of the pad: in its middle, the longer side 20 cells. */
  readonly drawing: Drawing;
}

/** Seventy times the UCI pen digits, and well below the longest string. */
const MAX_BYTES = 2 ** 28;

/** Patterns need more than linear time on a line without end. */
const MAX_LINE_LENGTH = 1000;

/** Far beyond any tablet, and small enough that no sum overflows. */
const MAX_COORDINATE = 1e9;

const SEGMENT_LINE = /^\.SEGMENT\s+(\S+)(?:\s.*?)?\s+"(.*)"$/;
const WRITER_LINE = /^\.COMMENT\s+(\d+)\s+(\d+)\s+(\d+)$/;
const POINT_LINE = /^([+-]?\d+(?:\.\d+)?)\s+([+-]?\d+(?:\.\d+)?)$/;

/**
 * Reads digits drawn on a tablet, in the subset of UNIPEN that the UCI pen digits use.
 *
 * `.SEGMENT DIGIT n ? "8"` opens a digit, `.COMMENT label writer sample` names its writer, lines `x y` between `.PEN_DOWN` and
 * `.PEN_UP` are one stroke in tablet units with y upwards; other keywords are passed over. Throws SimulatorError 'malformed'
 * with the line, 'out-of-range' for a label that is no digit or an absurd coordinate.
 * Source I. Guyon et al., "UNIPEN project of on-line data exchange and recognizer benchmarks", 1994.
 */
export function readUnipen(bytes: Uint8Array): LabelledDrawing[] {
  if (bytes.length > MAX_BYTES) {
    throw new SimulatorError('out-of-range', `got ${bytes.length} bytes, expected at most ${MAX_BYTES}, UNIPEN`);
  }
  const reader = new UnipenReader();
  for (const line of new TextDecoder().decode(bytes).split('\n')) reader.read(line.trim());
  return reader.finish();
}

/** Goes through the lines and holds what is open: the digit and its stroke. */
class UnipenReader {
  readonly #drawings: LabelledDrawing[] = [];
  #lineNumber = 0;
  #label: number | null = null;
  #writer: number | null = null;
  #strokes: Point[][] = [];
  #stroke: Point[] | null = null;

  read(line: string): void {
    this.#lineNumber++;
    if (line.length > MAX_LINE_LENGTH)
      throw this.#malformed(`got ${line.length} characters, expected at most ${MAX_LINE_LENGTH}`);
    if (line === '') return;
    if (line.startsWith('.')) this.#readKeyword(line);
    else this.#readPoint(line);
  }

  finish(): LabelledDrawing[] {
    this.#closeDigit('the end of the file');
    if (this.#drawings.length === 0) throw this.#malformed('got no digit, expected .SEGMENT DIGIT');
    return this.#drawings;
  }

  #readKeyword(line: string): void {
    const keyword = line.split(/\s/, 1)[0];
    if (keyword === '.SEGMENT') this.#openDigit(line);
    else if (keyword === '.PEN_DOWN') this.#openStroke();
    else if (keyword === '.PEN_UP') this.#closeStroke();
    else if (keyword === '.COMMENT' && this.#label !== null) {
      const writer = WRITER_LINE.exec(line)?.[2];
      if (writer !== undefined) this.#writer = Number(writer);
    }
  }

  #openDigit(line: string): void {
    this.#closeDigit('.SEGMENT');
    const [, kind, label] = SEGMENT_LINE.exec(line) ?? [];
    if (kind !== 'DIGIT' || label === undefined) {
      throw this.#malformed(`got ${quoted(line)}, expected .SEGMENT DIGIT with a label in quotes`);
    }
    if (!/^\d$/.test(label)) {
      throw new SimulatorError('out-of-range', `got label ${quoted(label)}, expected "0" to "9", ${this.#place()}`);
    }
    this.#label = Number(label);
  }

  #closeDigit(found: string): void {
    if (this.#stroke) throw this.#malformed(`got ${found}, expected .PEN_UP`);
    if (this.#label === null) return;
    if (this.#strokes.length === 0) throw this.#malformed(`got ${found}, expected strokes of the digit before it`);
    this.#drawings.push({ label: this.#label, writer: this.#writer, drawing: onPad(this.#strokes) });
    this.#label = null;
    this.#writer = null;
    this.#strokes = [];
  }

  #openStroke(): void {
    if (this.#label === null) throw this.#malformed('got .PEN_DOWN, expected .SEGMENT DIGIT before it');
    if (this.#stroke) throw this.#malformed('got .PEN_DOWN, expected .PEN_UP');
    this.#stroke = [];
  }

  #closeStroke(): void {
    if (!this.#stroke) throw this.#malformed('got .PEN_UP, expected .PEN_DOWN before it');
    if (this.#stroke.length > 0) this.#strokes.push(this.#stroke);
    this.#stroke = null;
  }

  #readPoint(line: string): void {
    const [, x, y] = POINT_LINE.exec(line) ?? [];
    if (!this.#stroke || x === undefined) {
      throw this.#malformed(`got ${quoted(line)}, expected ${this.#stroke ? 'a point "x y" or .PEN_UP' : 'a keyword'}`);
    }
    const point = { x: Number(x), y: -Number(y) };
    if (!(Math.max(Math.abs(point.x), Math.abs(point.y)) <= MAX_COORDINATE)) {
      throw new SimulatorError(
        'out-of-range',
        `got ${quoted(line)}, expected numbers within ±${MAX_COORDINATE}, ${this.#place()}`,
      );
    }
    this.#stroke.push(point);
  }

  #place(): string {
    return `line ${this.#lineNumber}, UNIPEN`;
  }

  #malformed(message: string): SimulatorError {
    return new SimulatorError('malformed', `${message}, ${this.#place()}`);
  }
}

/** Moves strokes in any unit, y already downwards, to the middle of the pad; a dot keeps its size. */
function onPad(strokes: readonly (readonly Point[])[]): Drawing {
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (const { x, y } of strokes.flat()) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const scale = FIT_SIDE / (Math.max(right - left, bottom - top) || FIT_SIDE);
  const cell = (value: number, low: number, high: number) => FIELD_CENTRE + (value - (low + high) / 2) * scale;
  return strokes.map((points) => ({
    points: points.map(({ x, y }) => ({ x: cell(x, left, right), y: cell(y, top, bottom) })),
    ...CONSTANT_PEN,
  }));
}

/** Enough of a line to recognise it, unprintable characters escaped. */
function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
