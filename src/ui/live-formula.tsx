import { effect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import 'katex/dist/katex-swap.min.css';
import './live-formula.css';

/** What stands in each slot of a formula at this moment. */
export type SlotTexts = Readonly<Record<string, string>>;

/**
 * A formula whose numbers change at every frame: KaTeX sets it once, and then only the texts of its slots are replaced.
 *
 * `\slot{name}` in `tex` is a slot, with its number at its left end, and `\slotr{name}` one with its number at its right end. Each is as wide as its entry in `widest`, so that no number moves another; digits are tabular. Without
 * `widest`, where numbers change now and then, a slot is as wide as the widest that it has held since the formula was set. For
 * screen readers the whole is one mathematical text, `plain`, always that of this moment and never announced by itself. `widest` is the same object for as long as `tex` is.
 */
export function LiveFormula(props: {
  readonly tex: string;
  readonly widest?: SlotTexts;
  readonly slots: ReadonlySignal<SlotTexts>;
  readonly plain: ReadonlySignal<string>;
}) {
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let stop: (() => void) | null = null;
    let isWanted = true;
    const set = async () => {
      const { default: katex } = await import('katex');
      const element = host.current;
      if (!isWanted || !element) return;
      katex.render(props.tex, element, {
        throwOnError: true,
        output: 'html',
        macros: {
          '\\slot': '\\mathord{\\htmlData{slot=#1}{0}}',
          '\\slotr': '\\mathord{\\htmlData{slot=#1, side=right}{0}}',
        },
        trust: ({ command }) => command === '\\htmlData',
        // \htmlData is no LaTeX, and meant.
        strict: false,
      });
      const places = [...element.querySelectorAll<HTMLElement>('[data-slot]')].map((place) => {
        const name = place.dataset.slot!;
        return { name, show: openSlot(place, props.widest ? (props.widest[name] ?? '') : null) };
      });
      stop = effect(() => {
        const texts = props.slots.value;
        for (const { name, show } of places) show(texts[name] ?? '');
      });
    };
    set().catch((error: unknown) => console.warn('The formula stays in plain text:', error));
    return () => {
      isWanted = false;
      stop?.();
    };
  }, [props.tex, props.slots, props.widest]);
  return (
    <span class="formula" role="math" aria-label={props.plain}>
      <span ref={host} key={props.tex} aria-hidden="true">
        {props.plain.peek()}
      </span>
    </span>
  );
}

/** Makes a place in the formula a slot, as wide as `widest` or growing; the function that comes back puts a text there. */
function openSlot(place: HTMLElement, widest: string | null): (text: string) => void {
  const slot = document.createElement('span');
  slot.className = place.dataset.side === 'right' ? 'slot slot-right' : 'slot';
  const strut = document.createElement('span');
  strut.className = 'slot-strut';
  const now = document.createElement('span');
  now.className = 'slot-now';
  const shown = document.createElement('span');
  shown.className = 'slot-text';
  now.append(shown);
  slot.append(strut, now);
  place.replaceChildren(slot);
  const makeRoom = writeNumber(strut);
  const write = writeNumber(shown);
  if (widest !== null) {
    makeRoom(widest);
    return write;
  }
  let room = 0;
  return (text) => {
    const needed = widthOf(text);
    if (needed > room) makeRoom(text);
    room = Math.max(room, needed);
    write(text);
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

/** Writes a number; what is raised in the text (10⁻⁵) is set as an exponent, for fonts of formulas have no raised digits. */
function writeNumber(element: HTMLElement): (text: string) => void {
  const base = document.createTextNode('');
  const exponent = document.createElement('span');
  exponent.className = 'slot-exponent';
  const rest = document.createTextNode('');
  element.append(base, exponent, rest);
  let shown = '';
  return (text) => {
    if (text === shown) return;
    shown = text;
    const [, before, raised, after] = /^([^⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*)([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*)(.*)$/u.exec(text)!;
    if (base.data !== before) base.data = before!;
    const power = raised!.replace(/./gu, (sign) => (sign === '⁻' ? '−' : String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign))));
    if (exponent.textContent !== power) exponent.textContent = power;
    if (rest.data !== after) rest.data = after!;
  };
}
