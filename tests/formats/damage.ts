import fc from 'fast-check';
import { SimulatorError } from '../../src/domain/errors.ts';

/** Passes if reading gives a result or a SimulatorError; any other exception fails the test that called it. */
export function readsOrRefuses(read: () => unknown): 'read' | 'refused' {
  try {
    read();
    return 'read';
  } catch (error) {
    if (error instanceof SimulatorError) return 'refused';
    throw error;
  }
}

/** A copy of the file with up to eight bytes replaced, and perhaps cut or lengthened. */
export function damaged(file: Uint8Array): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  // Most of what can go wrong stands near the start, where the sizes are.
  const place = fc.oneof(fc.nat(Math.min(63, file.length - 1)), fc.nat(file.length - 1));
  return fc
    .record({
      flips: fc.array(fc.tuple(place, fc.integer({ min: 0, max: 255 })), { maxLength: 8 }),
      length: fc.option(fc.nat(file.length + 16)),
    })
    .map(({ flips, length }) => {
      const copy = new Uint8Array(length ?? file.length);
      copy.set(file.subarray(0, copy.length));
      for (const [index, value] of flips) if (index < copy.length) copy[index] = value;
      return copy;
    });
}
