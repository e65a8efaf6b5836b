import { useEffect, useRef } from 'preact/hooks';
import 'katex/dist/katex-swap.min.css';

/**
 * A formula, set by KaTeX as HTML for the eye and as MathML for screen readers.
 *
 * KaTeX comes when the first formula is shown. Until then, and if it never comes, `plain` says the same in words.
 */
export function Formula(props: { readonly tex: string; readonly plain: string }) {
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    let isWanted = true;
    const set = async () => {
      const { default: katex } = await import('katex');
      // Rendered into the element, not to a string: a strict Content-Security-Policy refuses style attributes in HTML.
      if (isWanted && host.current) katex.render(props.tex, host.current, { throwOnError: true });
    };
    set().catch((error: unknown) => console.warn('The formula stays in plain text:', error));
    return () => {
      isWanted = false;
    };
  }, [props.tex]);
  return (
    <span class="formula" ref={host} key={props.tex}>
      {props.plain}
    </span>
  );
}
