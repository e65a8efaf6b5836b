import { existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { DIGIT_NETWORK, describeNetwork, layerSizes } from '../../src/domain/network.ts';
import { initialParameters } from '../../src/domain/initialization.ts';
import { denseImage, imageCount } from '../../src/domain/sparse-images.ts';
import { readModel, writeModel } from '../../src/formats/model.ts';
import {
  GOLDEN_BATCH,
  goldenImages,
  goldenLayers,
  GOLDEN_RUNS,
  GOLDEN_STEPS,
  goldenTensor,
  relativeDistance,
} from '../fixtures/golden.ts';
import { idxBytes } from '../formats/idx-bytes.ts';
import { barImages, Folder, polygonStrokes } from './digit-files.ts';
import { runProgram } from './programs.ts';

const folder = new Folder();
afterAll(() => folder.remove());

const bars = barImages(240);
const DATA = folder.writeDigits('bars', bars);
const QUICK = ['--hidden', '16', '--epochs', '2', '--batch-size', '50'];

let runs = 0;
/** Trains to a file of its own and reads it. */
async function train(args: readonly string[]) {
  const out = folder.at(`trained-${runs++}.safetensors`);
  const run = await runProgram('train', [...args, '--out', out]);
  expect(run, run.stderr).toMatchObject({ code: 0 });
  const bytes = readFileSync(out);
  return { ...run, out, bytes, model: readModel(bytes) };
}

describe('train', () => {
  it('learns, and says how much and how fast', async () => {
    const { json, model, stderr } = await train([...DATA, '--epochs', '12', '--validate', '40']);
    // 200 images learned from, in batches of 64, 64, 64 and 8.
    expect(json).toMatchObject({ images: 12 * 200, steps: 12 * 4, engine: expect.any(String) as string });
    expect(json['imagesPerSecond']).toBeCloseTo((json['images'] as number) / (json['seconds'] as number), 6);
    // ln 10 = 2.3 is what a network costs that knows nothing.
    expect(json['loss']).toBeLessThan(1);
    expect(json['validationAccuracy']).toBeGreaterThan(0.8);
    expect(model.network).toEqual(DIGIT_NETWORK);
    expect(stderr).toMatch(/epoch 12 of 12, loss \d\.\d{4}, validation \d/);
  });

  it('writes the same bytes for the same seed, gzipped input or not, and others for another seed', async () => {
    const packed = folder.writeDigits('bars.gz', bars);
    const first = await train([...DATA, ...QUICK, '--seed', '5']);
    const again = await train([...packed, ...QUICK, '--seed', '5']);
    const other = await train([...DATA, ...QUICK, '--seed', '6']);
    expect(again.bytes.equals(first.bytes)).toBe(true);
    expect(other.bytes.equals(first.bytes)).toBe(false);
  });

  it('writes the same bytes with every engine, images varied or not', async () => {
    for (const more of [[], ['--augment']]) {
      const files = [];
      for (const engine of ['javascript', 'wasm-scalar', 'wasm-simd']) {
        const { bytes, json } = await train([...DATA, ...QUICK, ...more, '--engine', engine]);
        expect(json['engine']).toBe(engine);
        files.push(bytes.toString('base64'));
      }
      expect(new Set(files).size).toBe(1);
    }
  });

  it('takes another course when images are varied, or left in order', async () => {
    const files = [];
    for (const more of [[], ['--augment'], ['--no-shuffle']])
      files.push((await train([...DATA, ...QUICK, ...more])).bytes.toString('base64'));
    expect(new Set(files).size).toBe(3);
  });

  it('does not learn from what it holds back', async () => {
    const short = folder.writeDigits('fewer', barImages(200));
    // The first 200 of 240 images are the same ones.
    const held = await train([...DATA, ...QUICK, '--augment', '--validate', '40']);
    const without = await train([...short, ...QUICK, '--augment']);
    expect(held.bytes.equals(without.bytes)).toBe(true);
    expect(without.json).not.toHaveProperty('validationAccuracy');
  });

  it('goes on from a network', async () => {
    const start = await train([...DATA, '--epochs', '3', '--activation', 'tanh', '--hidden', '20,12']);
    expect(start.model.network).toEqual(describeNetwork({ sizes: [784, 20, 12, 10], activation: 'tanh' }));
    const further = await train([...DATA, '--epochs', '3', '--init', start.out]);
    expect(further.model.network).toEqual(start.model.network);
    expect(further.json['loss']).toBeLessThan(start.json['loss'] as number);
    const still = await train([...DATA, '--epochs', '1', '--init', start.out, '--optimizer', 'sgd', '--learning-rate', '0']);
    expect(still.bytes.equals(start.bytes)).toBe(true);
    const other = await train([
      ...DATA,
      '--epochs',
      '1',
      '--init',
      start.out,
      '--activation',
      'sigmoid',
      '--loss',
      'quadratic',
    ]);
    expect(other.model.network).toEqual(
      describeNetwork({ sizes: [784, 20, 12, 10], activation: 'sigmoid', loss: 'quadratic' }),
    );
  });

  it('keeps a bias that is switched off, off', async () => {
    const network = describeNetwork({ sizes: [784, 16, 10], bias: [false, true] });
    const start = folder.write('no-bias', writeModel({ network, parameters: initialParameters(network, 'he', 3) }));
    const { model } = await train([...DATA, '--epochs', '1', '--init', start]);
    expect(model.network).toEqual(network);
  });

  it('learns from pen strokes, alone or after images', async () => {
    const strokes = folder.writeGzipped('strokes.gz', polygonStrokes(60));
    const alone = await train(['--strokes', strokes, '--epochs', '20', '--batch-size', '20']);
    expect(alone.json).toMatchObject({ images: 20 * 60 });
    expect(alone.json['loss']).toBeLessThan(1.5);
    const both = await train([...DATA, '--strokes', strokes, ...QUICK]);
    expect(both.json).toMatchObject({ images: 2 * 300, steps: 2 * 6 });
  });

  it('learns with every activation and both costs', async () => {
    for (const [activation, loss] of [
      ['relu', 'quadratic'],
      ['leaky-relu', 'cross-entropy'],
      ['sigmoid', 'cross-entropy'],
      ['tanh', 'quadratic'],
    ] as const) {
      const course = [
        '--activation',
        activation,
        '--loss',
        loss,
        '--hidden',
        '24',
        '--learning-rate',
        '0.005',
        '--batch-size',
        '20',
      ];
      const before = await train([...DATA, ...course, '--epochs', '1']);
      const after = await train([...DATA, ...course, '--epochs', '8']);
      expect(layerSizes(after.model.network)).toEqual([784, 24, 10]);
      expect(after.model.network).toEqual(describeNetwork({ sizes: [784, 24, 10], activation, loss }));
      expect(after.json['loss']).toBeLessThan(0.7 * (before.json['loss'] as number));
    }
  });

  it('stops in good order on Ctrl-C, with what it has learned', async () => {
    const out = folder.at('interrupted.safetensors');
    let isSent = false;
    const run = await runProgram('train', [...DATA, '--epochs', '1000000', '--out', out], (text, kill) => {
      if (isSent || !text.includes('epoch')) return;
      isSent = true;
      kill('SIGINT');
    });
    expect(run).toMatchObject({ code: 130, json: { interrupted: true } });
    expect(run.json['steps']).toBeGreaterThan(0);
    expect(readModel(readFileSync(out)).network).toEqual(DIGIT_NETWORK);
  });

  it('stops and writes nothing when the loss explodes', async () => {
    const out = folder.at('exploded.safetensors');
    const course = ['--optimizer', 'sgd', '--learning-rate', '1e9', '--epochs', '50'];
    const run = await runProgram('train', [...DATA, ...course, '--out', out]);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(/^train: training has diverged and nothing was written: got .*expected .*--learning-rate$/m);
    expect(existsSync(out)).toBe(false);
  });

  it('writes into a pipe or device without replacing it', async () => {
    const device = folder.at('device');
    symlinkSync('/dev/null', device);
    const { code } = await runProgram('train', [...DATA, ...QUICK, '--out', device]);
    expect(code).toBe(0);
    expect(statSync(device).isCharacterDevice()).toBe(true);
  });

  it('leaves no draft behind', () => {
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

describe('train, against PyTorch', () => {
  const pixels = new Uint8Array(imageCount(goldenImages) * 784);
  for (let n = 0; n < imageCount(goldenImages); n++) pixels.set(denseImage(goldenImages, n), n * 784);
  const golden = {
    images: idxBytes([pixels.length / 784, 28, 28], pixels),
    labels: idxBytes([pixels.length / 784], goldenImages.labels),
  };
  const init = folder.write('golden-init', writeModel({ network: DIGIT_NETWORK, parameters: goldenLayers('init') }));
  const data = [...folder.writeDigits('golden', golden), '--init', init];
  const course = ['--no-shuffle', '--epochs', '1', '--batch-size', String(GOLDEN_BATCH)];

  it.each(GOLDEN_RUNS)(
    'takes the same twenty steps: $name',
    async ({ name, optimizer, learningRate, weightDecay, tolerance }) => {
      const recipe = ['--optimizer', optimizer, '--learning-rate', String(learningRate), '--weight-decay', String(weightDecay)];
      const { json, model } = await train([...data, ...course, ...recipe]);
      expect(json).toMatchObject({ images: GOLDEN_BATCH * GOLDEN_STEPS, steps: GOLDEN_STEPS });
      for (const [index, { weight, bias }] of goldenLayers(`train.${name}`).entries()) {
        expect(relativeDistance(model.parameters[index]!.weight, weight)).toBeLessThan(tolerance);
        expect(relativeDistance(model.parameters[index]!.bias!, bias!)).toBeLessThan(tolerance);
      }
      const losses = goldenTensor(`train.${name}.loss`);
      const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
      // Twenty float32 losses, each rounded in its seventh digit.
      expect(json['loss']).toBeCloseTo(mean, 5);
    },
  );
});
