import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../src/sections/training/plot-files.ts';

const line = (name: string) => ({ name, color: 'ink' as const });

describe('what the lines of a saved plot mean', () => {
  it('stands side by side where there is room, else below each other, and lines of one name are one entry', () => {
    const lines = [line('earlier lines'), line('earlier lines'), line('training'), line('validation')];
    const wide = keyOf(lines, 1000, 13);
    expect(wide.entries.map(({ line: { name } }) => name)).toEqual(['earlier lines', 'training', 'validation']);
    expect(new Set(wide.entries.map(({ y }) => y)).size).toBe(1);
    const narrow = keyOf(lines, 100, 13);
    expect(new Set(narrow.entries.map(({ y }) => y)).size).toBe(3);
    expect(narrow.entries.every(({ x }) => x === 0)).toBe(true);
    expect(narrow.height).toBe(3 * wide.height);
  });

  it('has room for its longest name, and none where there are no lines', () => {
    expect(keyOf([line('validation, images it never learns from')], 100, 13).width).toBeGreaterThan(300);
    expect(keyOf([], 100, 13)).toEqual({ entries: [], width: 100, height: 0 });
  });
});
