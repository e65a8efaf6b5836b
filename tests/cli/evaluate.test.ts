import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeNetwork } from '../../src/domain/network.ts';
import { writeModel } from '../../src/formats/model.ts';
import { barImages, Folder, polygonStrokes } from './digit-files.ts';
import { runProgram } from './programs.ts';

const folder = new Folder();
afterAll(() => folder.remove());

const bars = barImages(95, 2);
const DATA = folder.writeDigits('bars', bars);

/** A network of one layer whose answer is the class with the most ink in its row of the picture: right for every bar. */
function rowReader(): Uint8Array {
  const network = describeNetwork({ sizes: [784, 10] });
  const weight = new Float32Array(7840);
  for (let digit = 0; digit < 10; digit++)
    weight.fill(1, digit * 784 + (2 * digit + 4) * 28, digit * 784 + (2 * digit + 5) * 28);
  return writeModel({ network, parameters: [{ weight, bias: new Float32Array(10) }] });
}

/** A network that always answers 3. */
function alwaysThree(): Uint8Array {
  const network = describeNetwork({ sizes: [784, 10], loss: 'quadratic' });
  const bias = new Float32Array(10).with(3, 1);
  return writeModel({ network, parameters: [{ weight: new Float32Array(7840), bias }] });
}

const model = folder.write('rows.safetensors', rowReader());
const three = folder.write('three.safetensors', alwaysThree());

/** [10][10] */
function table(count: (row: number, column: number) => number): number[][] {
  const digits = [...Array(10).keys()];
  return digits.map((row) => digits.map((column) => count(row, column)));
}

describe('evaluate', () => {
  it('counts what is right, on plain and on gzipped files', async () => {
    for (const data of [DATA, folder.writeDigits('bars.gz', bars)]) {
      const { code, json } = await runProgram('evaluate', ['--model', model, ...data]);
      expect(code).toBe(0);
      const confusion = table((row, column) => (row === column ? (row < 5 ? 10 : 9) : 0));
      expect(json).toEqual({ count: 95, correct: 95, accuracy: 1, confusion });
    }
  });

  it('has the true digits as rows and the answers as columns', async () => {
    const { json } = await runProgram('evaluate', ['--model', three, ...DATA]);
    const confusion = table((row, column) => (column === 3 ? (row < 5 ? 10 : 9) : 0));
    expect(json).toEqual({ count: 95, correct: 10, accuracy: 10 / 95, confusion });
  });

  it('answers the same with every engine', async () => {
    const answers = new Set<string>();
    for (const engine of ['javascript', 'wasm-scalar', 'wasm-simd']) {
      const run = await runProgram('evaluate', ['--model', model, ...DATA, '--engine', engine]);
      answers.add(run.stdout);
    }
    expect(answers.size).toBe(1);
  });

  describe('on pen strokes', () => {
    const learned = folder.write('learned-strokes', polygonStrokes(100, 1));
    const unseen = polygonStrokes(50, 2);
    const trained = folder.at('polygons.safetensors');
    beforeAll(async () => {
      const { code } = await runProgram('train', [
        '--strokes',
        learned,
        '--out',
        trained,
        '--epochs',
        '60',
        '--batch-size',
        '20',
      ]);
      expect(code).toBe(0);
    });

    it('recognises what it has learned from strokes, plain and gzipped', async () => {
      for (const strokes of [folder.write('strokes', unseen), folder.writeGzipped('strokes.gz', unseen)]) {
        const { json } = await runProgram('evaluate', ['--model', trained, '--strokes', strokes]);
        expect(json['count']).toBe(50);
        // Ten polygons, 0.1 by chance; those of eleven and twelve corners are near to circles.
        expect(json['accuracy']).toBeGreaterThan(0.6);
      }
    });
  });
});

describe.runIf(process.env['DIGITS_DATA'])(
  'train and evaluate, on real digits (skipped unless DIGITS_DATA names the folder of mnist and pendigits)',
  () => {
    const data = process.env['DIGITS_DATA']!;
    const mnist = [
      '--images',
      `${data}/mnist/train-images-idx3-ubyte.gz`,
      '--labels',
      `${data}/mnist/train-labels-idx1-ubyte.gz`,
    ];
    const strokes = `${data}/pendigits/pendigits-orig.tra.gz`;

    it('recognises handwriting after two epochs', async () => {
      const out = folder.at('real.safetensors');
      const trained = await runProgram('train', [...mnist, '--strokes', strokes, '--epochs', '2', '--out', out]);
      expect(trained.json).toMatchObject({ images: 2 * 67_494 });
      const onImages = await runProgram('evaluate', ['--model', out, ...mnist]);
      expect(onImages.json).toMatchObject({ count: 60_000 });
      expect(onImages.json['accuracy']).toBeGreaterThan(0.95);
      const onStrokes = await runProgram('evaluate', ['--model', out, '--strokes', strokes]);
      expect(onStrokes.json).toMatchObject({ count: 7494 });
      expect(onStrokes.json['accuracy']).toBeGreaterThan(0.9);
    });
  },
);
