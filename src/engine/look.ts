import type { NetworkParameters } from '../domain/parameters.ts';
import { squares } from '../domain/learning-step.ts';
import { denseImage, imageCount } from '../domain/sparse-images.ts';
import { weightHistogram } from '../domain/weight-statistics.ts';
import type { Engine } from './engine.ts';
import type { LayerFacts, Look, Position } from './laboratory.ts';
import type { LabelledData } from './laboratory-data.ts';

/** Images evaluated in one piece: 2 ms of the fastest engine, 30 ms of the slowest. */
const EVALUATED_AT_ONCE = 1000;
/** So many images tell which neurons are dead and how activations are spread. */
const SEEN_IMAGES = 500;
/** So many, the first of the training set, tell how long the gradient is. */
const GRADIENT_IMAGES = 128;
const BINS = 40;

/** Looks at what training has made of a network, in pieces; the numbers are those of the engine at the first `next`, which must not change meanwhile. */
export function* lookAt(
  engine: Engine,
  data: LabelledData,
  moment: {
    readonly position: Position;
    readonly learningRate: number;
    /** Of one step before. */
    readonly before: NetworkParameters | null;
  },
): Generator<void, Look> {
  const { position, learningRate, before } = moment;
  const { validationCount } = data;
  const total = imageCount(data.images);
  const validation = validationCount > 0 ? yield* evaluated(engine, total - validationCount, total) : null;
  const seen = seenActivations(engine, data);
  yield;
  const gradients = gradientNorms(engine, total - validationCount);
  const parameters = engine.parameters();
  const layers = engine.network.layers.map(({ activation, outFeatures }, layer): LayerFacts => {
    const { weight } = parameters[layer]!;
    const values = seen[layer]!;
    return {
      weightNorm: Math.sqrt(squares(weight)),
      gradientNorm: gradients[layer]!,
      updateRatio: before && updateRatio(before[layer]!.weight, weight),
      dead: activation === 'relu' ? deadCount(values, outFeatures) : null,
      weights: weightHistogram(weight, BINS),
      activations: weightHistogram(values, BINS),
    };
  });
  return { position, learningRate, validation, layers };
}

/** The images [from, to), a piece at a time. */
export function* evaluated(engine: Engine, from: number, to: number): Generator<void, NonNullable<Look['validation']>> {
  const predictions = new Uint8Array(to - from);
  let loss = 0;
  let correct = 0;
  for (let at = from; at < to; at += EVALUATED_AT_ONCE) {
    const piece = engine.evaluate(at, Math.min(to, at + EVALUATED_AT_ONCE));
    predictions.set(piece.predictions, at - from);
    loss += piece.loss * piece.count;
    correct += piece.correct;
    yield;
  }
  return { loss: loss / (to - from), correct, count: to - from, predictions };
}

/** One [images × outFeatures] a layer: what every neuron says to images held back, or to the first ones where none are. */
function seenActivations(engine: Engine, { images, validationCount }: LabelledData): Float32Array[] {
  const total = imageCount(images);
  const first = validationCount > 0 ? total - validationCount : 0;
  const count = Math.min(SEEN_IMAGES, total - first);
  const pixels = new Uint8Array(images.features);
  const seen = engine.network.layers.map(({ outFeatures }) => new Float32Array(count * outFeatures));
  for (let n = 0; n < count; n++) {
    const { activations } = engine.predict(denseImage(images, first + n, pixels));
    for (const [layer, values] of activations.entries()) seen[layer]!.set(values, n * values.length);
  }
  return seen;
}

function deadCount(values: Float32Array, neurons: number): number {
  const isAlive = new Uint8Array(neurons);
  for (let at = 0; at < values.length; at += neurons) {
    for (let neuron = 0; neuron < neurons; neuron++) if (values[at + neuron]! > 0) isAlive[neuron] = 1;
  }
  return neurons - isAlive.reduce((sum, alive) => sum + alive, 0);
}

function gradientNorms(engine: Engine, count: number): number[] {
  const batch = Uint32Array.from({ length: Math.min(GRADIENT_IMAGES, count) }, (_, n) => n);
  if (batch.length === 0) return engine.network.layers.map(() => 0);
  engine.accumulate(batch);
  return engine.gradients().map(({ weight }) => Math.sqrt(squares(weight)));
}

/** ‖after − before‖ / ‖after‖; 0 of nothing. */
function updateRatio(before: Float32Array, after: Float32Array): number {
  let moved = 0;
  for (let n = 0; n < after.length; n++) moved += (after[n]! - before[n]!) ** 2;
  const length = squares(after);
  return length > 0 ? Math.sqrt(moved / length) : 0;
}
