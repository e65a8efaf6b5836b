import type { ComponentChildren } from 'preact';
import './legend.css';

/** What the lines, points and colours of a figure mean: a list of entries. */
export function FigureLegend(props: { readonly class?: string; readonly children: ComponentChildren }) {
  return <ul class={`figure-legend ${props.class ?? ''}`}>{props.children}</ul>;
}

/** One sign as it stands in the figure, SVG in a box of `width` × 12 CSS pixels, and what it means. */
export function LegendEntry(props: {
  readonly sign: ComponentChildren;
  readonly width: number;
  /** Keeps its place, unseen, where the figure does not show it for now. */
  readonly isOff?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <li class={props.isOff ? 'legend-off' : undefined}>
      <svg viewBox={`0 0 ${props.width} 12`} aria-hidden="true">
        {props.sign}
      </svg>
      {props.children}
    </li>
  );
}

/** A line in the style of `line`, a class, and what it means. */
export function LegendLine(props: {
  readonly line: string;
  readonly dash?: string | undefined;
  readonly width?: number;
  readonly children: ComponentChildren;
}) {
  const { line, dash, width = 28 } = props;
  return (
    <LegendEntry width={width} sign={<line class={line} x1="0" x2={width} y1="6" y2="6" stroke-dasharray={dash} />}>
      {props.children}
    </LegendEntry>
  );
}
