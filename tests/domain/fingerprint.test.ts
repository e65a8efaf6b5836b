import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fingerprint } from '../../src/domain/fingerprint.ts';

const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });

it('is the same for the same lists, and another when any number, length or order is another', () => {
  fc.assert(
    fc.property(bytes, bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (one, other, at, by) => {
      const found = fingerprint([one, other]);
      expect(found).toMatch(/^[0-9a-f]{16}$/);
      expect(fingerprint([one.slice(), other.slice()])).toBe(found);
      const changed = one.slice();
      changed[at % one.length]! += by;
      expect(fingerprint([changed, other])).not.toBe(found);
      expect(fingerprint([one])).not.toBe(found);
      expect(fingerprint([Uint8Array.of(...one, ...other)])).not.toBe(found);
      if (one.join() !== other.join()) expect(fingerprint([other, one])).not.toBe(found);
    }),
  );
});

it('does not depend on where the numbers lie in memory', () => {
  const numbers = Uint16Array.of(7, 65_535, 0, 12);
  expect(fingerprint([numbers.subarray(1)])).toBe(fingerprint([Uint16Array.of(65_535, 0, 12)]));
});
