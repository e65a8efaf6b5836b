import { gzipSync } from 'node:zlib';
import { initialParameters } from '../../src/domain/initialization.ts';
import { describeNetwork } from '../../src/domain/network.ts';
import { readModel, writeModel } from '../../src/formats/model.ts';
import { writeOwnDigits } from '../../src/formats/own-digits.ts';
import { idxBytes } from '../formats/idx-bytes.ts';
import { safetensorsBytes } from '../formats/safetensors-bytes.ts';
import { SEVEN } from './pad-driver.ts';

/** A file that the page must not take: what is wrong with it, its bytes, and what the page says about it. */
export type Damaged = readonly [what: string, bytes: Uint8Array, says: RegExp];

const text = (words: string) => new TextEncoder().encode(words);
const changed = (bytes: Uint8Array, change: (copy: Uint8Array<ArrayBuffer>) => void) => {
  const copy = Uint8Array.from(bytes);
  change(copy);
  return copy;
};

const network = (...sizes: number[]) => {
  const described = describeNetwork({ sizes });
  return writeModel({ network: described, parameters: initialParameters(described, 'he', 1) });
};
const good = network(784, 3, 10);
const headerBytes = Number(new DataView(good.buffer).getBigUint64(0, true));
const header = JSON.parse(new TextDecoder().decode(good.subarray(8, 8 + headerBytes))) as Record<string, object>;
const body = good.subarray(8 + headerBytes);
/** The good file with another header. */
const withHeader = (changes: Readonly<Record<string, object | undefined>>) => safetensorsBytes({ ...header, ...changes }, body);
const first = header['fc1.weight']!;
const notes = header['__metadata__']!;
/** The good file with another number as the first of its data. */
const withNumber = (value: number) =>
  changed(good, (copy) => new DataView(copy.buffer).setFloat32(8 + headerBytes, value, true));

export const NETWORKS: readonly Damaged[] = [
  ['nothing', text(''), /truncated: got 0 bytes, expected at least 8/],
  ['a torn length', good.subarray(0, 7), /got 7 bytes/],
  ['a torn header', good.subarray(0, 60), /expected a header of/],
  ['torn numbers', good.subarray(0, -1), /expected them to ascend within/],
  ['half of it', good.subarray(0, good.length / 2), /expected them to ascend within/],
  ['a byte too many', Uint8Array.of(...good, 0), /bytes of data, expected/],
  ['no header', safetensorsBytes('', 0), /got byte none, expected "{"/],
  ['a header of eight exabytes', safetensorsBytes(header, body, 2n ** 63n), /expected at most 100000000/],
  ['a header longer than the file', safetensorsBytes(header, body, 99_999_999), /truncated/],
  ['a flipped bit in the length', changed(good, (copy) => (copy[1]! ^= 4)), /got .*expected|no JSON/],
  ['a flipped first byte of the header', changed(good, (copy) => (copy[8]! ^= 1)), /expected "{"/],
  ['a header that ends too soon', changed(good, (copy) => (copy[7 + headerBytes] = 0x7b)), /no JSON/],
  ['a header that is no UTF-8', changed(good, (copy) => (copy[30] = 0xff)), /no JSON/],
  ['a list for a header', safetensorsBytes('[1]'), /expected "{"/],
  ['a header ten thousand deep', safetensorsBytes('{"a":'.repeat(10_000)), /no JSON/],
  ['a key twice', safetensorsBytes('{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{}}'), /twice/],
  ['numbers for notes', withHeader({ __metadata__: { sizes: 784 } }), /expected a string/],
  ['another type of numbers', withHeader({ 'fc1.weight': { ...first, dtype: 'I32' } }), /got dtype I32, expected F32/],
  ['a type that nobody knows', withHeader({ 'fc1.weight': { ...first, dtype: 'F31' } }), /got dtype F31, expected one of/],
  ['a negative shape', withHeader({ 'fc1.weight': { ...first, shape: [-3, 784] } }), /whole numbers as shape/],
  ['a shape of halves', withHeader({ 'fc1.weight': { ...first, shape: [1.5, 1568] } }), /whole numbers as shape/],
  ['an absurd shape', withHeader({ 'fc1.weight': { ...first, shape: [2 ** 40, 2 ** 40] } }), /expected .* for F32/],
  ['a turned shape', withHeader({ 'fc1.weight': { ...first, shape: [784, 3] } }), /expected \[3, 784\]/],
  ['offsets that descend', withHeader({ 'fc1.weight': { ...first, data_offsets: [9408, 0] } }), /ascend/],
  ['offsets beyond the end', withHeader({ 'fc1.weight': { ...first, data_offsets: [2 ** 50, 2 ** 51] } }), /ascend/],
  ['two tensors in one place', withHeader({ 'fc3.weight': first }), /overlaps/],
  ['a missing tensor', withHeader({ 'fc2.bias': undefined }), /expected/],
  ['a later version', withHeader({ __metadata__: { ...notes, formatVersion: '9' } }), /got formatVersion "9"/],
  ['layers that were not described', withHeader({ __metadata__: { ...notes, sizes: '784,3,3,10' } }), /expected 3/],
  ['a million million neurons', withHeader({ __metadata__: { ...notes, sizes: '784,999999999,10' } }), /got .*expected/],
  ['a function that nobody knows', withHeader({ __metadata__: { ...notes, activations: 'gelu,softmax' } }), /got "gelu"/],
  ['a weight that is NaN', withNumber(NaN), /got NaN, expected finite numbers/],
  ['an endless weight', withNumber(-Infinity), /got -Infinity, expected finite numbers/],
  ['another picture size', network(783, 3, 10), /got a network 783 → 3 → 10, expected 784/],
  ['eleven digits', network(784, 3, 11), /expected 784 → … → 10/],
  ['too many layers', network(784, 2, 2, 2, 2, 2, 2, 10), /at most 5 hidden layers/],
  ['too wide a layer', network(784, 513, 10), /at most 512 neurons/],
  ['a packed one', gzipSync(good), /got .*expected/],
  ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13), /got .*expected/],
  ['a page of the web', text('<!doctype html><title>404</title>'), /got .*expected/],
];

const seven = { width: 2, ink: 0.8, points: SEVEN[0]!.map(([x, y]) => ({ x, y })) };
const digits = (change: (text: string) => string) => text(change(writeOwnDigits([{ label: 7, drawing: [seven] }])));

export const DIGITS: readonly Damaged[] = [
  ['nothing', text(''), /no file of digits/],
  ['half of it', digits((whole) => whole.slice(0, whole.length / 2)), /no file of digits/],
  ['no UTF-8', Uint8Array.of(0x7b, 0xff, 0x7d), /no file of digits .*(decode|valid)/],
  ['another format', digits((whole) => whole.replace('digits drawn', 'letters drawn')), /got format "letters/],
  ['a later version', digits((whole) => whole.replace('"version":1', '"version":2')), /got version 2, expected 1/],
  ['an eleventh digit', digits((whole) => whole.replace('"label":7', '"label":10')), /got 10 as label/],
  ['a digit without strokes', digits((whole) => whole.replace(/"strokes":\[.*\]\}/, '"strokes":[]}')), /got 0 strokes/],
  ['half a point', digits((whole) => whole.replace('[8,6,', '[6,')), /expected x, y, x, y/],
  ['a point on the moon', digits((whole) => whole.replace('[8,6,', '[8e9,6,')), /got x 8000000000, expected -1000 to 1000/],
  ['a pen as wide as a house', digits((whole) => whole.replace('"width":2', '"width":900')), /got width 900/],
  ['too many digits', digits((whole) => whole.replace('"digits":[', `"digits":[${'0,'.repeat(2000)}`)), /got 2001 digits/],
];

/** The trailer says that there is as much as MNIST has; there is much more. */
const bomb = changed(gzipSync(new Uint8Array(2 ** 27), { level: 9 }), (copy) =>
  new DataView(copy.buffer).setUint32(copy.length - 4, 16 + 60_000 * 784, true),
);

export const MNIST: readonly Damaged[] = [
  ['nothing', text(''), /got 0 bytes unpacked/],
  ['a packed poem', gzipSync('Tyger, tyger'), /got 12 bytes unpacked/],
  ['the beginning of a packed one', gzipSync('Tyger').subarray(0, 5), /got \d+ bytes unpacked/],
  ['ten images', idxBytes([10, 28, 28], new Uint8Array(7840)), /got 7856 bytes unpacked/],
];

/** Labels that are as long as those of MNIST, and images that are a bomb. */
export const MNIST_BOMB = { labels: gzipSync(idxBytes([60_000], new Uint8Array(60_000))), images: bomb };

// What is damaged here was whole before.
readModel(good);
