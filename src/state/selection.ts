import { signal, type ReadonlySignal } from '@preact/signals';

/** One neuron of the network: layer 0 is the first hidden one, the last the outputs. */
export interface NeuronId {
  readonly layer: number;
  readonly neuron: number;
}

/** The neuron that every section looks at. */
export interface Selection {
  readonly neuron: ReadonlySignal<NeuronId | null>;
  /** null selects none. */
  readonly select: (neuron: NeuronId | null) => void;
}

export function createSelection(): Selection {
  const neuron = signal<NeuronId | null>(null);
  return {
    neuron,
    select(next) {
      neuron.value = next;
    },
  };
}
