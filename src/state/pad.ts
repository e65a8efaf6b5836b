import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { erase } from '../domain/erase.ts';
import { sampleDigit } from '../domain/procedural/digits.ts';
import { Random } from '../domain/random.ts';
import { erasePixels, isBlank, isPicture, type Picture, type Sheet } from '../domain/sheet.ts';
import type { Drawing, Point } from '../domain/strokes.ts';
import { recorded, redone, startHistory, undone, type History } from './history.ts';
import { isOnPad, penMoved } from './pen-path.ts';

export type Tool = 'pen' | 'eraser';

/** The brush that the next stroke is drawn with. */
export interface Brush {
  /** Darkness of the ink, 0 to 1. */
  readonly ink: number;
  /** Width in cells of the pad. */
  readonly size: number;
}

export const BRUSH_INK = { least: 0.1, most: 1, step: 0.05, start: 0.8 } as const;
export const BRUSH_SIZE = { least: 0.5, most: 6, step: 0.1, start: 2 } as const;

/** What is drawn on the pad, what it is drawn with, and everything a person can do there. */
export interface Pad {
  /** What lies on the pad at this moment, the line under the pen included. */
  readonly sheet: ReadonlySignal<Sheet>;
  /** Its strokes; none where a picture lies there. */
  readonly drawing: ReadonlySignal<Drawing>;
  /** A picture that was put there; null where something or nothing is drawn. */
  readonly picture: ReadonlySignal<Picture | null>;
  /** Is nothing on it? */
  readonly isEmpty: ReadonlySignal<boolean>;
  readonly brush: ReadonlySignal<Brush>;
  readonly tool: ReadonlySignal<Tool>;
  /** How far the eraser reaches from its middle, in cells. */
  readonly eraserRadius: ReadonlySignal<number>;
  readonly isPenDown: ReadonlySignal<boolean>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** `tool` for this once instead of the chosen one: the other end of a pen. */
  readonly penDown: (at: Point, tool?: Tool) => void;
  /** The pen moved through these places, some of which may lie outside the pad. */
  readonly penMove: (through: readonly Point[]) => void;
  /** What was done since penDown becomes one step of the history. */
  readonly penUp: () => void;
  /** Takes back what was done since penDown. */
  readonly penCancel: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly clear: () => void;
  /** Puts a digit drawn by nobody on the pad, with the present brush; another one at every call. */
  readonly putSample: (digit: number) => void;
  /** Puts an image of 28×28 pixels on the pad, in place of what is there; the first stroke takes its place, an eraser takes pixels away. */
  readonly putPicture: (pixels: Uint8Array) => Picture;
  /** Puts a drawing on the pad in place of what is there. */
  readonly putDrawing: (drawing: Drawing) => void;
  readonly setTool: (tool: Tool) => void;
  readonly setInk: (ink: number) => void;
  readonly setSize: (size: number) => void;
}

interface Gesture {
  readonly tool: Tool;
  readonly brush: Brush;
  readonly at: Point;
  /** Pen: the lines so far. */
  readonly lines: readonly (readonly Point[])[];
  /** Pen: what was there before. Eraser: what is left. */
  readonly rest: Sheet;
}

/** The samples come in the same order at every visit. */
const SAMPLE_SEED = 28;

const NO_STROKES: Drawing = [];

export function createPad(): Pad {
  const samples = new Random(SAMPLE_SEED);
  const history = signal<History<Sheet>>(startHistory<Sheet>([]));
  const gesture = signal<Gesture | null>(null);
  const tool = signal<Tool>('pen');
  const brush = signal<Brush>({ ink: BRUSH_INK.start, size: BRUSH_SIZE.start });
  const eraserRadius = computed(() => Math.max(1, brush.value.size));
  const sheet = computed(() => (gesture.value ? gestureSheet(gesture.value) : history.value.present));
  const picture = computed(() => (isPicture(sheet.value) ? sheet.value : null));
  const drawing = computed(() => (isPicture(sheet.value) ? NO_STROKES : sheet.value));

  const record = (next: Sheet) => {
    if (next !== history.value.present) history.value = recorded(history.value, next);
  };
  const endGesture = (keep: boolean) => {
    const ended = gesture.value;
    if (!ended) return;
    batch(() => {
      gesture.value = null;
      if (keep) record(gestureSheet(ended));
    });
  };
  const erased = (rest: Sheet, path: readonly Point[]): Sheet => {
    if (isPicture(rest)) return erasePixels(rest, path, eraserRadius.value);
    const left = erase(rest, path, eraserRadius.value);
    return sameStrokes(rest, left) ? rest : left;
  };

  return {
    sheet,
    drawing,
    picture,
    isEmpty: computed(() => isBlank(sheet.value)),
    brush,
    tool,
    eraserRadius,
    isPenDown: computed(() => gesture.value !== null),
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    penDown(at, once) {
      endGesture(true);
      const present = history.value.present;
      const started = { tool: once ?? tool.value, brush: brush.value, at };
      gesture.value =
        started.tool === 'pen'
          ? { ...started, lines: isOnPad(at) ? [[at]] : [], rest: present }
          : { ...started, lines: [], rest: erased(present, [at]) };
    },
    penMove(through) {
      let now = gesture.value;
      if (!now) return;
      for (const at of through) {
        now =
          now.tool === 'pen'
            ? { ...now, at, lines: penMoved(now.lines, now.at, at) }
            : { ...now, at, rest: erased(now.rest, [now.at, at]) };
      }
      gesture.value = now;
    },
    penUp: () => endGesture(true),
    penCancel: () => endGesture(false),
    undo() {
      endGesture(true);
      history.value = undone(history.value);
    },
    redo() {
      endGesture(true);
      history.value = redone(history.value);
    },
    clear() {
      endGesture(true);
      const { present } = history.value;
      if (isPicture(present) || present.length > 0) record([]);
    },
    putSample(digit) {
      endGesture(true);
      const { ink, size } = brush.value;
      record(sampleDigit(digit, samples).map(({ points }) => ({ points, width: size, ink })));
    },
    putPicture(pixels) {
      endGesture(true);
      const put = { pixels: pixels.slice() };
      record(put);
      return put;
    },
    putDrawing(next) {
      endGesture(true);
      record(next);
    },
    setTool(next) {
      tool.value = next;
    },
    setInk(ink) {
      brush.value = { ...brush.value, ink: within(ink, BRUSH_INK) };
    },
    setSize(size) {
      brush.value = { ...brush.value, size: within(size, BRUSH_SIZE) };
    },
  };
}

function gestureSheet({ tool, brush, lines, rest }: Gesture): Sheet {
  if (tool === 'eraser' || lines.length === 0) return rest;
  return [...(isPicture(rest) ? [] : rest), ...lines.map((points) => ({ points, width: brush.size, ink: brush.ink }))];
}

function sameStrokes(one: Drawing, other: Drawing): boolean {
  return one.length === other.length && one.every((stroke, index) => stroke === other[index]);
}

function within(value: number, { least, most }: { least: number; most: number }): number {
  return Math.min(most, Math.max(least, value));
}
