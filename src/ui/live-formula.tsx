import { effect, type ReadonlySignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import 'katex/dist/katex-swap.min.css';
import { openNumbers, type SlotTexts } from './formula-numbers.ts';
import './live-formula.css';

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
  const layer = useRef<HTMLSpanElement>(null);
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
      const numbers = openNumbers(element, layer.current!, props.widest);
      const stopShowing = effect(() => numbers.show(props.slots.value));
      stop = () => {
        stopShowing();
        numbers.close();
      };
    };
    set().catch((error: unknown) => console.warn('The formula stays in plain text:', error));
    return () => {
      isWanted = false;
      stop?.();
    };
  }, [props.tex, props.slots, props.widest]);
  return (
    <span class="formula live-formula" role="math" aria-label={props.plain}>
      <span ref={host} key={props.tex} aria-hidden="true">
        {props.plain.peek()}
      </span>
      <span class="live-box formula-numbers" ref={layer} aria-hidden="true" />
    </span>
  );
}
