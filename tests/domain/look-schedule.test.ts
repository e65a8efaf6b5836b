import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextLook } from '../../src/domain/look-schedule.ts';

it('is later, never by more than doubles or the even distance, and seldom where many are held back', () => {
  fc.assert(
    fc.property(fc.nat(5_000_000), fc.nat(20_000), (images, heldBack) => {
      const even = Math.max(98_304, 8 * heldBack);
      const next = nextLook(images, heldBack);
      expect(next).toBeGreaterThan(images);
      expect(next - images).toBeLessThanOrEqual(even);
      if (images >= even) expect(next % even).toBe(0);
      // Whoever asks in between is told the same.
      if (next - images > 1) expect(nextLook(next - 1, heldBack)).toBe(next);
    }),
  );
});

it('begins close together', () => {
  const looks = [0];
  while (looks.at(-1)! < 150_000) looks.push(nextLook(looks.at(-1)!, 2000));
  expect(looks).toEqual([0, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536, 98_304, 196_608]);
});
