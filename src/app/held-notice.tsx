import type { Services } from '../sections/section.ts';
import { decimal } from '../domain/numbers.ts';
import { WORDS } from './words.ts';

/** Says on every part of the page that a neuron is held, for as long as it is. */
export function HeldNotice({ state, t }: Services) {
  const words = t(WORDS);
  const { clamp, status, setClamp } = state.recognition;
  if (!clamp.value || status.value.kind !== 'ready') return null;
  const { layer, neuron, value } = clamp.value;
  const isOutput = layer === status.value.network.layers.length - 1;
  return (
    <aside class="held-notice" aria-label={words.heldTitle}>
      <p>
        {isOutput ? words.heldOutput(neuron, decimal(value, 2)) : words.heldNeuron(layer + 1, neuron + 1, decimal(value, 2))}
      </p>
      <button class="button" type="button" onClick={() => setClamp(null)}>
        {words.letGo}
      </button>
    </aside>
  );
}
