import type { NeuronId } from '../../state/selection.ts';
import type { State } from '../../state/state.ts';

/** The neuron that is looked at: the page's selection, or the first one; null while there is no network. */
export function shownNeuron({ recognition, selection }: State): NeuronId | null {
  const status = recognition.status.value;
  if (status.kind !== 'ready') return null;
  const chosen = selection.neuron.value;
  const width = chosen && status.network.layers[chosen.layer]?.outFeatures;
  return chosen && width && chosen.neuron < width ? chosen : { layer: 0, neuron: 0 };
}
