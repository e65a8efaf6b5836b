import { useEffect, useRef, useState } from 'preact/hooks';
import 'katex/dist/katex-swap.min.css';
import './symbol-formula.css';
import type { Spelled } from './spelled.ts';

/** A symbol of a formula: which one, and in which of its places, for one letter may stand for a layer and for the next. */
export interface SymbolMark {
  readonly symbol: string;
  readonly place: string;
}

/** TeX whose symbol can be pointed at and walked to; for `SymbolFormula` and `LiveFormula`. */
export function marked({ symbol, place }: SymbolMark, tex: string): string {
  return `\\htmlData{symbol=${symbol},place=${place}}{${tex}}`;
}

/**
 * A formula, set by KaTeX as HTML for the eye and as MathML for screen readers, whose marked symbols are reached by keys.
 *
 * One stop for Tab; cursor keys, Home and End walk from symbol to symbol, Enter keeps one and Escape lets it go. Pointing is left to who holds
 * several formulas: see `markUnder`. Until KaTeX comes, and if it never comes, `plain` says the same in words.
 */
export function SymbolFormula(props: {
  readonly formula: Spelled;
  /** What the walk through the symbols is called. */
  readonly label: string;
  /** What is said of a symbol that the keys come to. */
  readonly describe: (mark: SymbolMark) => string;
  readonly onReach: (mark: SymbolMark | null) => void;
  readonly onKeep: (mark: SymbolMark | null) => void;
}) {
  const { formula, label, describe, onReach, onKeep } = props;
  const host = useRef<HTMLSpanElement>(null);
  const [marks, setMarks] = useState<readonly SymbolMark[]>([]);
  const [at, setAt] = useState(0);
  const buttons = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isWanted = true;
    const set = async () => {
      const { default: katex } = await import('katex');
      if (!isWanted || !host.current) return;
      katex.render(formula.tex, host.current, {
        throwOnError: true,
        displayMode: false,
        trust: ({ command }) => command === '\\htmlData',
        // \htmlData is no LaTeX, and meant.
        strict: false,
      });
      setAt(0);
      setMarks(differentMarks(formula.tex));
    };
    set().catch((error: unknown) => console.warn('The formula stays in plain text:', error));
    return () => {
      isWanted = false;
    };
  }, [formula.tex]);
  const reach = (index: number | null) => {
    for (const element of host.current?.querySelectorAll('.symbol-here') ?? []) element.classList.remove('symbol-here');
    const mark = index === null ? null : (marks[index] ?? null);
    if (mark) elementOf(host.current!, mark)?.classList.add('symbol-here');
    onReach(mark);
  };
  const walk = (event: KeyboardEvent) => {
    const next = {
      ArrowRight: at + 1,
      ArrowDown: at + 1,
      ArrowLeft: at - 1,
      ArrowUp: at - 1,
      Home: 0,
      End: marks.length - 1,
    }[event.key];
    if (event.key === 'Escape') onKeep(null);
    if (next === undefined) return;
    event.preventDefault();
    const index = (next + marks.length) % marks.length;
    setAt(index);
    buttons.current?.querySelectorAll('button')[index]?.focus();
  };
  return (
    <div class="symbol-formula">
      <span class="formula" ref={host} key={formula.tex}>
        {formula.plain}
      </span>
      {marks.length > 0 && (
        <div class="symbol-keys" role="toolbar" aria-label={label} ref={buttons} onKeyDown={walk}>
          {marks.map((mark, index) => (
            <button
              key={`${mark.symbol} ${mark.place}`}
              type="button"
              tabIndex={index === at ? 0 : -1}
              aria-label={describe(mark)}
              onFocus={() => {
                setAt(index);
                reach(index);
              }}
              onBlur={() => reach(null)}
              onClick={() => onKeep(mark)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** How far beside a symbol a finger still hits it, in CSS pixels: half a finger's target. */
const FINGER = 22;

/** The marked symbol at a place of the screen: the smallest there, or else the nearest within a finger of it. */
export function markUnder(formula: Element, x: number, y: number, reach: number = FINGER): SymbolMark | null {
  let best: { element: HTMLElement; distance: number; area: number } | null = null;
  for (const element of formula.querySelectorAll<HTMLElement>('[data-symbol]')) {
    const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
    const distance = Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom));
    const area = width * height;
    if (distance > reach) continue;
    if (!best || distance < best.distance || (distance === best.distance && area < best.area)) {
      best = { element, distance, area };
    }
  }
  return best && markOf(best.element);
}

/** The mark of the innermost marked symbol that an element belongs to. */
export function markAround(element: Element): SymbolMark | null {
  const around = element.closest<HTMLElement>('[data-symbol]');
  return around && markOf(around);
}

function markOf({ dataset }: HTMLElement): SymbolMark {
  return { symbol: dataset.symbol!, place: dataset.place! };
}

/** The marks of a formula in the order in which it is read; KaTeX sets lines under each other column by column. */
function differentMarks(tex: string): SymbolMark[] {
  const marks = new Map<string, SymbolMark>();
  for (const [whole, symbol, place] of tex.matchAll(/\\htmlData\{symbol=(\w+),place=(\w+)\}/g)) {
    if (!marks.has(whole)) marks.set(whole, { symbol: symbol!, place: place! });
  }
  return [...marks.values()];
}

function elementOf(formula: Element, { symbol, place }: SymbolMark): Element | null {
  return formula.querySelector(`[data-symbol="${symbol}"][data-place="${place}"]`);
}
