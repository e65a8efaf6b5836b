import { expect, it } from 'vitest';
import { inkExtent } from '../../../src/sections/draw/ink-extent.ts';

it('measures where the ink lies', () => {
  const pixels = new Uint8Array(784);
  expect(inkExtent(pixels)).toBeNull();
  pixels[3 * 28 + 5] = 1;
  pixels[20 * 28 + 27] = 255;
  expect(inkExtent(pixels)).toEqual({ count: 2, left: 5, right: 27, top: 3, bottom: 20 });
});
