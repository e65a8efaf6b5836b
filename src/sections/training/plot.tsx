import { signal, useComputed, type ReadonlySignal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { linePlotLayout } from '../../scenes/line-plot-layout.ts';
import { linePlotSvg } from '../../scenes/line-plot-svg.ts';
import { valueAt } from '../../scenes/axis.ts';
import { grouped } from '../../domain/numbers.ts';
import { readPalette } from '../../scenes/palette.ts';
import { useMount } from '../../ui/use-mount.ts';
import { figurePicture } from '../figure-picture.ts';
import type { Services } from '../section.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { keyedPicture, keyedSvg } from './plot-files.ts';
import { PlotReading } from './plot-reading.tsx';
import { plotCsv, readingAt, shortTableOf, type NamedPlot } from './plot-views.ts';
import { Saves } from './saves.tsx';
import { WORDS, type TrainingWords } from './words.ts';

/** So many rows of a table say how it went. */
const TABLE_ROWS = 12;

/** Where the pointer is in a plot. */
interface PlotPlace {
  /** On the x axis. */
  readonly place: number;
  readonly isOnRight: boolean;
}

function createPointer() {
  const pointed = signal<PlotPlace | null>(null);
  return {
    pointed: pointed as ReadonlySignal<PlotPlace | null>,
    move(next: PlotPlace | null) {
      pointed.value = next;
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
  readonly caption?: string;
}) {
  const { services, name, title, view, number, caption } = props;
  const words = services.t(WORDS).plots;
  const [pointer] = useState(createPointer);
  const { pointed } = pointer;
  const [isTableOpen, setTableOpen] = useState(false);
  const canvas = useStageFigure(services.stage, 'linePlot', () => {
    const plot = view();
    const reading = pointed.value === null ? null : readingAt(plot, pointed.value.place);
    return reading ? { ...plot, points: reading } : plot;
  });
  const isEmpty = useComputed(() => view().lines.every(({ x }) => x.length === 0));
  useMount(() => {
    // What a finger has pointed at stays to be read until it touches something else.
    const forget = ({ target }: Event) => {
      if (target !== canvas.current) pointer.move(null);
    };
    document.addEventListener('pointerdown', forget);
    return () => document.removeEventListener('pointerdown', forget);
  });
  const text = useComputed(() => {
    const last = view().lines.at(-1);
    const count = last?.x.length ?? 0;
    return count === 0 ? `${title}. ${words.empty}` : words.text(title, count, number(last!.y[count - 1]!));
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
    const isOnRight = offsetX > (across.start + across.end) / 2;
    pointer.move({ place: plot.x.isLogarithmic ? 10 ** place : place, isOnRight });
  };
  const svg = () => {
    const size = canvas.current!.getBoundingClientRect();
    const palette = readPalette();
    const plot = view();
    return keyedSvg(linePlotSvg(plot, title, size.width, size.height, palette), title, size, plot.lines, palette);
  };
  return (
    <figure class={`training-plot training-plot-${name}`}>
      <h3>{title}</h3>
      <div class="training-plot-room">
        <canvas
          class="training-plot-canvas"
          ref={canvas}
          role="img"
          aria-label={text}
          onPointerMove={point}
          onPointerDown={point}
          onPointerLeave={({ pointerType }) => {
            // A finger leaves whenever it is lifted.
            if (pointerType !== 'touch') pointer.move(null);
          }}
        />
        <Pointed {...{ view, pointed, number, words }} />
      </div>
      <figcaption class="quiet">
        <span class="plot-caption">{useComputed(() => (isEmpty.value ? words.empty : caption))}</span>
        <Saves
          title={title}
          fileName={`training-${name}`}
          label={words.save}
          stage={services.stage}
          picture={() => keyedPicture(figurePicture([{ name: title, layers: [canvas.current!] }]), view().lines)}
          svg={svg}
          csv={() => plotCsv(view())}
        >
          <button
            class="button-plain"
            type="button"
            aria-expanded={isTableOpen}
            aria-label={words.table(title)}
            onClick={() => setTableOpen(!isTableOpen)}
          >
            {words.tableShort}
          </button>
        </Saves>
      </figcaption>
      {isTableOpen && <Table plot={view()} number={number} label={words.table(title)} />}
    </figure>
  );
}

/** What is read off, while something is pointed at. */
function Pointed(props: {
  readonly view: () => NamedPlot;
  readonly pointed: ReadonlySignal<PlotPlace | null>;
  readonly number: (value: number) => string;
  readonly words: TrainingWords['plots'];
}) {
  const { view, pointed, number, words } = props;
  const { value } = pointed;
  const readings = value ? readingAt(view(), value.place) : [];
  if (!value || readings.length === 0) return null;
  return <PlotReading {...{ readings, number, words }} place={value.place} isLeft={value.isOnRight} />;
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
          {shortTableOf(plot, TABLE_ROWS).map(({ x, values }) => (
            <tr key={x}>
              <th scope="row">{grouped(Math.round(x))}</th>
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
