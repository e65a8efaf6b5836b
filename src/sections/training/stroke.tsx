import type { PlotLine } from '../../scenes/line-plot-layout.ts';

/** A piece of a plot's line, as it stands before what the line means. */
export function Stroke({ line: { color, width, dash } }: { readonly line: Pick<PlotLine, 'color' | 'width' | 'dash'> }) {
  return (
    <svg class={color === 'quiet' ? 'stroke stroke-quiet' : 'stroke'} viewBox="0 0 40 12" aria-hidden="true">
      <line x1="0" x2="40" y1="6" y2="6" stroke-width={width} stroke-dasharray={dash?.join(' ')} />
    </svg>
  );
}
