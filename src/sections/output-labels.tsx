import type { GraphLayout } from '../domain/graph-layout.ts';
import './output-labels.css';

/** The number of each output and what stands beside it, as text of the page: for where there are no pictures. */
export function OutputLabels({ layout, texts }: { readonly layout: GraphLayout; readonly texts: readonly string[] }) {
  const outputs = layout.layers[layout.layers.length - 1]!;
  return (
    <div class={`output-labels output-${layout.direction}`} aria-hidden="true">
      {texts.map((text, digit) => (
        <span
          key={digit}
          style={{
            left: percentOf((outputs.x[digit]! + (layout.direction === 'across' ? outputs.radius : 0)) / layout.width),
            top: percentOf(outputs.y[digit]! + (layout.direction === 'down' ? outputs.radius : 0)),
          }}
        >
          <b>{digit}</b> <span>{text}</span>
        </span>
      ))}
    </div>
  );
}

function percentOf(share: number): string {
  return `${share * 100}%`;
}
