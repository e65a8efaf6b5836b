import { useState } from 'preact/hooks';
import { neuronAfterKey } from '../../domain/graph-layout.ts';
import { restingValue } from '../../state/resting-value.ts';
import type { NeuronId } from '../../state/selection.ts';
import { useUniqueId } from '../../ui/unique-id.ts';
import type { Services } from '../section.ts';
import type { Looking } from './looking.ts';
import { neuronName, neuronText } from './neuron-text.ts';
import { WORDS } from './words.ts';

/**
 * One layer as a list to walk through with keys, laid over its neurons.
 *
 * Only the neuron that the keys have come to is an element; it says its place in the list.
 */
export function LayerList(props: { readonly layer: number; readonly looking: Looking; readonly services: Services }) {
  const { layer, looking } = props;
  const { state, t } = props.services;
  const words = t(WORDS);
  const id = useUniqueId();
  const layout = looking.layout.value;
  const { count, left, top, width, height } = layout.layers[layer]!;
  const { recognition, selection } = state;
  const selected = selection.neuron.value;
  const neuron = Math.min(count - 1, looking.reached.value[layer] ?? 0);
  const [text] = useState(() =>
    restingValue(() => {
      const reached = Math.min(looking.layout.value.layers[layer]!.count - 1, looking.reached.value[layer] ?? 0);
      const place = { layer, neuron: reached };
      const name = neuronName(words, looking.layout.value.layers.length, place);
      return neuronText(words, name, place, recognition.activity.value, recognition.parameters.value);
    }, state.pad.isPenDown),
  );
  const go = (next: number) => looking.focus({ layer, neuron: next });
  return (
    <div
      class="layer-list"
      id={layerListId(layer)}
      role="listbox"
      tabIndex={0}
      aria-label={words.layerList(layer, layout.layers.length, count)}
      aria-activedescendant={id}
      style={{
        left: `${(left / layout.width) * 100}%`,
        top: `${top * 100}%`,
        width: `${(width / layout.width) * 100}%`,
        height: `${height * 100}%`,
      }}
      onFocus={() => {
        if (looking.focused.value?.layer !== layer)
          go(selected?.layer === layer ? Math.min(count - 1, selected.neuron) : neuron);
      }}
      onBlur={() => looking.focus(null)}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const next = neuronAfterKey(layout, { layer, neuron }, event.key);
        if (next !== null) go(next);
        else if (event.key === 'Enter' || event.key === ' ') selection.select({ layer, neuron });
        else if (event.key === 'Escape') selection.select(null);
        else return;
        event.preventDefault();
      }}
    >
      <div
        id={id}
        role="option"
        aria-selected={selected?.layer === layer && selected.neuron === neuron}
        aria-setsize={count}
        aria-posinset={neuron + 1}
        aria-label={text}
      />
    </div>
  );
}

/** Selects a neuron and puts the focus on it, so that keys go on from there; the page scrolls there only if that is wanted. */
export function goToNeuron({ state }: Services, looking: Looking, id: NeuronId, { scrolls = false } = {}): void {
  state.selection.select(id);
  looking.focus(id);
  document.getElementById(layerListId(id.layer))?.focus({ preventScroll: !scrolls });
}

/** The element of a layer's list. */
function layerListId(layer: number): string {
  return `network-layer-${layer}`;
}
