import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSafetensors, writeSafetensors, type Tensor } from '../../src/formats/safetensors.ts';
import { damaged, readsOrRefuses } from './damage.ts';
import { safetensorsBytes } from './safetensors-bytes.ts';

const f32 = (shape: number[], from: number, to: number) => ({ dtype: 'F32', shape, data_offsets: [from, to] });

const tensor: fc.Arbitrary<Tensor> = fc
  .record({
    type: fc.constantFrom(['F32', 4] as const, ['U8', 1] as const, ['F64', 8] as const, ['BF16', 2] as const),
    shape: fc.array(fc.nat(4), { maxLength: 3 }),
    fill: fc.nat(255),
  })
  .map(({ type: [dtype, bytes], shape, fill }) => ({
    dtype,
    shape,
    bytes: new Uint8Array(shape.reduce((product, size) => product * size, bytes)).fill(fill),
  }));
const names = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', '7', 'fc1.weight', '"\\{}[]:,'),
);
const content = fc.record({
  tensors: fc.dictionary(names, tensor, { maxKeys: 6 }).map((entries) => new Map(Object.entries(entries))),
  metadata: fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' }), { maxKeys: 4, noNullPrototype: true }),
});

describe('safetensors', () => {
  it('reads what it wrote, and writes the same bytes again', () => {
    fc.assert(
      fc.property(content, (written) => {
        const file = writeSafetensors(written);
        const read = readSafetensors(file);
        expect(read.tensors).toEqual(written.tensors); // maps are compared without regard to order
        expect(read.metadata).toEqual(written.metadata);
        expect(writeSafetensors(written)).toEqual(file);
      }),
    );
  });

  it('aligns the data and every tensor to its element type', () => {
    fc.assert(
      fc.property(content, (written) => {
        for (const { dtype, bytes } of readSafetensors(writeSafetensors(written)).tensors.values()) {
          const elementBytes = { F32: 4, U8: 1, F64: 8, BF16: 2 }[dtype as string]!;
          expect(bytes.byteOffset % elementBytes).toBe(0);
        }
        expect(Number(new DataView(writeSafetensors(written).buffer).getBigUint64(0, true)) % 8).toBe(0);
      }),
    );
  });

  it('reads tensors in any order, padding of blanks, numbers without dimension and empty tensors', () => {
    const header = JSON.stringify({
      b: f32([2], 4, 12),
      a: f32([], 0, 4),
      empty: f32([0, 9], 12, 12),
      __metadata__: { format: 'pt' },
    });
    const { tensors, metadata } = readSafetensors(
      safetensorsBytes(
        `${header}   `,
        Uint8Array.from({ length: 12 }, (_, n) => n),
      ),
    );
    expect(tensors.get('a')!.bytes).toEqual(Uint8Array.of(0, 1, 2, 3));
    expect(tensors.get('b')!.bytes[0]).toBe(4);
    expect(tensors.get('empty')!.bytes).toHaveLength(0);
    expect(metadata).toEqual({ format: 'pt' });
  });

  it.each([
    ['no bytes', new Uint8Array(), /truncated: got 0 bytes/],
    ['a cut length', new Uint8Array(7), /truncated: got 7 bytes/],
    ['a header of no bytes', safetensorsBytes(''), /got byte none, expected "\{"/],
    [
      'a header longer than the file',
      safetensorsBytes({}, 0, 50),
      /truncated: got 2 bytes after the length, expected a header of 50/,
    ],
    [
      'an absurd header',
      safetensorsBytes({}, 0, 2n ** 64n - 1n),
      /got a header of 18446744073709551615 bytes, expected at most 100000000/,
    ],
    ['a header of 100 MB and one', safetensorsBytes({}, 0, 100_000_001), /expected at most 100000000/],
    ['a header that is a list', safetensorsBytes([]), /got byte 91, expected "\{"/],
    ['a header after a blank', safetensorsBytes(' {}'), /got byte 32, expected "\{"/],
    ['a header that is no JSON', safetensorsBytes('{"a":'), /header that is no JSON/],
    ['something after the header', safetensorsBytes('{}x'), /header that is no JSON/],
    ['a header that is no UTF-8', safetensorsBytes(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d)), /header that is no JSON/],
    [
      'a key that comes twice',
      safetensorsBytes('{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\\u0061":{}}'),
      /got key "a" twice/,
    ],
    [
      'a dtype that comes twice',
      safetensorsBytes('{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}'),
      /key "dtype" twice/,
    ],
    ['metadata that is no object', safetensorsBytes({ __metadata__: 'x' }), /got a string, expected an object of strings/],
    [
      'metadata that is no string',
      safetensorsBytes({ __metadata__: { a: 1 } }),
      /got a number, expected a string, __metadata__ "a"/,
    ],
    ['a tensor that is no object', safetensorsBytes({ a: 3 }), /got a number, expected an object, tensor a/],
    [
      'an unknown dtype',
      safetensorsBytes({ a: { ...f32([1], 0, 4), dtype: 'F31' } }, 4),
      /got dtype F31, expected one of .*F32.*tensor a/,
    ],
    ['an inherited dtype', safetensorsBytes({ a: { ...f32([1], 0, 4), dtype: 'toString' } }, 4), /got dtype toString/],
    ['no dtype', safetensorsBytes({ a: { shape: [1], data_offsets: [0, 4] } }, 4), /got dtype nothing/],
    [
      'no shape',
      safetensorsBytes({ a: { dtype: 'F32', data_offsets: [0, 4] } }, 4),
      /no list of whole numbers as shape, tensor a/,
    ],
    ['a negative size', safetensorsBytes({ a: f32([-1, -1], 0, 4) }, 4), /as shape/],
    ['half a number', safetensorsBytes({ a: f32([0.5, 2], 0, 4) }, 4), /as shape/],
    ['a shape beyond 2^53', safetensorsBytes({ a: f32([2 ** 30, 2 ** 30], 0, 4) }, 4), /got 4 bytes, expected/],
    ['no offsets', safetensorsBytes({ a: { dtype: 'F32', shape: [1] } }, 4), /as data_offsets/],
    ['one offset', safetensorsBytes({ a: { ...f32([1], 0, 4), data_offsets: [4] } }, 4), /as data_offsets/],
    ['falling offsets', safetensorsBytes({ a: f32([1], 4, 0) }, 4), /got data_offsets 4 to 0/],
    [
      'offsets beyond the end',
      safetensorsBytes({ a: f32([2], 0, 8) }, 7),
      /got data_offsets 0 to 8, expected .* within 7 bytes/,
    ],
    [
      'too few bytes for the shape',
      safetensorsBytes({ a: f32([3], 0, 8) }, 8),
      /got 8 bytes, expected 12 for F32 \[3\], tensor a/,
    ],
    [
      'tensors that overlap',
      safetensorsBytes({ a: f32([2], 0, 8), b: f32([2], 4, 12) }, 12),
      /tensor b overlaps .* got data offset 4, expected 8/,
    ],
    ['two tensors in one place', safetensorsBytes({ a: f32([1], 0, 4), b: f32([1], 0, 4) }, 4), /overlaps/],
    ['a hole', safetensorsBytes({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12), /tensor b leaves a hole/],
    ['a hole at the start', safetensorsBytes({ a: f32([1], 4, 8) }, 8), /tensor a leaves a hole/],
    ['a rest', safetensorsBytes({ a: f32([1], 0, 4) }, 5), /got 5 bytes of data, expected 4/],
  ])('refuses %s', (_, file, message) => {
    expect(() => readSafetensors(file)).toThrow(message);
  });

  it('refuses a header nested a million deep', () => {
    const deep = `{"a":${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}}`;
    expect(readsOrRefuses(() => readSafetensors(safetensorsBytes(deep)))).toBe('refused');
  });

  it('refuses every proper beginning, and gives a result or a clear error for any damage', () => {
    const file = writeSafetensors({
      tensors: new Map([
        ['fc1.weight', { dtype: 'F32', shape: [2, 3], bytes: new Uint8Array(24).fill(1) }],
        ['fc1.bias', { dtype: 'F32', shape: [2], bytes: new Uint8Array(8).fill(2) }],
      ]),
      metadata: { formatVersion: '1' },
    });
    for (let cut = 0; cut < file.length; cut++) {
      expect(readsOrRefuses(() => readSafetensors(file.subarray(0, cut)))).toBe('refused');
    }
    const results = new Set<string>();
    fc.assert(
      fc.property(damaged(file), (bytes) => void results.add(readsOrRefuses(() => readSafetensors(bytes)))),
      { numRuns: 3000 },
    );
    expect(results).toEqual(new Set(['read', 'refused'])); // the damage reaches both the header and the numbers
  });
});
