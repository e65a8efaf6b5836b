import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SimulatorError } from '../../src/domain/errors.ts';
import { Random } from '../../src/domain/random.ts';
import { gunzip, isGzip } from '../../src/formats/gzip.ts';

const LIMIT = 1_000_000;
const packed = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes));
/** Incompressible, so that the packed file is long enough to be cut. */
const noise = (length: number) => {
  const random = new Random(1);
  return Uint8Array.from({ length }, () => random.below(256));
};

describe('gunzip', () => {
  it('gives back what was packed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        expect(await gunzip(packed(bytes), LIMIT)).toEqual(new Uint8Array(bytes));
      }),
      { numRuns: 30 },
    );
  });

  it('unpacks a view that starts in the middle of its buffer', async () => {
    const file = packed(noise(3000));
    const shifted = new Uint8Array(file.length + 5);
    shifted.set(file, 5);
    expect(await gunzip(shifted.subarray(5), LIMIT)).toEqual(noise(3000));
  });

  it('passes on what is not gzip', async () => {
    const bytes = Uint8Array.of(0, 0, 8, 3);
    expect(isGzip(bytes)).toBe(false);
    expect(await gunzip(bytes, LIMIT)).toBe(bytes);
    expect(await gunzip(new Uint8Array(), LIMIT)).toHaveLength(0);
  });

  it('refuses a file cut anywhere', async () => {
    const file = packed(noise(40_000));
    const cuts = [2, 3, 9, 10, 11, 17, 18, 19, 100, 4000, file.length - 9, file.length - 8, file.length - 4, file.length - 1];
    for (const cut of cuts) {
      await expect(gunzip(file.slice(0, cut), LIMIT), `cut at ${cut}`).rejects.toThrow(/truncated/);
    }
  });

  it('refuses damage, bytes after the end and a second member', async () => {
    const file = packed(noise(40_000));
    const flipped = (at: number) => file.map((value, index) => (index === at ? value ^ 0x5a : value));
    const joined = (tail: Uint8Array) => new Uint8Array([...file, ...tail]);
    const damaged = [
      flipped(5000),
      flipped(file.length - 6),
      flipped(file.length - 3),
      flipped(2),
      joined(noise(9)),
      joined(file),
    ];
    for (const bytes of damaged) await expect(gunzip(bytes, LIMIT)).rejects.toBeInstanceOf(SimulatorError);
  });

  it('stops at the limit, whatever the trailer declares', async () => {
    const bomb = packed(new Uint8Array(50_000_000));
    await expect(gunzip(bomb, LIMIT)).rejects.toMatchObject({ code: 'out-of-range' });
    new DataView(bomb.buffer).setUint32(bomb.length - 4, 1000, true);
    await expect(gunzip(bomb, LIMIT)).rejects.toThrow(/more than 1000/);
    new DataView(bomb.buffer).setUint32(bomb.length - 4, 0xffff_fff0, true);
    await expect(gunzip(bomb, 2 ** 32)).rejects.toThrow(/truncated or damaged/);
    await expect(gunzip(new Uint8Array(LIMIT + 1), LIMIT)).rejects.toMatchObject({ code: 'out-of-range' });
  });
});
