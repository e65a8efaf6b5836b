import { computed } from '@preact/signals';
import type { StartAnalyst } from '../engine/analysis.ts';
import type { StartSurveyor } from '../engine/landscape.ts';
import { createAnalysis, type Analysis } from './analysis.ts';
import { createLandscape, type Landscape, type LandscapeSource } from './landscape.ts';
import { createLesson, type Lesson } from './lesson.ts';
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
  readonly analysis: Analysis;
  readonly lesson: Lesson;
  /** Opens the landscape of the cost around the present network for whoever takes steps in it; `dispose` closes it. */
  readonly openLandscape: (source: LandscapeSource) => Landscape;
}

/** `startAnalyst` and `startSurveyor` start who finds out what takes longer than a frame, once somebody wants to know. */
export function createState(startAnalyst: StartAnalyst, startSurveyor: StartSurveyor): State {
  const pad = createPad();
  const recognition = createRecognition(pad.drawing);
  const network = computed(() => (recognition.status.value.kind === 'ready' ? recognition.status.value.network : null));
  return {
    preferences: createPreferences(),
    pad,
    recognition,
    selection: createSelection(),
    analysis: createAnalysis(recognition, startAnalyst),
    neuronBench: createNeuronBench(),
    lesson: createLesson(),
    openLandscape: (source) => createLandscape(source, network, startSurveyor),
  };
}
