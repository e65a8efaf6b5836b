import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { initialParameters } from '../../src/domain/initialization.ts';
import { DIGIT_NETWORK, describeNetwork } from '../../src/domain/network.ts';
import { writeModel } from '../../src/formats/model.ts';
import { readSafetensors, writeSafetensors, type Tensor } from '../../src/formats/safetensors.ts';
import { idxBytes } from '../formats/idx-bytes.ts';
import { safetensorsBytes } from '../formats/safetensors-bytes.ts';
import { barImages, Folder, polygonStrokes } from './digit-files.ts';
import { runProgram } from './programs.ts';

const folder = new Folder();
afterAll(() => folder.remove());

const bars = barImages(20);
const images = folder.write('images', bars.images);
const labels = folder.write('labels', bars.labels);
const strokes = folder.write('strokes', polygonStrokes(10));
const digitModel = writeModel({ network: DIGIT_NETWORK, parameters: initialParameters(DIGIT_NETWORK, 'he', 1) });
const model = folder.write('model', digitModel);
const out = folder.at('out.safetensors');
mkdirSync(folder.at('a-folder'));

/** Both programs refuse it with exit code 2 and exactly one line that fits. */
async function refused(name: 'train' | 'evaluate', args: readonly string[], message: RegExp): Promise<void> {
  const run = await runProgram(name, args);
  expect(run.stderr).toMatch(message);
  expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(run.stderr.startsWith(`${name}: `)).toBe(true);
  expect(run.code).toBe(2);
  expect(run.stdout).toBe('');
  expect(existsSync(out)).toBe(false);
}

/** Node 20 has no relaxed SIMD; later versions do. */
const runsRelaxedSimd = WebAssembly.validate(readFileSync(new URL('../../build/engine/relaxed-simd.wasm', import.meta.url)));

it.skipIf(runsRelaxedSimd)('an engine that this machine cannot run is refused, not replaced', () =>
  refused(
    'train',
    ['--images', images, '--labels', labels, '--out', out, '--engine', 'wasm-relaxed-simd'],
    /the wasm-relaxed-simd engine does not start/,
  ),
);

describe('arguments', () => {
  const data = ['--images', images, '--labels', labels];
  it.each<[string, string[], RegExp]>([
    ['no arguments', [], /got no --out, expected --out MODEL/],
    ['no data', ['--out', out], /got no --images, expected --images FILE with --labels FILE, or --strokes FILE/],
    ['images without labels', ['--out', out, '--images', images], /got no --labels/],
    ['labels without images', ['--out', out, '--labels', labels], /got no --images/],
    ['no out', data, /got no --out/],
    ['an unknown option', [...data, '--out', out, '--epoch', '3'], /'--epoch'/],
    ['something that is no option', [...data, '--out', out, 'fast'], /'fast'/],
    ['an option without its value', [...data, '--out', out, '--epochs'], /--epochs/],
    ['an empty value', [...data, '--out', ''], /got --out "", expected a name/],
    ['no epochs', [...data, '--out', out, '--epochs', '0'], /got --epochs "0", expected a whole number from 1/],
    ['half an epoch', [...data, '--out', out, '--epochs', '1.5'], /got --epochs "1.5"/],
    [
      'a word for a number',
      [...data, '--out', out, '--learning-rate', 'fast'],
      /got --learning-rate "fast", expected a number/,
    ],
    ['a negative rate', [...data, '--out', out, '--learning-rate=-1'], /got --learning-rate "-1", expected a number from 0/],
    ['an infinite rate', [...data, '--out', out, '--learning-rate', '1e400'], /got --learning-rate "1e400"/],
    ['a negative rate as a word of its own', [...data, '--out', out, '--learning-rate', '-1'], /--learning-rate/],
    ['an unknown optimizer', [...data, '--out', out, '--optimizer', 'lion'], /got --optimizer "lion", expected sgd, momentum/],
    ['an unknown activation', [...data, '--out', out, '--activation', 'swish'], /expected relu, leaky-relu, sigmoid, tanh/],
    ['an unknown loss', [...data, '--out', out, '--loss', 'mse'], /expected cross-entropy, quadratic/],
    ['an unknown engine', [...data, '--out', out, '--engine', 'gpu'], /expected javascript, wasm-scalar, wasm-simd/],
    ['no threads', [...data, '--out', out, '--threads', '0'], /got --threads "0", expected a whole number from 1 to 64/],
    [
      'too many threads',
      [...data, '--out', out, '--threads', '65'],
      /got --threads "65", expected a whole number from 1 to 64/,
    ],
    ['half a thread', [...data, '--out', out, '--threads', '1.5'], /got --threads "1.5"/],
    ['an empty layer', [...data, '--out', out, '--hidden', '64,0'], /got --hidden "0", expected a whole number from 1/],
    ['a layer too wide', [...data, '--out', out, '--hidden', '70000'], /got 70000 features, expected/],
    ['too many layers', [...data, '--out', out, '--hidden', Array.from({ length: 20 }, () => 8).join()], /got 21 layers/],
    [
      'nothing left to learn from',
      [...data, '--out', out, '--validate', '20'],
      /got --validate 20, expected less than the 20 images/,
    ],
    ['a folder to write to', [...data, '--out', folder.at('a-folder')], /a-folder: got a folder, expected a file/],
    ['a place that is not there', [...data, '--out', folder.at('nowhere/out')], /nowhere\/out: got nothing of that name/],
    [
      'hidden layers that --init does not have',
      [...data, '--out', out, '--init', model, '--hidden', '64'],
      /got --hidden 64, expected 128,64,32/,
    ],
  ])('train refuses %s', (_, args, message) => refused('train', args, message));

  it.each<[string, string[], RegExp]>([
    ['no model', data, /got no --model, expected --model MODEL/],
    ['no data', ['--model', model], /got no --images/],
    ['an unknown option', ['--model', model, ...data, '--epochs', '3'], /'--epochs'/],
  ])('evaluate refuses %s', (_, args, message) => refused('evaluate', args, message));

  it('are explained on demand', async () => {
    for (const name of ['train', 'evaluate'] as const) {
      const { code, stdout, stderr } = await runProgram(name, ['--help']);
      expect(code).toBe(0);
      expect(stderr).toBe('');
      expect(stdout).toMatch(/--strokes FILE/);
    }
  });

  it('are named when they have no effect', async () => {
    const { code, stderr } = await runProgram('train', [
      ...data,
      '--out',
      folder.at('warned'),
      '--epochs',
      '1',
      '--momentum',
      '0.5',
    ]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/--momentum has no effect with --optimizer adam/);
  });
});

describe('data files', () => {
  const packed = new Uint8Array(gzipSync(bars.images));
  it.each<[string, string, string | Uint8Array, RegExp]>([
    ['images that are not there', '--images', '', /got nothing of that name, expected a file/],
    [
      'truncated images',
      '--images',
      bars.images.subarray(0, -100),
      /truncated: got 15580 bytes after the header, expected 15680/,
    ],
    ['an empty file', '--images', new Uint8Array(), /truncated: got 0 bytes/],
    ['truncated gzip', '--images', packed.subarray(0, -20), /gzip data is .*truncated/],
    [
      'damaged gzip',
      '--images',
      packed.map((byte, index) => (index === 200 ? byte ^ 0xff : byte)),
      /gzip data is truncated or damaged/,
    ],
    ['images with the magic number of labels', '--images', bars.labels, /got magic number 0x00000801, expected 0x00000803/],
    [
      'images of another size',
      '--images',
      idxBytes([20, 14, 14], new Uint8Array(20 * 196)),
      /got images of 14×14, expected 28×28/,
    ],
    ['labels with the magic number of images', '--labels', bars.images, /got magic number 0x00000803, expected 0x00000801/],
    ['truncated labels', '--labels', bars.labels.subarray(0, -1), /truncated: got 19 bytes/],
    ['too few labels', '--labels', idxBytes([19], new Uint8Array(19)), /got 19 labels, expected 20/],
    [
      'a label out of range',
      '--labels',
      idxBytes([20], new Uint8Array(20).with(7, 10)),
      /got label 10, expected 0 to 9, label 7 of 20/,
    ],
    ['strokes that are images', '--strokes', bars.images, /expected .*UNIPEN/],
    ['truncated strokes', '--strokes', polygonStrokes(3).slice(0, -30), /expected .*.PEN_UP, line \d+, UNIPEN/],
    ['strokes of a letter', '--strokes', polygonStrokes(3).replace('"2"', '"a"'), /got label "a", expected "0" to "9"/],
  ])('both programs refuse %s', async (what, option, content, message) => {
    const path = folder.at(`bad ${what}`);
    if (content !== '') folder.write(`bad ${what}`, content);
    const data = option === '--strokes' ? [option, path] : ['--images', images, '--labels', labels, option, path];
    const named = new RegExp(`${path}: .*${message.source}`);
    await refused('train', [...data, '--out', out], named);
    await refused('evaluate', ['--model', model, ...data], named);
  });

  it('both programs refuse a pair of files without an image', async () => {
    const data = [
      '--images',
      folder.write('none', idxBytes([0, 28, 28], new Uint8Array())),
      '--labels',
      folder.write('nil', idxBytes([0], new Uint8Array())),
    ];
    await refused('train', [...data, '--out', out], /none: got 0 images, expected at least 1/);
    await refused('evaluate', ['--model', model, ...data], /got 0 images/);
  });

  it('both programs refuse a folder', async () => {
    await refused('train', ['--strokes', folder.at('a-folder'), '--out', out], /a-folder: got a folder, expected a file/);
    await refused(
      'evaluate',
      ['--model', folder.at('a-folder'), '--strokes', strokes],
      /a-folder: got a folder, expected a file/,
    );
  });
});

describe('model files', () => {
  const zeros = (shape: number[]): Tensor => ({
    dtype: 'F32',
    shape,
    bytes: new Uint8Array(shape.reduce((product, size) => product * size, 4)),
  });
  /** The digit network with one tensor replaced, or left out. */
  const changed = (name: string, tensor: Tensor | null): Uint8Array => {
    const { tensors, metadata } = readSafetensors(digitModel);
    const all = new Map(tensors);
    if (tensor) all.set(name, tensor);
    else all.delete(name);
    return writeSafetensors({ tensors: all, metadata });
  };
  const overlapping = safetensorsBytes(
    {
      'fc1.weight': { dtype: 'F32', shape: [10, 784], data_offsets: [0, 31360] },
      'fc1.bias': { dtype: 'F32', shape: [10], data_offsets: [31340, 31380] },
    },
    31380,
  );
  const infinite = { ...zeros([10]), bytes: new Uint8Array(new Float32Array(10).with(9, Infinity).buffer) };
  const small = describeNetwork({ sizes: [100, 16, 10] });

  it.each<[string, Uint8Array | null, RegExp]>([
    ['that is not there', null, /got nothing of that name/],
    [
      'that is truncated',
      digitModel.subarray(0, -1),
      /got data_offsets .* to 444584, expected them to ascend within 444583 bytes/,
    ],
    ['that is something else', bars.images, /got a header of \d+ bytes, expected at most 100000000/],
    ['with a missing tensor', changed('fc3.weight', null), /expected tensor fc3.weight as well/],
    [
      'with a misshaped tensor',
      changed('fc2.weight', zeros([128, 64])),
      /got shape \[128, 64\], expected \[64, 128\], tensor fc2.weight/,
    ],
    ['with overlapping tensors', overlapping, /tensor fc1.bias overlaps the tensor before it/],
    [
      'with a number that is not finite',
      changed('fc4.bias', infinite),
      /got Infinity, expected finite numbers, number 9 of tensor fc4.bias/,
    ],
    [
      'for other images',
      writeModel({ network: small, parameters: initialParameters(small, 'he', 1) }),
      /got a network 100 → 16 → 10, expected 784 → … → 10/,
    ],
  ])('both programs refuse one %s', async (what, content, message) => {
    const path = folder.at(`model ${what}`);
    if (content) folder.write(`model ${what}`, content);
    const named = new RegExp(`${path}: .*${message.source}`);
    await refused('evaluate', ['--model', path, '--strokes', strokes], named);
    await refused('train', ['--init', path, '--strokes', strokes, '--out', out], named);
  });
});
