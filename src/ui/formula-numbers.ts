import { writeNumber } from './write-number.ts';

/** What stands in each slot of a formula at this moment. */
export type SlotTexts = Readonly<Record<string, string>>;

/** A slot that KaTeX has set, and the number over it. */
interface Place {
  readonly name: string;
  readonly slot: HTMLElement;
  readonly number: HTMLElement;
  readonly write: (text: string) => void;
  readonly makeRoom: (text: string) => void;
  /** How wide a text it has room for, in hundredths of its size. */
  room: number;
}

/** The numbers of one formula. */
export interface FormulaNumbers {
  readonly show: (texts: SlotTexts) => void;
  readonly close: () => void;
}

/**
 * Puts numbers over the slots of a formula, all of them in `layer`, which lies over the formula.
 *
 * A slot is as wide as its entry in `widest`, or else as the widest text that it has held; the number over it moves nothing. Numbers
 * within the formula, thirty elements deep and each laid out and painted by itself, would take Chromium twice as long.
 */
export function openNumbers(formula: HTMLElement, layer: HTMLElement, widest: SlotTexts | undefined): FormulaNumbers {
  const places = [...formula.querySelectorAll<HTMLElement>('[data-slot]')].map((place): Place => {
    const name = place.dataset['slot']!;
    const slot = document.createElement('span');
    slot.className = 'slot';
    place.replaceChildren(slot);
    const number = document.createElement('span');
    number.className = place.dataset['side'] === 'right' ? 'slot-now slot-right' : 'slot-now';
    number.dataset['slot'] = name;
    const makeRoom = writeNumber(slot);
    if (widest) makeRoom(widest[name] ?? '');
    return { name, slot, number, write: writeNumber(number), makeRoom, room: widest ? Infinity : 0 };
  });
  layer.replaceChildren(...places.map(({ number }) => number));

  const lieOver = () => {
    const { left, top } = layer.getBoundingClientRect();
    const boxes = places.map(({ slot }) => ({ box: slot.getBoundingClientRect(), fontSize: getComputedStyle(slot).fontSize }));
    // One after the other, moved by margins: each with a position would be painted by itself, and as wide as its number.
    let end = top;
    for (const [index, { box, fontSize }] of boxes.entries()) {
      const { style } = places[index]!.number;
      style.marginTop = `${box.top - end}px`;
      style.marginLeft = `${box.left - left}px`;
      style.width = `${box.width}px`;
      style.height = style.lineHeight = `${box.height}px`;
      style.fontSize = fontSize;
      end = box.bottom;
    }
  };
  // The first time as soon as the formula has a size.
  const sizes = new ResizeObserver(lieOver);
  sizes.observe(layer);
  document.fonts.addEventListener('loadingdone', lieOver);

  return {
    show(texts) {
      let isWider = false;
      for (const place of places) {
        const text = texts[place.name] ?? '';
        const needed = widthOf(text);
        if (needed > place.room) {
          place.makeRoom(text);
          place.room = needed;
          isWider = true;
        }
        place.write(text);
      }
      if (isWider) lieOver();
    },
    close() {
      sizes.disconnect();
      document.fonts.removeEventListener('loadingdone', lieOver);
    },
  };
}

/** How wide a number is in the font of formulas, in hundredths of its size: asking the browser would lay the page out for each. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += SIGN_WIDTHS[sign] ?? (RAISED.includes(sign) ? 35 : 50);
  return width;
}

const SIGN_WIDTHS: Readonly<Record<string, number>> = {
  '.': 28,
  '·': 28,
  '(': 39,
  ')': 39,
  '−': 78,
  '≈': 78,
  '=': 78,
  '∞': 100,
  '⁻': 55,
};
const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
