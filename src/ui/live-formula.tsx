import { effect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import 'katex/dist/katex-swap.min.css';
import './live-formula.css';

/** What stands in each slot of a formula at this moment. */
export type SlotTexts = Readonly<Record<string, string>>;

/**
 * A formula whose numbers change at every frame: KaTeX sets it once, and then only the texts of its slots are replaced.
 *
 * `\slot{name}` in `tex` is a slot, with its number at its left end, and `\slotr{name}` one with its number at its right end. Each is as wide as its entry in `widest`, so that no number moves another; digits are tabular. For
 * screen readers the whole is one mathematical text, `plain`, always that of this moment and never announced by itself. `widest` is the same object for as long as `tex` is.
 */
export function LiveFormula(props: {
  readonly tex: string;
  readonly widest: SlotTexts;
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
        return { name, show: openSlot(place, props.widest[name] ?? '') };
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

/** Makes a place in the formula a slot; the function that comes back puts a text there. */
function openSlot(place: HTMLElement, widest: string): (text: string) => void {
  const slot = document.createElement('span');
  slot.className = place.dataset.side === 'right' ? 'slot slot-right' : 'slot';
  const strut = document.createElement('span');
  strut.className = 'slot-strut';
  const now = document.createElement('span');
  now.className = 'slot-now';
  slot.append(strut, now);
  place.replaceChildren(slot);
  writeNumber(strut)(widest);
  return writeNumber(now);
}

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
