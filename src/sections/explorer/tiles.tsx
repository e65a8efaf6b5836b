import { figurePicture } from '../figure-picture.ts';
import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Pattern } from '../../scenes/color-ramps.ts';
import type { Activity } from '../../state/recognition.ts';
import type { State } from '../../state/state.ts';
import { SaveFigure } from '../save-figure.tsx';
import { tileAfterKey } from '../../ui/tile-keys.ts';
import { useUniqueId } from '../../ui/unique-id.ts';
import { useMount } from '../../ui/use-mount.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { answersOf, type Answers } from './answers.ts';
import type { LayerServices } from './explorer-services.ts';
import { Legend } from './legend.tsx';
import { preferredPattern, weightPattern, weightsInto } from './patterns.ts';
import { digitsName, tellsDeath } from './shown-digits.tsx';
import { shownNeuron } from './shown-neuron.ts';
import { LEAST_PITCH, tileColumns } from './tile-columns.ts';
import { WORDS } from './words.ts';

/** What is known of the tiles; each part listens only to what it shows. */
interface TileFacts extends LayerServices {
  readonly patterns: ReadonlySignal<readonly (Pattern | null)[]>;
  readonly dead: ReadonlySignal<ReadonlySet<number>>;
  readonly columns: ReadonlySignal<number>;
}

/** All neurons of a layer: one picture, and over it one list to choose from. */
export function Tiles(services: LayerServices) {
  const { state, stage, t, layer, count } = services;
  const words = t(WORDS);
  const place = useRef<HTMLDivElement>(null);
  const room = useSignal({ width: 0, height: 0, leastPitch: LEAST_PITCH.mouse as number });
  useMount(() => {
    const sizes = new ResizeObserver(([entry]) => {
      const isFinger = matchMedia('(any-pointer: coarse)').matches;
      const width = entry!.contentRect.width;
      const height = Math.max(320, innerHeight - 17 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
      room.value = { width, height, leastPitch: isFinger ? LEAST_PITCH.finger : LEAST_PITCH.mouse };
    });
    sizes.observe(place.current!);
    return () => sizes.disconnect();
  });

  const shownLayer = useComputed(() => shownNeuron(state)?.layer ?? 0);
  const patterns = usePatterns(state, shownLayer);
  const dead = useComputed(() => {
    const statistics = state.analysis.findings.value?.statistics[shownLayer.value];
    return new Set(statistics?.flatMap(({ isDead }, neuron) => (isDead ? [neuron] : [])));
  });
  const columns = useComputed(() => {
    const { width, height, leastPitch } = room.value;
    return width > 0 ? tileColumns(patterns.value.length, width, height, leastPitch) : 1;
  });
  const canvas = useStageFigure(stage, 'tileSheet', () => ({
    columns: columns.value,
    tiles: patterns.value,
    struck: dead.value,
  }));
  const bars = useStageFigure(stage, 'tileBars', () => ({
    columns: columns.value,
    shares: presentAnswers(state.recognition.activity.value, shownLayer.value)?.shares ?? [],
  }));
  const title = layer === 0 ? words.tiles.weights(count) : words.tiles.preferred(count);
  return (
    <figure class="tiles">
      <div class="explorer-head">
        <h3>{title}</h3>
        <SaveFigure
          stage={stage}
          label={words.saveLabel(title)}
          fileName="neurons"
          picture={() => figurePicture([{ layers: [canvas.current!, bars.current!] }])}
        >
          {words.save}
        </SaveFigure>
      </div>
      <div
        class="tiles-place"
        ref={place}
        style={{ '--columns': String(columns.value), '--rows': String(Math.ceil(count / columns.value)) }}
      >
        <canvas class="tiles-picture" ref={canvas} aria-hidden="true" />
        <canvas class="tiles-bars" ref={bars} aria-hidden="true" />
        <TileList {...services} {...{ patterns, dead, columns }} />
      </div>
      <figcaption class="quiet">
        <Legend
          scale={layer === 0 ? 'signed' : 'grey'}
          from={layer === 0 ? words.tiles.weightLegend.least : words.tiles.inkLegend.least}
          to={layer === 0 ? words.tiles.weightLegend.most : words.tiles.inkLegend.most}
        />
        <p>{layer === 0 ? words.tiles.weightsCaption : words.tiles.preferredCaption}</p>
        {/* One for each layer: its text is computed for that one. */}
        <AnswersNote key={layer} {...services} />
        <TilesNote {...services} {...{ patterns, dead }} />
      </figcaption>
    </figure>
  );
}

/** The element of the list of neurons. */
export const TILE_LIST_ID = 'explorer-tiles';

/** The neurons as a list to choose from. */
function TileList({ state, stage, t, layer, count, isOutput, patterns, dead, columns }: TileFacts) {
  const words = t(WORDS);
  const id = useUniqueId();
  const chosen = shownNeuron(state)?.neuron ?? 0;
  const optionId = (neuron: number) => `${id}-${neuron}`;
  const select = (neuron: number) => state.selection.select({ layer, neuron });
  const label = (neuron: number) =>
    [
      words.neuron.option(neuron, isOutput),
      dead.value.has(neuron) && words.neuron.isDead(tellsDeath(state.analysis.images.value)),
      !patterns.value[neuron] && words.tiles.unknown,
    ]
      .filter(Boolean)
      .join(', ');
  return (
    <>
      <span id={`${id}-hint`} class="visually-hidden">
        {words.tiles.hint}
      </span>
      <div
        class="tiles-list"
        id={TILE_LIST_ID}
        role="listbox"
        tabIndex={0}
        aria-label={words.tiles.list(words.layers(layer, isOutput, count), count)}
        aria-describedby={`${id}-hint`}
        aria-activedescendant={optionId(chosen)}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          const next = tileAfterKey(event.key, chosen, count, columns.value);
          if (next === null) return;
          event.preventDefault();
          select(next);
          document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
        }}
        onClick={(event) => {
          const option = (event.target as Element).closest<HTMLElement>('[role=option]');
          if (option) select(Number(option.dataset.neuron));
        }}
      >
        {Array.from({ length: count }, (_, neuron) => (
          <div
            key={neuron}
            class="tile"
            role="option"
            id={optionId(neuron)}
            data-neuron={neuron}
            aria-selected={neuron === chosen}
            aria-label={label(neuron)}
          >
            {stage.backend.value === 'none' && (isOutput ? neuron : neuron + 1)}
          </div>
        ))}
      </div>
    </>
  );
}

/** What a layer answers to what is drawn; null without a drawing. */
function presentAnswers(activity: Activity | null, layer: number): Answers | null {
  const activations = activity?.activations[layer];
  return activations && !activity.isBlank ? answersOf(activations) : null;
}

/** What the bars mean, and which are the longest. */
function AnswersNote({ state, t, layer, isOutput }: LayerServices) {
  const text = useComputed(() => {
    const now = presentAnswers(state.readable.value.activity, layer);
    const names = now?.strongest.map((neuron) => (isOutput ? neuron : neuron + 1)) ?? [];
    return t(WORDS).tiles.answers(now === null, names);
  });
  return (
    <div>
      <p class="live-box tiles-answers">{text}</p>
    </div>
  );
}

/** How many tiles have come and, once that is known, which neurons are dead. */
function TilesNote({ state, t, layer, count, isOutput, patterns, dead }: Omit<TileFacts, 'columns'>) {
  const words = t(WORDS).tiles;
  const { images, findings } = state.analysis;
  const found = patterns.value.reduce((sum, tile) => sum + (tile ? 1 : 0), 0);
  const isKnown = findings.value !== null;
  return (
    <p class="tiles-progress">
      {layer > 0 && found < count && (
        <>
          <progress value={found} max={count} aria-label={words.found(found, count)} />
          {words.found(found, count)}
        </>
      )}
      {(layer === 0 || found === count) &&
        isKnown &&
        !isOutput &&
        words.dead(dead.value.size, digitsName(images.value, t(WORDS)), tellsDeath(images.value))}
    </p>
  );
}

/** What the tiles of the layer show that is looked at. */
function usePatterns(state: State, shownLayer: ReadonlySignal<number>): ReadonlySignal<readonly (Pattern | null)[]> {
  return useComputed(() => {
    const { status, learned } = state.recognition;
    const layer = shownLayer.value;
    if (status.value.kind !== 'ready' || !learned.value) return [];
    const { network } = status.value;
    const parameters = learned.value;
    const width = network.layers[layer]!.outFeatures;
    return Array.from({ length: width }, (_, neuron) => {
      if (layer === 0) return weightPattern(weightsInto(network, parameters, { layer: 0, neuron }));
      const preferred = state.analysis.preferred.value[layer]?.[neuron];
      return preferred ? preferredPattern(preferred) : null;
    });
  });
}
