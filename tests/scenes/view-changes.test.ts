import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeBetween, changed } from '../../src/scenes/view-changes.ts';

/** What views are made of. */
const { view: anyView } = fc.letrec<{ view: unknown }>((tie) => ({
  view: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.oneof(fc.double(), fc.string(), fc.boolean(), fc.constantFrom(null, undefined)),
    fc.array(fc.double()),
    fc.float32Array(),
    fc.uint8Array(),
    fc.array(fc.dictionary(fc.constantFrom('x', 'y', 'text'), tie('view'))),
    fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), tie('view')),
  ),
}));

/** As another thread gets it. */
const sent = (before: unknown, now: unknown) => structuredClone(changeBetween(before, now));

describe('a view that is told by what has changed', () => {
  it('is the same on the other side, whatever was there before', () => {
    fc.assert(
      fc.property(fc.array(anyView, { minLength: 1, maxLength: 5 }), (views) => {
        let before: unknown;
        let there: unknown;
        for (const now of views) {
          there = changed(there, sent(before, now));
          expect(there).toEqual(now);
          before = now;
        }
      }),
    );
  });

  it('says nothing where nothing has changed, and keeps the objects of what has not', () => {
    const pixels = Uint8Array.from([1, 2, 3]);
    const first = { pixels, at: { x: 1, y: 2 }, front: 0 };
    expect(changeBetween(first, { ...first })).toBeNull();
    const there = changed(undefined, sent(undefined, first)) as typeof first;
    const next = changed(there, sent(first, { ...first, front: 1 })) as typeof first;
    expect(next).toEqual({ ...first, front: 1 });
    expect(next.pixels).toBe(there.pixels);
    expect(next.at).toBe(there.at);
  });

  it('sends of a growing drawing what is new, and strokes that stay are the same objects', () => {
    const point = (x: number) => ({ x, y: x });
    const done = { points: [point(1), point(2)], size: 2 };
    const going = { points: Array.from({ length: 500 }, (_, n) => point(n)), size: 2 };
    const before = [done, going];
    const now = [done, { ...going, points: [...going.points, point(500)] }];
    const change = changeBetween(before, now);
    // One point among 503.
    expect(JSON.stringify(change).length).toBeLessThan(120);
    const there = changed(undefined, sent(undefined, before)) as typeof before;
    const next = changed(there, structuredClone(change)) as typeof before;
    expect(next).toEqual(now);
    expect(next[0]).toBe(there[0]);
  });

  it('takes a part of a large memory along by itself, and as it is now', () => {
    const memory = new Float32Array(new SharedArrayBuffer(1 << 20));
    memory.fill(0.5);
    const part = memory.subarray(100, 110);
    const there = changed(undefined, sent(undefined, { tiles: [null, { values: part }] })) as {
      tiles: [null, { values: Float32Array }];
    };
    memory.fill(7);
    const { values } = there.tiles[1];
    expect(values.buffer.byteLength).toBe(40);
    expect([...values]).toEqual(Array.from({ length: 10 }, () => 0.5));
  });

  it('passes sets on as they are', () => {
    const struck = new Set([1, 5]);
    expect(changed({ struck: new Set([1]) }, sent({ struck: new Set([1]) }, { struck }))).toEqual({ struck });
  });
});
