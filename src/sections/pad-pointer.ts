import type { Point } from '../domain/strokes.ts';
import { PAD_SIDE } from '../state/pen-path.ts';
import type { Pad } from '../state/pad.ts';
import { listen } from '../ui/listen.ts';

/** A touch broader than this many CSS pixels is a palm. */
const PALM_EXTENT = 70;
/** While a pen was near in the last milliseconds, touches are the hand that holds it. */
const PEN_NEAR_MS = 1500;
/** `buttons` of a pen that is turned round. */
const ERASER_END = 32;

/**
 * Lets mouse, pen and touch draw on `element`; returns how to stop.
 *
 * One pointer draws at a time. A pen that comes near takes back the line of a touch: that was the palm. `onHover` hears where an idle
 * pointer is, null when it has gone.
 */
export function listenToPointers(element: HTMLElement, pad: Pad, onHover: (at: Point | null) => void): () => void {
  let drawing: { id: number; type: string } | null = null;
  let penSeenMs = -Infinity;

  /** To be asked before anything changes: after a change the browser would have to lay the page out at once. */
  const placesOf = (events: readonly PointerEvent[]): Point[] => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return events.map(({ clientX, clientY }) => ({
      x: ((clientX - left) / width) * PAD_SIDE,
      y: ((clientY - top) / height) * PAD_SIDE,
    }));
  };
  const isPalm = (event: PointerEvent) =>
    event.pointerType === 'touch' &&
    (Math.max(event.width, event.height) > PALM_EXTENT || event.timeStamp - penSeenMs < PEN_NEAR_MS);

  /** A pen that comes near shows that the touch before it was the hand that holds it. */
  const noticePen = (event: PointerEvent) => {
    if (event.pointerType !== 'pen') return;
    penSeenMs = event.timeStamp;
    if (drawing?.type !== 'touch') return;
    drawing = null;
    pad.penCancel();
  };

  const down = (event: PointerEvent) => {
    noticePen(event);
    const isEraserEnd = (event.buttons & ERASER_END) !== 0;
    if ((event.button !== 0 && !isEraserEnd) || isPalm(event) || drawing) return;
    const [at] = placesOf([event]);
    drawing = { id: event.pointerId, type: event.pointerType };
    element.setPointerCapture(event.pointerId);
    pad.penDown(at!, isEraserEnd ? 'eraser' : undefined);
    onHover(at!);
  };
  const move = (event: PointerEvent) => {
    noticePen(event);
    if (drawing && drawing.id !== event.pointerId) return;
    const through = drawing ? (event.getCoalescedEvents?.() ?? []) : [];
    const [at, ...passed] = placesOf([event, ...through]);
    if (drawing) pad.penMove(passed.length > 0 ? passed : [at!]);
    onHover(at!);
  };
  const end = (event: PointerEvent) => {
    if (drawing?.id !== event.pointerId) return;
    drawing = null;
    if (event.type === 'pointercancel') pad.penCancel();
    else pad.penUp();
    if (event.pointerType === 'touch') onHover(null);
  };
  const leave = () => {
    if (!drawing) onHover(null);
  };
  const refuse = (event: Event) => event.preventDefault();

  return listen(element, {
    pointerdown: down,
    pointermove: move,
    pointerup: end,
    pointercancel: end,
    lostpointercapture: end,
    pointerleave: leave,
    contextmenu: refuse,
  });
}
