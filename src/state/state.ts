import type { ReadonlySignal } from '@preact/signals';
import type { Model } from '../domain/parameters.ts';
import type { StartAnalyst } from '../engine/analysis.ts';
import type { StartMeasurer } from '../engine/benchmark/protocol.ts';
import type { StartLaboratory } from '../engine/laboratory.ts';
import type { StartSurveyor } from '../engine/landscape.ts';
import { createAnalysis, type Analysis } from './analysis.ts';
import { createBenchmark, type Benchmark } from './benchmark.ts';
import { createDataSets, type DataSets } from './data-sets.ts';
import { createDescent, type Descent } from './descent.ts';
import { createKeptWork, type KeptWork } from './kept-work.ts';
import { createLandscape, type Landscape } from './landscape.ts';
import { createLesson, type Lesson } from './lesson.ts';
import { createLoadedImages } from './loaded-images.ts';
import { createMnist, type FetchMnist } from './mnist.ts';
import { createNeuronBench, type NeuronBench } from './neuron-bench.ts';
import { createOwnDigits } from './own-digits.ts';
import { createNetworkFiles, type NetworkFiles } from './network-files.ts';
import { createPad, type Pad } from './pad.ts';
import { createPreferences, type Preferences } from './preferences.ts';
import { createReadable, type Readable } from './readable.ts';
import { createRecognition, type OpenEngine, type Recognition } from './recognition.ts';
import { createSelection, type Selection } from './selection.ts';
import { createImageChoice, type ImageChoice } from './shown-images.ts';
import { createTraining } from './create-training.ts';
import { createTeaching, type Teaching } from './teaching.ts';
import type { Training } from './training.ts';
import { rememberChoices } from './training-choices.ts';

/** Everything that people choose and the engine reports; one for the page, read by every section. */
export interface State {
  readonly preferences: Preferences;
  readonly pad: Pad;
  readonly recognition: Recognition;
  readonly readable: ReadonlySignal<Readable>;
  readonly selection: Selection;
  readonly neuronBench: NeuronBench;
  readonly imageChoice: ImageChoice;
  readonly analysis: Analysis;
  readonly lesson: Lesson;
  readonly descent: Descent;
  /** Opens the landscape of the cost that the descent walks in; `dispose` closes it. */
  readonly openLandscape: () => Landscape;
  readonly dataSets: DataSets;
  readonly training: Training;
  readonly networkFiles: NetworkFiles;
  readonly keptWork: KeptWork;
  readonly benchmark: Benchmark;
  readonly teaching: Teaching;
}

/** Who works beside the page; each is started once somebody wants to know. */
export interface Helpers {
  readonly startAnalyst: StartAnalyst;
  readonly startSurveyor: StartSurveyor;
  readonly startLaboratory: StartLaboratory;
  readonly startMeasurer: StartMeasurer;
  readonly openEngine: OpenEngine;
  /** The network that the page comes with. */
  readonly fetchPretrained: () => Promise<Model>;
  readonly fetchMnist: FetchMnist;
  readonly isOffline: () => boolean;
  /** Processor cores of this machine. */
  readonly cores: number;
}

export function createState(helpers: Helpers): State {
  const { startAnalyst, startSurveyor, startLaboratory, startMeasurer, openEngine, fetchPretrained, fetchMnist } = helpers;
  const { isOffline, cores } = helpers;
  const pad = createPad();
  const recognition = createRecognition(pad.sheet, openEngine);
  const lesson = createLesson();
  const dataSets = createDataSets(createMnist(fetchMnist, isOffline), createOwnDigits());
  const training = createTraining({ recognition, start: startLaboratory, data: dataSets, cores });
  rememberChoices(training);
  const descent = createDescent(recognition, pad, lesson, createLoadedImages(training));
  const imageChoice = createImageChoice(training, dataSets.own);
  return {
    preferences: createPreferences(),
    pad,
    recognition,
    readable: createReadable(recognition, pad.isPenDown),
    selection: createSelection(),
    imageChoice,
    analysis: createAnalysis(recognition, startAnalyst, imageChoice),
    neuronBench: createNeuronBench(),
    lesson,
    descent,
    openLandscape: () => createLandscape(descent, startSurveyor),
    dataSets,
    training,
    keptWork: createKeptWork(training),
    networkFiles: createNetworkFiles({ recognition, training, fetchPretrained }),
    benchmark: createBenchmark(startMeasurer),
    teaching: createTeaching(recognition, training, dataSets.own),
  };
}
