import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grownConfusions } from '../../../src/domain/confusion.ts';
import { holdable, holdRange } from '../../../src/sections/explorer/hold-range.ts';
import { tileColumns } from '../../../src/sections/explorer/tile-columns.ts';
import { tileAfterKey } from '../../../src/ui/tile-keys.ts';

describe('tiles', () => {
  it('are as large as the room allows, and never smaller than a finger', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 44, max: 1500 }),
        fc.integer({ min: 100, max: 900 }),
        (count, width, height) => {
          const columns = tileColumns(count, width, height, 44);
          expect(columns).toBeLessThanOrEqual(count);
          expect(width / columns).toBeGreaterThanOrEqual(44);
          // One column fewer would be too tall.
          if (columns > 1) expect(Math.ceil(count / (columns - 1)) * (width / (columns - 1))).toBeGreaterThan(height);
        },
      ),
    );
  });

  it('are reached by cursor keys, and the edge holds', () => {
    expect(tileAfterKey('ArrowRight', 0, 10, 3)).toBe(1);
    expect(tileAfterKey('ArrowDown', 7, 10, 3)).toBe(7);
    expect(tileAfterKey('ArrowDown', 6, 10, 3)).toBe(9);
    expect(tileAfterKey('ArrowUp', 1, 10, 3)).toBe(1);
    expect(tileAfterKey('Home', 5, 10, 3)).toBe(3);
    expect(tileAfterKey('End', 9, 10, 3)).toBe(9);
    expect(tileAfterKey('PageDown', 0, 10, 3)).toBe(9);
    expect(tileAfterKey('a', 0, 10, 3)).toBeNull();
  });
});

describe('holding', () => {
  it('offers the values that a function has', () => {
    const statistics = { least: -0.3, most: 7.2, leastZ: -12.5, mostZ: 19.1 } as Parameters<typeof holdRange>[1];
    expect(holdRange('relu', statistics)).toEqual({ least: 0, most: 8 });
    expect(holdRange('leaky-relu', statistics)).toEqual({ least: -1, most: 8 });
    expect(holdRange('sigmoid', statistics)).toEqual({ least: 0, most: 1 });
    expect(holdRange('tanh', null)).toEqual({ least: -1, most: 1 });
    expect(holdRange('softmax', statistics)).toEqual({ least: -13, most: 20 });
    expect(holdRange('relu', null)).toEqual({ least: 0, most: 10 });
  });

  it('stays finite, whatever is typed', () => {
    expect([12.5, -3, 1e38, -1e38].map(holdable)).toEqual([12.5, -3, 1000, -1000]);
  });

  it('names the mistakes that grew, the worst first', () => {
    const before = new Uint32Array(100);
    const now = new Uint32Array(100);
    before[12] = 5;
    now[12] = 7;
    now[34] = 9;
    now[55] = 50;
    before[71] = 4;
    expect(grownConfusions(before, now)).toEqual([
      { digit: 3, read: 4, more: 9 },
      { digit: 1, read: 2, more: 2 },
    ]);
  });
});
