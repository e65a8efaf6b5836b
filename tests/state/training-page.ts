import { createHash } from 'node:crypto';
import { signal } from '@preact/signals';
import { FIRST_SETTINGS, type TrainingSettings } from '../../src/domain/training-settings.ts';
import type { NetworkParameters } from '../../src/domain/parameters.ts';
import type { DataOrder } from '../../src/engine/laboratory-data.ts';
import { predictingEngine } from '../../src/engine/predicting.ts';
import { createPad } from '../../src/state/pad.ts';
import { createRecognition } from '../../src/state/recognition.ts';
import { createTraining } from '../../src/state/create-training.ts';
import type { Training } from '../../src/state/training.ts';
import { MEASURED } from '../../src/state/training-history.ts';
import { loadBinary, tensorsOf } from '../engine/engines.ts';
import { Laboratories } from './laboratories.ts';
import { pretrained } from './page-network.ts';

export const SETTINGS: Partial<TrainingSettings> = { hidden: [20, 12], batchSize: 32, learningRate: 0.2 };
const ORDER: DataOrder = { kind: 'procedural', count: 600, validationCount: 60, seed: 3 };

/** A page with training on it, and the real experimenter behind. */
export async function pageWithTraining(settings: Partial<TrainingSettings> = SETTINGS) {
  /** Networks that came and are not yet the page's. */
  const opening = { count: 0 };
  const recognition = createRecognition(createPad().drawing, (network) => {
    opening.count++;
    return predictingEngine(network, loadBinary).finally(() => opening.count--);
  });
  await recognition.show(pretrained);
  const laboratories = new Laboratories();
  const order = signal<DataOrder>(ORDER);
  const data = {
    choice: order,
    order: () => Promise.resolve(structuredClone(order.value)),
    made: () => undefined,
    refused: () => undefined,
  };
  const training = createTraining({ recognition, start: laboratories.start, data, cores: 1 });
  training.change({ ...FIRST_SETTINGS, ...settings });
  return { training, recognition, laboratories, order, opening };
}

export type TrainingPage = Awaited<ReturnType<typeof pageWithTraining>>;

/** Trains to the end of an epoch, each of 19 steps, and waits until the page has followed. */
export async function train(page: TrainingPage, epochs: number): Promise<void> {
  const { training } = page;
  training.setGoal({ kind: 'epochs', epochs });
  training.start();
  await until(training, 'running', () => training.status.value.kind === 'running');
  await until(training, 'the goal', () => training.status.value.kind === 'paused');
  await settled(page);
}

/** Waits for what a test is about; says what training was doing where it does not come. */
export async function until(training: Training, what: string, holds: () => boolean): Promise<void> {
  const endMs = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > endMs) throw new Error(`${what} did not come: ${JSON.stringify(training.status.peek())}`);
    await new Promise((go) => setTimeout(go, 1));
  }
}

/** A machine that did something else meanwhile has not waited: so often at least it is looked. */
const LEAST_LOOKS = 40;

/** Waits until nothing more is said for longer than the signals take to follow, and training is at rest. */
export async function settled({ training, laboratories, opening }: TrainingPage): Promise<void> {
  let said = -1;
  let sinceMs = 0;
  let looks = 0;
  await until(training, 'rest', () => {
    const now = laboratories.requests.length + laboratories.answers.length;
    if (now !== said || opening.count > 0 || !isAtRest(training)) {
      sinceMs = performance.now();
      looks = 0;
    }
    said = now;
    return ++looks > LEAST_LOOKS && performance.now() - sinceMs > 120;
  });
}

function isAtRest(training: Training): boolean {
  return ['paused', 'exploded', 'failed', 'idle'].includes(training.status.peek().kind);
}

/** The loss of every step of the run, in its present branch. */
export function lossesOf({ training }: TrainingPage): number[] {
  const { series } = training.history.present!;
  return Array.from({ length: series.points }, (_, point) => series.valueAt(point, MEASURED.loss));
}

/** Tells numbers from others bit by bit, −0 from 0, too. */
export function bitsOf(parameters: NetworkParameters): string {
  const hash = createHash('sha256');
  for (const tensor of tensorsOf(parameters)) hash.update(new Uint8Array(tensor.buffer, tensor.byteOffset, tensor.byteLength));
  return hash.digest('hex');
}
