import type { Point } from '../domain/strokes.ts';
import type { Pad } from '../state/pad.ts';
import { PAD_SIDE } from '../state/pen-path.ts';
import { listen } from '../ui/listen.ts';
import { undoKey } from '../ui/undo-keys.ts';

/** Which way each cursor key moves the pen, in cells. */
const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** What the pad tells of a pen that is moved by keys; null when the keyboard has left the pad. */
export interface KeyboardPen {
  moved(at: Point | null): void;
  penDown(at: Point): void;
  penUp(): void;
}

/**
 * Lets the keyboard draw on `element`; returns how to stop.
 *
 * Cursor keys move by one cell, two of them held together move diagonally; space puts the pen down and lifts it, Escape takes the line
 * back.
 */
export function listenToKeys(element: HTMLElement, pad: Pad, pen: KeyboardPen): () => void {
  const held = new Set<string>();
  let at: Point = { x: PAD_SIDE / 2, y: PAD_SIDE / 4 };
  let isDown = false;

  const step = () => {
    let { x, y } = at;
    for (const key of held) {
      x += DIRECTIONS[key]!.x;
      y += DIRECTIONS[key]!.y;
    }
    at = { x: Math.min(PAD_SIDE - 1, Math.max(1, x)), y: Math.min(PAD_SIDE - 1, Math.max(1, y)) };
    if (isDown) pad.penMove([at]);
    pen.moved(at);
  };
  const toggle = () => {
    isDown = !isDown;
    if (isDown) {
      pad.penDown(at);
      pen.penDown(at);
    } else {
      pad.penUp();
      pen.penUp();
    }
    pen.moved(at);
  };
  const down = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in DIRECTIONS) {
      held.add(event.key);
      step();
    } else if (event.key === ' ') {
      if (!event.repeat) toggle();
    } else if (event.key === 'Escape' && isDown) {
      isDown = false;
      pad.penCancel();
      pen.penUp();
    } else {
      return;
    }
    event.preventDefault();
  };
  const up = (event: KeyboardEvent) => held.delete(event.key);
  const enter = () => {
    if (element.matches(':focus-visible')) pen.moved(at);
  };
  const leave = () => {
    held.clear();
    if (isDown) pad.penUp();
    isDown = false;
    pen.moved(null);
  };
  // A pointer took the pen over.
  const pointer = () => {
    isDown = false;
    pen.moved(null);
  };

  return listen(element, { keydown: down, keyup: up, focus: enter, blur: leave, pointerdown: pointer });
}

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y anywhere but where text is typed; returns how to stop. */
export function listenToUndoKeys(pad: Pad): () => void {
  const down = (event: KeyboardEvent) => {
    const asked = undoKey(event);
    if (!asked) return;
    pad[asked]();
    event.preventDefault();
  };
  document.addEventListener('keydown', down);
  return () => document.removeEventListener('keydown', down);
}
