import { expect, it } from 'vitest';
import { mixed } from '../../src/scenes/palette.ts';

it('mixes colours from one end to the other', () => {
  expect(mixed('#000000', '#ffffff', 0)).toBe(0x000000);
  expect(mixed('#000000', '#ffffff', 1)).toBe(0xffffff);
  expect(mixed('#102030', '#30405f', 0.5)).toBe(0x203048);
});
