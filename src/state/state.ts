import { createNeuronBench, type NeuronBench } from './neuron-bench.ts';
import { createPad, type Pad } from './pad.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { createRecognition, type Recognition } from './recognition.ts';
import { createSelection, type Selection } from './selection.ts';

/** Everything that people choose and the engine reports; one for the page, read by every section. */
export interface State {
  readonly preferences: Preferences;
  readonly pad: Pad;
  readonly recognition: Recognition;
  readonly selection: Selection;
  readonly neuronBench: NeuronBench;
}

export function createState(): State {
  const pad = createPad();
  return {
    preferences: createPreferences(),
    pad,
    recognition: createRecognition(pad.drawing),
    selection: createSelection(),
    neuronBench: createNeuronBench(),
  };
}
