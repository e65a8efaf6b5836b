import { errorMessage, SimulatorError } from '../domain/errors.ts';
import { DIGIT_NETWORK, layerSizes } from '../domain/network.ts';
import type { Model } from '../domain/parameters.ts';
import { preprocess } from '../domain/preprocess.ts';
import type { Engine } from '../engine/engine.ts';
import { predictingEngine } from '../engine/predicting.ts';
import { readModel } from '../formats/model.ts';
import type { Recognition } from '../state/recognition.ts';
import { loadBinary } from './engine-binaries.ts';
import { fetchFile } from './fetch-file.ts';

const MODEL_URL = 'models/digits.safetensors';

/** The network that the page comes with. Throws SimulatorError where it does not come, or is another one. */
export async function fetchPretrained(): Promise<Model> {
  return readDigitModel(new Uint8Array(await fetchFile(MODEL_URL)));
}

/** Brings the pretrained network into an engine of the page's own; the state says how it went. */
export async function loadNetwork(recognition: Recognition): Promise<void> {
  recognition.networkLoading();
  try {
    const { network, parameters } = await fetchPretrained();
    const engine = await predictingEngine(network, loadBinary);
    engine.loadParameters(parameters);
    warmUp(engine);
    recognition.networkReady(engine);
  } catch (error) {
    console.error(error);
    recognition.networkFailed(errorMessage(error));
  }
}

/** Code is slowest when it first runs: better now than under the pen. */
function warmUp(engine: Engine): void {
  const points = [
    { x: 8, y: 6 },
    { x: 20, y: 6 },
    { x: 13, y: 23 },
  ];
  for (let round = 0; round < 10; round++) engine.predict(preprocess([{ points, width: 2, ink: 0.8 }]).pixels);
}

function readDigitModel(file: Uint8Array): Model {
  const model = readModel(file);
  const found = layerSizes(model.network).join(' → ');
  const expected = layerSizes(DIGIT_NETWORK).join(' → ');
  if (found !== expected) throw new SimulatorError('mismatch', `got a network ${found}, expected ${expected}`);
  return model;
}
