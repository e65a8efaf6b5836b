import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { erase } from '../domain/erase.ts';
import { sampleDigit } from '../domain/procedural/digits.ts';
import { Random } from '../domain/random.ts';
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
  /** The drawing of this moment, the line under the pen included. */
  readonly drawing: ReadonlySignal<Drawing>;
  /** Is nothing drawn? */
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
  readonly rest: Drawing;
}

/** The samples come in the same order at every visit. */
const SAMPLE_SEED = 28;

export function createPad(): Pad {
  const samples = new Random(SAMPLE_SEED);
  const history = signal<History<Drawing>>(startHistory<Drawing>([]));
  const gesture = signal<Gesture | null>(null);
  const tool = signal<Tool>('pen');
  const brush = signal<Brush>({ ink: BRUSH_INK.start, size: BRUSH_SIZE.start });
  const eraserRadius = computed(() => Math.max(1, brush.value.size));
  const drawing = computed(() => (gesture.value ? gestureDrawing(gesture.value) : history.value.present));

  const record = (next: Drawing) => {
    if (next !== history.value.present) history.value = recorded(history.value, next);
  };
  const endGesture = (keep: boolean) => {
    const ended = gesture.value;
    if (!ended) return;
    batch(() => {
      gesture.value = null;
      if (keep) record(gestureDrawing(ended));
    });
  };
  const erased = (rest: Drawing, path: readonly Point[]): Drawing => {
    const left = erase(rest, path, eraserRadius.value);
    return sameStrokes(rest, left) ? rest : left;
  };

  return {
    drawing,
    isEmpty: computed(() => drawing.value.length === 0),
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
      if (history.value.present.length > 0) record([]);
    },
    putSample(digit) {
      endGesture(true);
      const { ink, size } = brush.value;
      record(sampleDigit(digit, samples).map(({ points }) => ({ points, width: size, ink })));
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

function gestureDrawing({ tool, brush, lines, rest }: Gesture): Drawing {
  if (tool === 'eraser' || lines.length === 0) return rest;
  return [...rest, ...lines.map((points) => ({ points, width: brush.size, ink: brush.ink }))];
}

function sameStrokes(one: Drawing, other: Drawing): boolean {
  return one.length === other.length && one.every((stroke, index) => stroke === other[index]);
}

function within(value: number, { least, most }: { least: number; most: number }): number {
  return Math.min(most, Math.max(least, value));
}
