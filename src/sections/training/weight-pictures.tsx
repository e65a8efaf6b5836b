import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import type { Pattern } from '../../scenes/color-ramps.ts';
import type { HistogramRow } from '../../scenes/histogram-layout.ts';
import { histogramSvg } from '../../scenes/histogram-svg.ts';
import { readPalette } from '../../scenes/palette.ts';
import type { LayerFacts } from '../../engine/laboratory.ts';
import { decimal, grouped } from '../../domain/numbers.ts';
import { useMount } from '../../ui/use-mount.ts';
import { figurePicture } from '../figure-picture.ts';
import { SaveFigure } from '../save-figure.tsx';
import type { Services } from '../section.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { histogramBins, histogramCsv, type HistogramColumns } from './histogram-bins.ts';
import { keyedSvg } from './plot-files.ts';
import { Saves } from './saves.tsx';
import { WORDS } from './words.ts';

const NO_TILES: ReadonlySet<number> = new Set();
/** About so wide a tile is, in CSS pixels. */
const TILE_PITCH = 36;

/** What is learned while it is learned: the weights of the first layer, and how all are spread. */
export function WeightPictures(services: Services) {
  const words = services.t(WORDS);
  return (
    <div class="training-weights">
      <FirstLayer {...services} />
      <Spread {...services} name="weights" title={words.histograms.weights} pick={(layer) => layer.weights} />
      <Spread {...services} name="activations" title={words.histograms.activations} pick={(layer) => layer.activations} />
      <p class="quiet training-weights-caption">{words.histograms.caption}</p>
    </div>
  );
}

function FirstLayer({ state, stage, t }: Services) {
  const words = t(WORDS).weights;
  const columns = useSignal(16);
  const patterns = useFirstLayerPatterns(state.recognition);
  const canvas = useStageFigure(stage, 'tileSheet', () => ({
    columns: columns.value,
    tiles: patterns.value,
    struck: NO_TILES,
  }));
  const place = useRef<HTMLDivElement>(null);
  useMount(() => {
    const sizes = new ResizeObserver(([entry]) => {
      columns.value = Math.max(4, Math.floor(entry!.contentRect.width / TILE_PITCH));
    });
    sizes.observe(place.current!);
    return () => sizes.disconnect();
  });
  const rows = useComputed(() => `${columns.value} / ${Math.max(1, Math.ceil(patterns.value.length / columns.value))}`);
  return (
    <figure class="training-tiles">
      <div class="training-figure-title">
        <h3>{words.title}</h3>
        <SaveFigure
          stage={stage}
          label={t(WORDS).plots.save('PNG', words.title)}
          fileName="training-first-layer"
          picture={() => figurePicture([{ name: words.title, layers: [canvas.current!] }])}
        >
          PNG
        </SaveFigure>
      </div>
      <div ref={place}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={useComputed(() => words.text(patterns.value.length))}
          style={{ aspectRatio: rows.value }}
        />
      </div>
      <figcaption class="quiet">{words.caption}</figcaption>
    </figure>
  );
}

/** The weights into every neuron of the first layer of the page's network, where they are a picture. */
function useFirstLayerPatterns({ learned }: Services['state']['recognition']): ReadonlySignal<readonly Pattern[]> {
  return useComputed(() => {
    const weight = learned.value?.[0]?.weight;
    if (!weight) return [];
    const pixels = 28 * 28;
    return Array.from({ length: weight.length / pixels }, (_, neuron): Pattern => {
      const values = weight.subarray(neuron * pixels, (neuron + 1) * pixels);
      let reach = 0;
      for (const value of values) reach = Math.max(reach, Math.abs(value));
      return { values, scale: 'signed', reach: reach || 1 };
    });
  });
}

function Spread(
  props: Services & {
    readonly name: string;
    readonly title: string;
    readonly pick: (layer: LayerFacts) => LayerFacts['weights'];
  },
) {
  const { state, stage, t, name, title, pick } = props;
  const words = t(WORDS);
  const { look } = state.training;
  const rows = useComputed(() => {
    const layers = look.value?.layers ?? [];
    return layers.map((layer, index) => ({ name: words.layerName(index, layers.length), ...pick(layer) }));
  });
  const canvas = useStageFigure(stage, 'histogram', () => rows.value);
  const [isTableOpen, setTableOpen] = useState(false);
  const svg = () => {
    const size = canvas.current!.getBoundingClientRect();
    const palette = readPalette();
    return keyedSvg(histogramSvg(rows.value, title, size.width, size.height, palette), title, size, [], palette);
  };
  const text = useComputed(() =>
    rows.value.length === 0
      ? `${title}. ${words.plots.empty}`
      : words.histograms.text(title, rows.value.map((row) => words.histograms.row(row.name, String(row.reach))).join('; ')),
  );
  return (
    <figure class="training-spread">
      <div class="training-figure-title">
        <h3>{title}</h3>
      </div>
      <div class="training-plot-room">
        <canvas class="training-spread-canvas" ref={canvas} role="img" aria-label={text} />
        <p class="quiet training-spread-none">{useComputed(() => (rows.value.length === 0 ? words.histograms.none : ''))}</p>
      </div>
      <Saves
        title={title}
        fileName={`training-${name}-histograms`}
        label={words.plots.save}
        stage={stage}
        picture={() => figurePicture([{ name: title, layers: [canvas.current!] }])}
        svg={svg}
        csv={() => histogramCsv(rows.value, words.histograms.columns)}
      >
        <button
          class="button-plain"
          type="button"
          aria-expanded={isTableOpen}
          aria-label={words.plots.table(title)}
          onClick={() => setTableOpen(!isTableOpen)}
        >
          {words.plots.tableShort}
        </button>
      </Saves>
      {isTableOpen && <SpreadTable rows={rows.value} label={words.plots.table(title)} names={words.histograms.columns} />}
    </figure>
  );
}

function SpreadTable(props: {
  readonly rows: readonly HistogramRow[];
  readonly label: string;
  readonly names: HistogramColumns;
}) {
  const { rows, label, names } = props;
  return (
    <div class="plot-table" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {[names.layer, names.from, names.to, names.count].map((name) => (
              <th scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {histogramBins(rows).map(({ name, from, to, count }) => (
            <tr key={`${name} ${from}`}>
              <th scope="row">{name}</th>
              <td>{decimal(from, 3)}</td>
              <td>{decimal(to, 3)}</td>
              <td>{grouped(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
