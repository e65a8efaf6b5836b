import type { NeuronSettings } from '../../domain/neuron.ts';
import type { Point } from '../../domain/strokes.ts';
import { biasThrough, inputsAt, type PlaneLayout } from '../../scenes/plane-layout.ts';
import type { NeuronBench } from '../../state/neuron-bench.ts';
import { listen } from '../../ui/listen.ts';

/** What can be taken hold of in the plane. */
export type HandleName = 'input' | 'line' | 'weights';

/** A mouse this near to the line, in CSS pixels, takes the line. */
const NEAR = 10;

const STEP = 0.05;
const FINE_STEP = 0.01;

const DIRECTIONS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: 1 },
  ArrowDown: { x: 0, y: -1 },
};

/** What a handle stands at, and what keys do to it: both numbers of a pair, or the one bias. */
export function handleOf(bench: NeuronBench, name: HandleName) {
  const moves: Readonly<Record<HandleName, (by: Point) => void>> = {
    input(by) {
      const { x1, x2 } = bench.settings.peek();
      bench.set({ x1: x1 + by.x, x2: x2 + by.y });
    },
    weights(by) {
      const { w1, w2 } = bench.settings.peek();
      bench.set({ w1: w1 + by.x, w2: w2 + by.y });
    },
    // The line goes where the key points: left of itself, or up; b follows.
    line(by) {
      const { w1, w2, b } = bench.settings.peek();
      const towards = by.x !== 0 ? Math.sign(by.x) * (w1 < 0 ? 1 : -1) : Math.sign(by.y) * (w2 < 0 ? 1 : -1);
      bench.set({ b: b + towards * Math.max(Math.abs(by.x), Math.abs(by.y)) });
    },
  };
  return {
    valueOf: ({ x1, w1, b }: NeuronSettings) => ({ input: x1, weights: w1, line: b })[name],
    onKeyDown: (event: KeyboardEvent) => {
      const direction = DIRECTIONS[event.key];
      if (!direction || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const step = event.shiftKey ? FINE_STEP : STEP;
      moves[name]({ x: direction.x * step, y: direction.y * step });
    },
  };
}

/**
 * Lets mouse, pen and touch drag what is in the plane; returns how to stop.
 *
 * Fingers take the handles, so that a swipe over the plane still scrolls the page; a mouse may also take the line anywhere, or put the
 * input where it presses.
 */
export function dragPlane(
  place: HTMLElement,
  canvas: HTMLCanvasElement,
  bench: NeuronBench,
  layout: () => PlaneLayout,
): () => void {
  let drag: { id: number; name: HandleName; grip: Point } | null = null;

  const pointOf = (event: PointerEvent): Point => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const moveTo = (at: Point, name: HandleName) => {
    const { x, y } = inputsAt(at, layout());
    if (name === 'input') bench.set({ x1: x, x2: y });
    else if (name === 'weights') bench.set({ w1: x, w2: y });
    else bench.set({ b: biasThrough(bench.settings.peek(), { x, y }) });
  };
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || drag) return;
    const at = pointOf(event);
    const { handles, line } = layout();
    const taken = (event.target as HTMLElement).dataset.handle as HandleName | undefined;
    if (!taken && event.pointerType === 'touch') return;
    const name = taken ?? (line && distanceTo(line, at) <= NEAR ? 'line' : 'input');
    const held = taken && handles[taken];
    drag = { id: event.pointerId, name, grip: held ? { x: held.x - at.x, y: held.y - at.y } : { x: 0, y: 0 } };
    place.setPointerCapture(event.pointerId);
    const handle = place.querySelector<HTMLElement>(`[data-handle=${name}]`);
    handle?.focus({ preventScroll: true });
    // Else the browser would give the focus to what lies under the pointer.
    event.preventDefault();
    bench.settle();
    if (!taken && name === 'input' && isInPlane(at, layout())) moveTo(at, name);
    else if (!taken && name === 'input') drag = null;
  };
  const move = (event: PointerEvent) => {
    if (drag?.id !== event.pointerId) return;
    const at = pointOf(event);
    moveTo({ x: at.x + drag.grip.x, y: at.y + drag.grip.y }, drag.name);
  };
  const end = (event: PointerEvent) => {
    if (drag?.id !== event.pointerId) return;
    drag = null;
    bench.settle();
  };
  return listen(place, {
    pointerdown: down,
    pointermove: move,
    pointerup: end,
    pointercancel: end,
    lostpointercapture: end,
  });
}

function isInPlane({ x, y }: Point, { across, up }: PlaneLayout): boolean {
  return x >= across.start && x <= across.end && y >= up.end && y <= up.start;
}

/** From a place to the nearest point of a line between two. */
function distanceTo([from, to]: readonly [Point, Point], at: Point): number {
  const along = { x: to.x - from.x, y: to.y - from.y };
  const length = along.x ** 2 + along.y ** 2;
  const share = Math.max(0, Math.min(1, ((at.x - from.x) * along.x + (at.y - from.y) * along.y) / (length || 1)));
  return Math.hypot(at.x - from.x - share * along.x, at.y - from.y - share * along.y);
}
