import type { ReadonlySignal } from '@preact/signals';
import type { StartAnalyst } from '../engine/analysis.ts';
import { createAnalysis, type Analysis } from './analysis.ts';
import { createDescent, type Descent } from './descent.ts';
import { createLesson, type Lesson } from './lesson.ts';
import { createNeuronBench, type NeuronBench } from './neuron-bench.ts';
import { createPad, type Pad } from './pad.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { createReadable, type Readable } from './readable.ts';
import { createRecognition, type Recognition } from './recognition.ts';
import { createSelection, type Selection } from './selection.ts';

/** Everything that people choose and the engine reports; one for the page, read by every section. */
export interface State {
  readonly preferences: Preferences;
  readonly pad: Pad;
  readonly recognition: Recognition;
  readonly readable: ReadonlySignal<Readable>;
  readonly selection: Selection;
  readonly neuronBench: NeuronBench;
  readonly analysis: Analysis;
  readonly lesson: Lesson;
  readonly descent: Descent;
}

/** `startAnalyst` starts who finds out what takes longer than a frame, once somebody wants to know. */
export function createState(startAnalyst: StartAnalyst): State {
  const pad = createPad();
  const recognition = createRecognition(pad.drawing);
  const lesson = createLesson();
  return {
    preferences: createPreferences(),
    pad,
    recognition,
    readable: createReadable(recognition, pad.isPenDown),
    selection: createSelection(),
    analysis: createAnalysis(recognition, startAnalyst),
    neuronBench: createNeuronBench(),
    lesson,
    descent: createDescent(recognition, pad, lesson),
  };
}
