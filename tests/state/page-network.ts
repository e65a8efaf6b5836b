import { readFile } from 'node:fs/promises';
import { createEngine } from '../../src/engine/create.ts';
import { readModel } from '../../src/formats/model.ts';
import { createDescent } from '../../src/state/descent.ts';
import { signal } from '@preact/signals';
import type { DataFacts } from '../../src/engine/laboratory-data.ts';
import { createLesson } from '../../src/state/lesson.ts';
import { createLoadedImages } from '../../src/state/loaded-images.ts';
import type { Training } from '../../src/state/training.ts';
import { createPad } from '../../src/state/pad.ts';
import { createRecognition } from '../../src/state/recognition.ts';

/** The shipped network. */
export const pretrained = readModel(new Uint8Array(await readFile('public/models/digits.safetensors')));

const NOTHING_LOADED: Pick<Training, 'data' | 'pictures'> = {
  data: signal<DataFacts | null>(null),
  pictures: () => Promise.resolve(new Uint8Array(0)),
};

/** The page's network with gradient descent on it, as the page makes them. */
export async function pageWithDescent(training = NOTHING_LOADED) {
  const pad = createPad();
  const recognition = createRecognition(pad.drawing);
  const lesson = createLesson();
  const descent = createDescent(recognition, pad, lesson, createLoadedImages(training));
  const engine = await createEngine(
    'javascript',
    { network: pretrained.network, maxBatchSize: 1, maxImages: 0, maxEntries: 0, training: false },
    () => Promise.reject(new Error('the JavaScript engine loads nothing')),
  );
  engine.loadParameters(pretrained.parameters);
  recognition.networkReady(engine);
  return { pad, recognition, lesson, descent, engine };
}
