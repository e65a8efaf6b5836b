import { computed, effect } from '@preact/signals';
import { render } from 'preact';
import { Choice } from '../../ui/choice.tsx';
import { watchSight } from '../../ui/in-sight.ts';
import { SectionFrame } from '../../ui/section-frame.tsx';
import { defineSection, type Services } from '../section.ts';
import './explorer.css';
import { Hold } from './hold.tsx';
import { NeuronFigure } from './neuron.tsx';
import { ShownDigits } from './shown-digits.tsx';
import { shownNeuron } from './shown-neuron.ts';
import { stateInSight } from './state-in-sight.ts';
import { Tiles } from './tiles.tsx';
import { WORDS } from './words.ts';

/** What each neuron has learned: its weights or the input it likes best, what it does now, and what happens without it. */
export default defineSection({
  id: 'explorer',
  title: { en: 'Explorer' },
  mount(host, services) {
    const { isInSight, stop: stopWatching } = watchSight(host);
    const { analysis, selection, dataSets } = services.state;
    const stopWanting = effect(() => {
      analysis.want(isInSight.value ? (selection.neuron.value?.layer ?? 0) : null);
      // Own digits of earlier visits are there to choose from, too.
      if (isInSight.value) void dataSets.own.load();
    });
    const shown = { ...services, state: stateInSight(services.state, isInSight) };
    const stopAnnouncing = announceLayers(shown);
    render(<ExplorerSection {...shown} />, host);
    return () => {
      stopWatching();
      stopWanting();
      stopAnnouncing();
      analysis.want(null);
      render(null, host);
    };
  },
});

function ExplorerSection(services: Services) {
  const { state, t } = services;
  const words = t(WORDS);
  const status = state.recognition.status.value;
  const shown = shownNeuron(state);
  const failure = state.analysis.failure.value;
  const layers = status.kind === 'ready' ? status.network.layers : null;
  const select = (layer: number) => state.selection.select({ layer, neuron: 0 });
  return (
    <SectionFrame
      title={words.title}
      intro={words.intro}
      controls={
        layers &&
        shown && (
          <>
            <Choice
              label={words.layer}
              options={layers.map(({ outFeatures }, layer) => ({
                value: String(layer),
                label: words.layers(layer, layer === layers.length - 1, outFeatures),
              }))}
              value={String(shown.layer)}
              onChange={(layer) => select(Number(layer))}
            />
            <ShownDigits {...services} />
            <Hold {...services} neuron={shown} />
            {failure !== null && (
              <p class="explorer-failure">
                {words.failed(failure)}{' '}
                <button class="button" type="button" onClick={state.analysis.retry}>
                  {words.retry}
                </button>
              </p>
            )}
          </>
        )
      }
    >
      {layers && shown ? (
        <div class="explorer">
          <Tiles
            {...services}
            layer={shown.layer}
            count={layers[shown.layer]!.outFeatures}
            isOutput={shown.layer === layers.length - 1}
          />
          <NeuronFigure {...services} neuron={shown} />
        </div>
      ) : (
        <p class="quiet">{words.noNetwork}</p>
      )}
    </SectionFrame>
  );
}

/** Says when all tiles of a layer have come. */
function announceLayers({ state, announce, t }: Services): () => void {
  const finished = computed(() => {
    const layer = state.selection.neuron.value?.layer ?? 0;
    const tiles = state.analysis.preferred.value[layer] ?? [];
    return layer > 0 && tiles.length > 0 && tiles.every((tile) => tile !== null) ? tiles.length : 0;
  });
  return effect(() => {
    if (finished.value > 0) announce(t(WORDS).tiles.found(finished.value, finished.value));
  });
}
