import { expect, test } from 'vitest';
import { initialParameters } from '../../src/domain/initialization.ts';
import { proceduralImages } from '../../src/domain/procedural/digits.ts';
import { concatImages } from '../../src/domain/sparse-images.ts';
import { FIRST_SETTINGS, networkOf, type TrainingSettings } from '../../src/domain/training-settings.ts';
import { Experimenter } from '../../src/engine/experimenter.ts';
import type { EngineKind } from '../../src/engine/engine.ts';
import type { LaboratoryAnswer, LaboratoryRequest, Limits, RunStart } from '../../src/engine/laboratory.ts';
import { recipe } from '../../src/engine/recipe.ts';
import { engineFor, loadBinary, tensorsOf, testThreads } from './engines.ts';

const ORDER = { kind: 'procedural', count: 300, validationCount: 60, seed: 3, hand: 'any' } as const;
const SETTINGS: TrainingSettings = { ...FIRST_SETTINGS, hidden: [20, 12], batchSize: 32, learningRate: 0.2 };
const FRESH: RunStart = { kind: 'random', initialization: 'he', seed: 5 };

type Answer<Kind extends LaboratoryAnswer['kind']> = Extract<LaboratoryAnswer, { kind: Kind }>;

/** A laboratory whose answers are kept; `rest` works until there is nothing more to do. */
class Laboratory {
  readonly answers: LaboratoryAnswer[] = [];
  readonly #experimenter: Experimenter;

  constructor(kind: EngineKind = 'wasm-simd', threads = false) {
    this.#experimenter = new Experimenter(
      kind,
      loadBinary,
      (answer) => this.answers.push(answer),
      threads ? testThreads : undefined,
    );
  }

  ask(...requests: LaboratoryRequest[]): this {
    for (const request of requests) this.#experimenter.hear(request);
    return this;
  }

  async rest(): Promise<this> {
    while (await this.#experimenter.step());
    return this;
  }

  step(): Promise<boolean> {
    return this.#experimenter.step();
  }

  all<Kind extends LaboratoryAnswer['kind']>(kind: Kind): Answer<Kind>[] {
    return this.answers.filter((answer): answer is Answer<Kind> => answer.kind === kind);
  }

  last<Kind extends LaboratoryAnswer['kind']>(kind: Kind): Answer<Kind> {
    const found = this.all(kind).at(-1);
    if (!found) throw new Error(`got no '${kind}': ${this.answers.map((answer) => answer.kind).join()}`);
    return found;
  }

  losses(): number[] {
    return this.all('steps').flatMap(({ losses }) => [...losses]);
  }

  /** Sets up a run with the data and settings of this file. */
  begin(settings: Partial<TrainingSettings> = {}, start = FRESH, threads = 1): this {
    const all = { ...SETTINGS, ...settings };
    return this.ask(
      { kind: 'data', order: 1, what: ORDER },
      { kind: 'run', run: 1, network: networkOf(all), start, settings: all, threads },
    );
  }

  async train(limits: Limits): Promise<this> {
    return await this.ask({ kind: 'go', limits }).rest();
  }

  async weights() {
    await this.ask({ kind: 'weights' }).rest();
    return tensorsOf(this.last('weights').parameters);
  }
}

test('a run is made of the same steps as the engine takes by hand', async () => {
  const laboratory = await (await new Laboratory().begin().rest()).train({ steps: 25 });
  const held = proceduralImages(60, 3);
  const images = concatImages([proceduralImages(300, 3, 60), held]);
  const network = networkOf(SETTINGS);
  const engine = await engineFor('wasm-simd', images, { network, maxBatchSize: 32 });
  engine.loadParameters(initialParameters(network, 'he', 5));
  const losses: number[] = [];
  for (let epoch = 0; losses.length < 25; epoch++) {
    engine.startEpoch({ to: 300, batchSize: 32, seed: SETTINGS.seed, number: epoch, shuffle: true, augmentation: null });
    for (let n = 0; n < 10 && losses.length < 25; n++) {
      losses.push(Math.fround(engine.trainNext(recipe({ optimizer: 'sgd', learningRate: 0.2, weightDecay: 0 }))!.loss));
    }
  }
  expect(laboratory.losses()).toEqual(losses);
  expect(await laboratory.weights()).toEqual(tensorsOf(engine.parameters()));
  expect(laboratory.last('halted')).toMatchObject({ reason: 'limit', exploded: null });
  expect(laboratory.last('steps').position).toMatchObject({ step: 25, images: 2 * 300 + 5 * 32, epoch: 2, shown: 160 });
});

test('a checkpoint leads on to the same bits: other engine, threads, in mid-epoch, with momenta and varied images', async () => {
  const settings = { optimizer: 'adam', learningRate: 0.01, augmentation: true } as const;
  const whole = await (await new Laboratory().begin(settings).rest()).train({ steps: 31 });
  const half = await (await new Laboratory('javascript').begin(settings).rest()).train({ steps: 13 });
  const { checkpoint } = half.last('look');
  expect(checkpoint.position).toMatchObject({ step: 13, epoch: 1, shown: 96 });
  const rest = new Laboratory('wasm-simd', true).begin(settings, { kind: 'checkpoint', checkpoint }, 2);
  await (await rest.rest()).train({ steps: 31 });
  expect(rest.last('ready').threads).toBe(2);
  expect(rest.losses()).toEqual(whole.losses().slice(13));
  expect(await rest.weights()).toEqual(await whole.weights());
});

test('what a look says is what the engine finds, at fixed places, and changes nothing', async () => {
  const laboratory = await (await new Laboratory().begin().rest()).train({ steps: 80 });
  expect(laboratory.all('look').map(({ look }) => look.position.images)).toEqual([0, 1028, 2056, 2400]);
  const { look, checkpoint } = laboratory.last('look');
  expect(checkpoint.position).toEqual(look.position);
  const images = concatImages([proceduralImages(300, 3, 60), proceduralImages(60, 3)]);
  const network = networkOf(SETTINGS);
  const engine = await engineFor('wasm-simd', images, { network, maxBatchSize: 128 });
  engine.restore(checkpoint.snapshot);
  const { loss, correct, predictions } = engine.evaluate(300, 360);
  expect(look.validation).toMatchObject({ correct, count: 60, predictions });
  // Pieces of the set are averaged anew: the last bit of a double may differ.
  expect(look.validation!.loss).toBeCloseTo(loss, 12);
  for (const [layer, { weightNorm }] of look.layers.entries()) expect(weightNorm).toBeCloseTo(engine.weightNorms()[layer]!, 10);
  engine.accumulate(Uint32Array.from({ length: 128 }, (_, n) => n));
  const squares = engine.gradients()[1]!.weight.reduce((sum, value) => sum + value * value, 0);
  expect(look.layers[1]!.gradientNorm).toBeCloseTo(Math.sqrt(squares), 10);
  const { layers } = laboratory.all('look')[1]!.look;
  expect(layers.every(({ updateRatio }) => updateRatio! > 0 && updateRatio! < 1)).toBe(true);
  expect(look.layers.map(({ dead }) => dead === null)).toEqual([false, false, true]);
  expect(look.layers[0]!.activations.counts.reduce((sum, count) => sum + count, 0)).toBe(60 * 20);
});

test('mistakes are the surest first, and pictures those of the data', async () => {
  const laboratory = await (await new Laboratory().begin().rest()).train({ steps: 20 });
  await laboratory
    .ask({ kind: 'mistakes', most: 500 }, { kind: 'pictures', ask: 4, of: 'run', numbers: Uint32Array.of(300, 0) })
    .rest();
  const { mistakes } = laboratory.last('mistakes');
  const { look } = laboratory.last('look');
  expect(mistakes).toHaveLength(60 - look.validation!.correct);
  const sure = mistakes.map(({ outputs, read }) => outputs[read]!);
  expect(sure).toEqual([...sure].sort((one, other) => other - one));
  for (const { image, label, read, outputs } of mistakes) {
    expect(look.validation!.predictions[image - 300]).toBe(read);
    expect(laboratory.last('data').facts.labels[image]).toBe(label);
    expect(outputs[read]).toBe(Math.max(...outputs));
  }
  const { pixels } = laboratory.last('pictures');
  expect(pixels).toHaveLength(2 * 784);
  expect(pixels.some((value) => value > 0)).toBe(true);
});

test('settings change from one step to the next, while it runs', async () => {
  const laboratory = await (await new Laboratory().begin().rest()).train({ steps: 5 });
  const before = await laboratory.weights();
  await laboratory.ask({ kind: 'settings', settings: { ...SETTINGS, batchSize: 7, learningRate: 1e-6 } }).train({ steps: 7 });
  expect(laboratory.last('steps').position).toMatchObject({ step: 7, shown: 5 * 32 + 2 * 7 });
  const after = await laboratory.weights();
  // A step of 1e-6 times a gradient below 10 moves no weight further than 1e-5, two steps twice as far.
  for (const [n, tensor] of after.entries())
    for (const [i, value] of tensor.entries()) expect(Math.abs(value - before[n]![i]!)).toBeLessThan(2e-5);
});

test('a halt is done before the next piece of work', async () => {
  const laboratory = await new Laboratory().begin().rest();
  laboratory.ask({ kind: 'go', limits: null });
  await laboratory.step();
  await laboratory.step();
  laboratory.ask({ kind: 'halt' });
  expect(laboratory.last('halted').reason).toBe('asked');
  const steps = laboratory.all('steps').length;
  await laboratory.rest();
  expect(laboratory.all('steps')).toHaveLength(steps);
  expect(laboratory.last('look').look.position).toEqual(laboratory.last('steps').position);
});

test('training ends at an accuracy, and at whole epochs', async () => {
  const laboratory = await (await new Laboratory().begin().rest()).train({ epochs: 3 });
  expect(laboratory.last('steps').position).toMatchObject({ step: 30, epoch: 3, shown: 0 });
  await laboratory.train({ accuracy: 0.5 });
  const { validation } = laboratory.last('look').look;
  expect(validation!.correct / validation!.count).toBeGreaterThanOrEqual(0.5);
});

test.each([3, 30, 1e6])(
  'a rate of %d explodes: the run stands before that step, whole, and says where',
  async (learningRate) => {
    const laboratory = new Laboratory().begin({ learningRate, activation: 'leaky-relu', loss: 'cross-entropy' });
    await (await laboratory.rest()).train({ steps: 3000 });
    const { reason, exploded } = laboratory.last('halted');
    if (reason === 'limit') throw new Error(`did not explode at ${learningRate}: ${laboratory.losses().at(-1)}`);
    expect(reason).toBe('exploded');
    const { position, before, explosion } = exploded!;
    expect(before.at(-1)!.step).toBe(position.step);
    expect(explosion.layer).toBeGreaterThanOrEqual(0);
    expect(exploded!.learningRate).toBe(learningRate);
    const weights = await laboratory.weights();
    for (const tensor of weights) for (const value of tensor) if (!(Math.abs(value) <= 1e6)) throw new Error(`weight ${value}`);
    expect(laboratory.losses().every((loss) => loss <= 1e6)).toBe(true);
    expect(laboratory.losses()).toHaveLength(position.step);
    // A thousandth of the rate, and it goes on.
    await laboratory
      .ask({ kind: 'settings', settings: { ...SETTINGS, learningRate: 1e-9 } })
      .train({ steps: position.step + 3 });
    expect(laboratory.last('halted').reason).toBe('limit');
    expect(laboratory.last('steps').position.step).toBe(position.step + 3);
  },
);

test('a network out of all bounds is found however few steps are taken, though their losses are sound', async () => {
  const parameters = initialParameters(networkOf(SETTINGS), 'he', 5);
  // Of a corner that no digit reaches.
  parameters[0]!.weight[0] = 1e9;
  const laboratory = new Laboratory().begin({}, { kind: 'parameters', parameters });
  await (await laboratory.rest()).train({ steps: 2 });
  const { reason, exploded } = laboratory.last('halted');
  expect(reason).toBe('exploded');
  expect(exploded).toMatchObject({ position: { step: 0 }, explosion: { what: 'weight', layer: 0, isFinite: true } });
  expect(laboratory.losses()).toEqual([]);
});

test('data that cannot be made is said, and what was there stays', async () => {
  const laboratory = await (await new Laboratory().begin().rest()).train({ steps: 2 });
  const file = { name: 'broken.gz', bytes: new ArrayBuffer(3) };
  await laboratory.ask({ kind: 'data', order: 2, what: { kind: 'mnist', files: [file] } }).rest();
  expect(laboratory.last('data-failed')).toMatchObject({ order: 2 });
  expect(laboratory.last('data-failed').message).toMatch(/got/);
  await laboratory.train({ steps: 4 });
  expect(laboratory.last('steps').position.step).toBe(4);
});

test('a run that cannot be set up is said', async () => {
  const laboratory = new Laboratory().begin({}, { kind: 'parameters', parameters: [] });
  await laboratory.rest();
  expect(laboratory.last('failed').message).toMatch(/got 0 numbers, expected 3/);
});

test('a journey to an earlier moment and back leads on to the same bits', async () => {
  const laboratory = await (await new Laboratory().begin().rest()).train({ steps: 12 });
  const early = laboratory.last('look').checkpoint;
  await laboratory.train({ steps: 20 });
  const first = laboratory.losses();
  await laboratory.ask({ kind: 'travel', run: 2, checkpoint: early }).rest();
  expect(laboratory.last('look')).toMatchObject({ run: 2, look: { position: { step: 12 } } });
  await laboratory.train({ steps: 20 });
  expect(laboratory.losses().slice(20)).toEqual(first.slice(12));
});
