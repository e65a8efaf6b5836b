import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { NeuronId } from '../../state/selection.ts';
import type { State } from '../../state/state.ts';
import type { Pattern } from '../../scenes/color-ramps.ts';
import { tileSheetScene } from '../../scenes/tile-sheet-scene.ts';
import { SaveButton } from '../../ui/save-button.tsx';
import { useUniqueId } from '../../ui/unique-id.ts';
import { useMount } from '../../ui/use-mount.ts';
import type { Services } from '../section.ts';
import { useStageFigure } from '../use-stage-figure.ts';
import { Legend } from './legend.tsx';
import { canvasPicture } from './pictures.ts';
import { preferredPattern, weightPattern, weightsInto } from './patterns.ts';
import { shownNeuron } from './shown-neuron.ts';
import { LEAST_PITCH, tileAfterKey, tileColumns } from './tile-columns.ts';
import { WORDS } from './words.ts';

/** All neurons of a layer: one picture, and over it one list to choose from. */
export function Tiles({ state, stage, t, neuron: shown }: Services & { readonly neuron: NeuronId }) {
  const words = t(WORDS);
  const id = useUniqueId();
  const place = useRef<HTMLDivElement>(null);
  const room = useSignal({ width: 0, height: 0, leastPitch: LEAST_PITCH.mouse as number });
  useMount(() => {
    const sizes = new ResizeObserver(([entry]) => {
      const isFinger = matchMedia('(any-pointer: coarse)').matches;
      const width = entry!.contentRect.width;
      const height = Math.max(320, innerHeight - 15 * Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
      room.value = { width, height, leastPitch: isFinger ? LEAST_PITCH.finger : LEAST_PITCH.mouse };
    });
    sizes.observe(place.current!);
    return () => sizes.disconnect();
  });

  const layer = useComputed(() => shownNeuron(state)?.layer ?? 0);
  const patterns = usePatterns(state, layer);
  const sheet = useComputed(() => {
    const tiles = patterns.value;
    const { width, height, leastPitch } = room.value;
    const columns = width > 0 ? tileColumns(tiles.length, width, height, leastPitch) : 1;
    const statistics = state.analysis.findings.value?.statistics[layer.value];
    const dead = statistics?.flatMap(({ isDead }, neuron) => (isDead ? [neuron] : [])) ?? [];
    return { columns, tiles, struck: new Set(dead) };
  });
  const canvas = useStageFigure(stage, tileSheetScene, () => sheet.value);

  const { columns, tiles, struck } = sheet.value;
  const status = state.recognition.status.value;
  const layers = status.kind === 'ready' ? status.network.layers.length : 0;
  const isOutput = shown.layer === layers - 1;
  const found = tiles.reduce((count, tile) => count + (tile ? 1 : 0), 0);
  const isKnown = state.analysis.findings.value !== null;
  const title = shown.layer === 0 ? words.tiles.weights(tiles.length) : words.tiles.preferred(tiles.length);
  const optionId = (neuron: number) => `${id}-${neuron}`;
  const select = (neuron: number) => state.selection.select({ layer: shown.layer, neuron });

  return (
    <figure class="tiles">
      <div class="explorer-head">
        <h3>{title}</h3>
        {stage.backend.value !== 'none' && (
          <SaveButton label={words.saveLabel(title)} fileName="neurons" picture={() => canvasPicture(canvas.current!)}>
            {words.save}
          </SaveButton>
        )}
      </div>
      <div class="tiles-place" ref={place} style={{ '--columns': String(columns) }}>
        <canvas
          class="tiles-picture"
          ref={canvas}
          aria-hidden="true"
          style={{ '--rows': String(Math.ceil(tiles.length / columns)) }}
        />
        <div
          class="tiles-list"
          role="listbox"
          tabIndex={0}
          aria-label={words.tiles.list(words.layers(shown.layer, isOutput, tiles.length), tiles.length)}
          aria-describedby={`${id}-hint`}
          aria-activedescendant={optionId(shown.neuron)}
          onKeyDown={(event) => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const next = tileAfterKey(event.key, shown.neuron, tiles.length, columns);
            if (next === null) return;
            event.preventDefault();
            select(next);
            document.getElementById(optionId(next))?.scrollIntoView({ block: 'nearest' });
          }}
        >
          {tiles.map((tile, neuron) => (
            <div
              key={neuron}
              class="tile"
              role="option"
              id={optionId(neuron)}
              aria-selected={neuron === shown.neuron}
              aria-label={[
                words.neuron.option(neuron, isOutput),
                struck.has(neuron) && words.neuron.isDead,
                !tile && words.tiles.unknown,
              ]
                .filter(Boolean)
                .join(', ')}
              onClick={() => select(neuron)}
            >
              {stage.backend.value === 'none' && neuron + 1}
            </div>
          ))}
        </div>
      </div>
      <figcaption class="quiet">
        <span id={`${id}-hint`} class="visually-hidden">
          {words.tiles.hint}
        </span>
        {shown.layer === 0 ? (
          <>
            <Legend scale="signed" from={words.tiles.legend.least} to={words.tiles.legend.most} />
            <p>{words.tiles.weightsCaption}</p>
          </>
        ) : (
          <>
            <p>{words.tiles.preferredCaption}</p>
            <p class="tiles-progress">
              <progress value={found} max={tiles.length} aria-label={words.tiles.found(found, tiles.length)} />
              {words.tiles.found(found, tiles.length)}
            </p>
          </>
        )}
        {isKnown && !isOutput && <p>{struck.size > 0 ? words.tiles.dead : words.tiles.alive}</p>}
      </figcaption>
    </figure>
  );
}

/** What the tiles of a layer show. */
function usePatterns(state: State, layer: ReadonlySignal<number>): ReadonlySignal<readonly (Pattern | null)[]> {
  return useComputed(() => {
    const { status, learned } = state.recognition;
    if (status.value.kind !== 'ready' || !learned.value) return [];
    const { network } = status.value;
    const parameters = learned.value;
    const width = network.layers[layer.value]!.outFeatures;
    return Array.from({ length: width }, (_, neuron) => {
      if (layer.value === 0) return weightPattern(weightsInto(network, parameters, { layer: 0, neuron }));
      const preferred = state.analysis.preferred.value[layer.value]?.[neuron];
      return preferred ? preferredPattern(preferred) : null;
    });
  });
}
