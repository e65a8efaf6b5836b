import type { NeuronId } from '../../state/selection.ts';
import type { Services } from '../section.ts';

/** What the parts get that show one neuron. */
export interface NeuronServices extends Services {
  readonly neuron: NeuronId;
}

/** What the parts get that show a whole layer. */
export interface LayerServices extends Services {
  readonly layer: number;
  /** How many neurons it has. */
  readonly count: number;
  readonly isOutput: boolean;
}
