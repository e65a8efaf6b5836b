import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialParameters } from '../../src/domain/initialization.ts';
import { describeNetwork, DIGIT_NETWORK, parameterCount, type NetworkDescription } from '../../src/domain/network.ts';
import type { Model } from '../../src/domain/parameters.ts';
import { readModel, writeModel } from '../../src/formats/model.ts';
import { readSafetensors, writeSafetensors, type Tensor } from '../../src/formats/safetensors.ts';
import { damaged, readsOrRefuses } from './damage.ts';

const modelOf = (network: NetworkDescription): Model => ({ network, parameters: initialParameters(network, 'he', 7) });
const SMALL = modelOf(describeNetwork({ sizes: [6, 4, 3] }));

const networks = fc
  .record({
    sizes: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 }),
    activation: fc.constantFrom('relu' as const, 'leaky-relu' as const, 'sigmoid' as const, 'tanh' as const),
    loss: fc.constantFrom('cross-entropy' as const, 'quadratic' as const),
    bias: fc.array(fc.boolean(), { maxLength: 5 }),
  })
  .map(describeNetwork);

type Edit = (tensors: Map<string, Tensor>, metadata: Record<string, string>) => void;

/** The bytes of SMALL after somebody changed tensors or metadata with care for the container. */
function edited(edit: Edit): Uint8Array {
  const { tensors, metadata } = readSafetensors(writeModel(SMALL));
  const content = { tensors: new Map(tensors), metadata: { ...metadata } };
  edit(content.tensors, content.metadata);
  return writeSafetensors(content);
}

const withoutMetadata = (_: unknown, metadata: Record<string, string>) => {
  for (const key of Object.keys(metadata)) delete metadata[key];
};
const zeros = (shape: number[], dtype: Tensor['dtype'] = 'F32', bytes = 4): Tensor => ({
  dtype,
  shape,
  bytes: new Uint8Array(shape.reduce((product, size) => product * size, bytes)),
});
const withNumber = (number: number): Tensor => {
  const numbers = new Float32Array(24);
  numbers[5] = number;
  return { dtype: 'F32', shape: [4, 6], bytes: new Uint8Array(numbers.buffer) };
};

describe('a model file', () => {
  it('gives back the network and every bit of its numbers', () => {
    fc.assert(
      fc.property(networks, (network) => {
        const model = modelOf(network);
        const file = writeModel(model);
        expect(readModel(file)).toEqual(model);
        expect(writeModel(readModel(file))).toEqual(file);
      }),
    );
  });

  it('holds the digit network under the names and shapes that PyTorch gives it', () => {
    const { tensors } = readSafetensors(writeModel(modelOf(DIGIT_NETWORK)));
    expect([...tensors].map(([name, { dtype, shape }]) => [name, dtype, ...shape])).toEqual([
      ['fc1.weight', 'F32', 128, 784],
      ['fc1.bias', 'F32', 128],
      ['fc2.weight', 'F32', 64, 128],
      ['fc2.bias', 'F32', 64],
      ['fc3.weight', 'F32', 32, 64],
      ['fc3.bias', 'F32', 32],
      ['fc4.weight', 'F32', 10, 32],
      ['fc4.bias', 'F32', 10],
    ]);
  });

  it('has no tensor for a bias that is switched off', () => {
    const model = modelOf(describeNetwork({ sizes: [784, 128, 64, 32, 10], bias: [false] }));
    const file = writeModel(model);
    expect(readSafetensors(file).tensors.has('fc1.bias')).toBe(false);
    expect(parameterCount(readModel(file).network)).toBe(111_018);
  });

  it('reads a PyTorch export, which says nothing about the network', () => {
    expect(readModel(edited(withoutMetadata))).toEqual(SMALL);
    const foreign = edited((tensors, metadata) => {
      withoutMetadata(tensors, metadata);
      metadata['format'] = 'pt';
    });
    expect(readModel(foreign).network).toEqual(SMALL.network);
  });

  it('reads numbers that do not lie on a multiple of four', () => {
    const file = writeModel(SMALL);
    const shifted = new Uint8Array(file.length + 1);
    shifted.set(file, 1);
    expect(readModel(shifted.subarray(1))).toEqual(SMALL);
    expect(readModel(Buffer.from(shifted).subarray(1))).toEqual(SMALL); // as Node's readFile gives it
  });

  it.each<[string, string, RegExp, Edit]>([
    ['a missing weight', 'mismatch', /expected tensor fc2.weight as well/, (tensors) => tensors.delete('fc2.weight')],
    ['a missing bias', 'mismatch', /expected tensor fc1.bias as well/, (tensors) => tensors.delete('fc1.bias')],
    ['no tensors', 'mismatch', /got no tensors, expected tensor fc1.weight/, (tensors) => tensors.clear()],
    [
      'one tensor too many',
      'mismatch',
      /got tensor fc3.weight, expected only fc1/,
      (tensors) => tensors.set('fc3.weight', zeros([1, 3])),
    ],
    [
      'a transposed weight',
      'mismatch',
      /got shape \[6, 4\], expected \[4, 6\], tensor fc1.weight/,
      (tensors) => tensors.set('fc1.weight', zeros([6, 4])),
    ],
    ['a flat weight', 'mismatch', /got shape \[24\], expected \[4, 6\]/, (tensors) => tensors.set('fc1.weight', zeros([24]))],
    [
      'a bias of the wrong length',
      'mismatch',
      /got shape \[5\], expected \[4\], tensor fc1.bias/,
      (tensors) => tensors.set('fc1.bias', zeros([5])),
    ],
    [
      'another dtype',
      'mismatch',
      /got dtype I8, expected F32, tensor fc1.weight/,
      (tensors) => tensors.set('fc1.weight', zeros([4, 6], 'I8', 1)),
    ],
    [
      'NaN',
      'out-of-range',
      /got NaN, expected finite numbers, number 5 of tensor fc1.weight/,
      (tensors) => tensors.set('fc1.weight', withNumber(NaN)),
    ],
    [
      'infinity',
      'out-of-range',
      /got -Infinity, expected finite/,
      (tensors) => tensors.set('fc1.weight', withNumber(-Infinity)),
    ],
    [
      'a later version',
      'unsupported',
      /got formatVersion "2", expected "1"/,
      (_, metadata) => (metadata['formatVersion'] = '2'),
    ],
    [
      'sizes of other tensors',
      'mismatch',
      /got shape \[4, 6\], expected \[5, 6\]/,
      (_, metadata) => (metadata['sizes'] = '6,5,3'),
    ],
    ['absurd sizes', 'out-of-range', /got 999999999 features/, (_, metadata) => (metadata['sizes'] = '6,999999999,3')],
    ['sizes that are no numbers', 'out-of-range', /got NaN features/, (_, metadata) => (metadata['sizes'] = '6,4,0x3')],
    ['one size', 'malformed', /expected 0, one for each layer/, (_, metadata) => (metadata['sizes'] = '6')],
    ['no sizes', 'malformed', /got no "sizes"/, (_, metadata) => delete metadata['sizes']],
    [
      'an unknown activation',
      'malformed',
      /got "swish", expected relu/,
      (_, metadata) => (metadata['activations'] = 'swish,softmax'),
    ],
    [
      'an activation too few',
      'malformed',
      /got 1 activations, expected 2/,
      (_, metadata) => (metadata['activations'] = 'softmax'),
    ],
    [
      'softmax before the end',
      'mismatch',
      /got activation softmax/,
      (_, metadata) => (metadata['activations'] = 'softmax,softmax'),
    ],
    [
      'a loss that does not fit',
      'mismatch',
      /got activation softmax, expected sigmoid/,
      (_, metadata) => (metadata['loss'] = 'quadratic'),
    ],
    [
      'an unknown loss',
      'malformed',
      /got "hinge", expected cross-entropy, quadratic/,
      (_, metadata) => (metadata['loss'] = 'hinge'),
    ],
    [
      'an unknown switch',
      'malformed',
      /got "maybe", expected true, false/,
      (_, metadata) => (metadata['biases'] = 'maybe,true'),
    ],
  ])('is refused with %s', (_, code, message, edit) => {
    const file = edited(edit);
    expect(() => readModel(file)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) as string }));
  });

  it.each<[string, RegExp, Edit]>([
    [
      'layers that do not chain',
      /got shape \[3, 5\], expected \[3, 4\], tensor fc2.weight/,
      (tensors) => tensors.set('fc2.weight', zeros([3, 5])),
    ],
    ['a missing layer', /expected tensor fc1.weight as well/, (tensors) => tensors.delete('fc1.weight')],
    // It could be a layer without bias, or a damaged file; only metadata can tell.
    ['a missing bias', /expected tensor fc2.bias as well/, (tensors) => tensors.delete('fc2.bias')],
    [
      'names of something else',
      /got layer.0.kernel, expected tensor fc1.weight/,
      (tensors) => (tensors.clear(), tensors.set('layer.0.kernel', zeros([1]))),
    ],
    [
      'a weight of three dimensions',
      /got shape \[4, 6, 1\], expected \[outFeatures, inFeatures\]/,
      (tensors) => tensors.set('fc1.weight', zeros([4, 6, 1])),
    ],
    ['an empty weight', /got 0 features/, (tensors) => tensors.set('fc1.weight', zeros([4, 0]))],
  ])('without metadata is refused with %s', (_, message, edit) => {
    const file = edited((tensors, metadata) => {
      withoutMetadata(tensors, metadata);
      edit(tensors, metadata);
    });
    expect(() => readModel(file)).toThrow(message);
  });

  it('is not written with numbers that are not finite or do not fit', () => {
    const [first, ...others] = SMALL.parameters;
    const broken = { weight: first!.weight.with(3, NaN), bias: first!.bias };
    expect(() => writeModel({ ...SMALL, parameters: [broken, ...others] })).toThrow(
      /got NaN, expected finite numbers, number 3/,
    );
    expect(() => writeModel({ ...SMALL, parameters: [first!] })).toThrow(/expected 2, layers/);
  });

  it('gives a result or a clear error for any damage', () => {
    const file = writeModel(SMALL);
    for (let cut = 0; cut < file.length; cut++) expect(readsOrRefuses(() => readModel(file.subarray(0, cut)))).toBe('refused');
    fc.assert(
      fc.property(damaged(file), (bytes) => void readsOrRefuses(() => readModel(bytes))),
      { numRuns: 2000 },
    );
  });
});
