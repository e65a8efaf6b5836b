import { signal, useComputed, type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { linePlotLayout } from '../../scenes/line-plot-layout.ts';
import { linePlotScene } from '../../scenes/line-plot-scene.ts';
import { linePlotSvg } from '../../scenes/line-plot-svg.ts';
import { valueAt } from '../../scenes/axis.ts';
import { readPalette } from '../../scenes/palette.ts';
import { SaveText } from '../../ui/save-text.tsx';
import { figurePicture } from '../figure-picture.ts';
import { SaveFigure } from '../save-figure.tsx';
import type { Services } from '../section.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { plotCsv, readingAt, tableOf, type NamedPlot } from './plot-views.ts';
import { WORDS } from './words.ts';

/** So many rows of a table say how it went. */
const TABLE_ROWS = 12;

/** Where the pointer is, on the x axis of a plot. */
function createPointer() {
  const place = signal<number | null>(null);
  return {
    place: place as ReadonlySignal<number | null>,
    move(next: number | null) {
      place.value = next;
    },
  };
}

/** A plot with its title, what it says under the pointer, its numbers as a table, and three ways to save it. */
export function Plot(props: {
  readonly services: Services;
  /** Also the name of the file that it is saved as. */
  readonly name: string;
  readonly title: string;
  readonly view: () => NamedPlot;
  readonly number: (value: number) => string;
  readonly caption?: ComponentChildren;
}) {
  const { services, name, title, view, number, caption } = props;
  const words = services.t(WORDS).plots;
  const [pointer] = useState(createPointer);
  const pointed = pointer.place;
  const [isTableOpen, setTableOpen] = useState(false);
  const canvas = useStageFigure(services.stage, linePlotScene, () => {
    const plot = view();
    const reading = pointed.value === null ? null : readingAt(plot, pointed.value);
    return reading ? { ...plot, points: reading } : plot;
  });
  const text = useComputed(() => {
    const plot = view();
    const last = plot.lines.at(-1);
    const count = last?.x.length ?? 0;
    return count === 0 ? `${title}. ${words.empty}` : words.text(title, count, number(last!.y[count - 1]!));
  });
  const reading = useComputed(() => {
    if (pointed.value === null) return null;
    const said = readingAt(view(), pointed.value);
    const at = said.at(-1);
    return at
      ? `${words.atStep(String(Math.round(at.x)))}: ${said.map((one) => `${one.name} ${number(one.y)}`).join('; ')}`
      : null;
  });
  const point = ({ offsetX, currentTarget }: { offsetX: number; currentTarget: HTMLCanvasElement }) => {
    const { clientWidth, clientHeight } = currentTarget;
    const plot = view();
    const { across } = linePlotLayout(
      plot,
      clientWidth,
      clientHeight,
      Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    );
    const place = valueAt(across, Math.min(across.end, Math.max(across.start, offsetX)));
    pointer.move(plot.x.isLogarithmic ? 10 ** place : place);
  };
  const svg = () => {
    const { width, height } = canvas.current!.getBoundingClientRect();
    return linePlotSvg(view(), title, width, height, readPalette());
  };
  return (
    <figure class={`training-plot training-plot-${name}`}>
      <h3>{title}</h3>
      <canvas
        class="training-plot-canvas"
        ref={canvas}
        role="img"
        aria-label={text}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={({ pointerType }) => {
          // What a finger has pointed at stays to be read.
          if (pointerType !== 'touch') pointer.move(null);
        }}
      />
      <figcaption class="quiet">
        <span class="plot-reading">{useComputed(() => reading.value ?? caption ?? '\u00a0')}</span>
        <span class="plot-saves">
          <button
            class="button-plain"
            type="button"
            aria-expanded={isTableOpen}
            aria-label={words.table(title)}
            onClick={() => setTableOpen(!isTableOpen)}
          >
            {words.tableShort}
          </button>
          <SaveFigure
            stage={services.stage}
            label={words.save('PNG', title)}
            fileName={`training-${name}`}
            picture={() => figurePicture([{ name: title, layers: [canvas.current!] }])}
          >
            PNG
          </SaveFigure>
          <SaveText label={words.save('SVG', title)} fileName={`training-${name}.svg`} type="image/svg+xml" text={svg}>
            SVG
          </SaveText>
          <SaveText
            label={words.save('CSV', title)}
            fileName={`training-${name}.csv`}
            type="text/csv"
            text={() => plotCsv(view())}
          >
            CSV
          </SaveText>
        </span>
      </figcaption>
      {isTableOpen && <Table plot={view()} number={number} label={words.table(title)} />}
    </figure>
  );
}

function Table({
  plot,
  number,
  label,
}: {
  readonly plot: NamedPlot;
  readonly number: (value: number) => string;
  readonly label: string;
}) {
  return (
    <div class="plot-table" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            <th scope="col">{plot.x.label}</th>
            {plot.lines.map(({ name }, line) => (
              <th scope="col" key={line}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tableOf(plot, TABLE_ROWS).map(({ x, values }) => (
            <tr key={x}>
              <th scope="row">{Math.round(x)}</th>
              {values.map((value, line) => (
                <td key={line}>{value === null ? '–' : number(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
