import { mkdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parameterCount } from '../../src/domain/network.ts';
import { readModel } from '../../src/formats/model.ts';
import { barImages, Folder, polygonStrokes } from './digit-files.ts';
import { runProgram } from './programs.ts';

const folder = new Folder();

beforeAll(() => {
  mkdirSync(folder.at('mnist'));
  mkdirSync(folder.at('pendigits'));
  const { images, labels } = barImages(300);
  folder.writeGzipped('mnist/train-images-idx3-ubyte.gz', images);
  folder.writeGzipped('mnist/train-labels-idx1-ubyte.gz', labels);
  folder.writeGzipped('pendigits/pendigits-orig.tra.gz', polygonStrokes(60));
});
afterAll(() => folder.remove());

const pretrain = (args: readonly string[], data: string) => runProgram('pretrain', args, undefined, { DIGITS_DATA: data });

/** The smallest trial: one chunk. */
const TRIAL = ['--share', '0.0001'];

test('the same data give the same bytes, whatever the number of workers', { timeout: 240_000 }, async () => {
  const runs = [await pretrain([...TRIAL, '--out', folder.at('one'), '--workers', '1'], folder.path)];
  runs.push(await pretrain([...TRIAL, '--out', folder.at('two'), '--workers', '3'], folder.path));
  for (const { code, stderr } of runs) expect(code, stderr).toBe(0);
  const [one, two] = [readFileSync(folder.at('one')), readFileSync(folder.at('two'))];
  expect(one.equals(two)).toBe(true);
  expect(parameterCount(readModel(one).network)).toBe(111_146);
});

test('says what is missing and writes nothing', async () => {
  const out = folder.at('none');
  for (const [args, data, message] of [
    [[], '', 'got no DIGITS_DATA, expected the folder that holds mnist/ and pendigits/'],
    [[], folder.at('mnist'), 'mnist/train-images-idx3-ubyte.gz'],
    [['--hold-out'], folder.path, 'got 300 images, expected more than the 10000 that are held out'],
    [['--share', '2'], folder.path, 'got --share "2", expected a number from 0.0001 to 1'],
  ] as const) {
    const { code, stderr } = await pretrain(['--out', out, ...args], data);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) as string });
  }
  expect(() => readFileSync(out)).toThrow('ENOENT');
});
