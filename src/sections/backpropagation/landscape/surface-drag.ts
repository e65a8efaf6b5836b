import { FIRST_STANCE, validStance, type Stance } from '../../../scenes/surface-view.ts';
import { listen } from '../../../ui/listen.ts';

/** Dragged over 400 pixels, a surface makes half a turn. */
const DEGREES_PER_PIXEL = 0.45;
const STEP = 5;

/**
 * Lets mouse and pen turn and tilt what is in a picture; returns how to stop.
 *
 * A finger turns it sideways only: up and down it scrolls the page (touch-action: pan-y).
 */
export function dragSurface(
  place: HTMLElement,
  read: () => Stance,
  write: (stance: Stance) => void,
  hold: (isHeld: boolean) => void,
): () => void {
  let drag: { id: number; x: number; y: number; from: Stance } | null = null;
  const down = (event: PointerEvent) => {
    if (event.button !== 0 || drag) return;
    drag = { id: event.pointerId, x: event.clientX, y: event.clientY, from: read() };
    place.setPointerCapture(event.pointerId);
    hold(true);
  };
  const move = (event: PointerEvent) => {
    if (drag?.id !== event.pointerId) return;
    const turn = drag.from.turn + (event.clientX - drag.x) * DEGREES_PER_PIXEL;
    const tilt = event.pointerType === 'touch' ? 0 : (event.clientY - drag.y) * DEGREES_PER_PIXEL;
    write(validStance({ turn, tilt: drag.from.tilt + tilt }));
  };
  const end = (event: PointerEvent) => {
    if (drag?.id !== event.pointerId) return;
    drag = null;
    hold(false);
  };
  return listen(place, { pointerdown: down, pointermove: move, pointerup: end, pointercancel: end, lostpointercapture: end });
}

/** What a key makes of a stance; null for keys that mean nothing here. */
export function turnedByKey(key: string, { turn, tilt }: Stance): Stance | null {
  if (key === 'Home') return FIRST_STANCE;
  const [byTurn, byTilt] =
    { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] }[key] ?? [];
  return byTurn === undefined ? null : validStance({ turn: turn + byTurn, tilt: tilt + byTilt! });
}
