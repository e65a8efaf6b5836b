import type { ReadonlySignal } from '@preact/signals';
import type { Activity } from '../../state/recognition.ts';
import type { NeuronId } from '../../state/selection.ts';
import type { Services } from '../section.ts';

/** What every part of the explorer gets. */
export interface ExplorerServices extends Services {
  /** The network's activity, standing still while the section is out of sight. */
  readonly activity: ReadonlySignal<Activity | null>;
}

/** What the parts get that show one neuron. */
export interface NeuronServices extends ExplorerServices {
  readonly neuron: NeuronId;
}
