import fc from 'fast-check';
import { expect, it } from 'vitest';
import { thinned } from '../../src/domain/checkpoint-thinning.ts';

const moments = fc
  .array(fc.record({ gap: fc.integer({ min: 1, max: 5000 }), bytes: fc.integer({ min: 1, max: 100 }) }), { maxLength: 60 })
  .map((all) => {
    let images = 0;
    return all.map(({ gap, bytes }) => ({ images: (images += gap), bytes }));
  });

it('what is kept fits, in order, with the first and the last', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 0, max: 6000 }), (all, most) => {
      const kept = thinned(all, most);
      const bytes = kept.reduce((sum, moment) => sum + moment.bytes, 0);
      expect(bytes <= most || kept.length <= 2).toBe(true);
      expect(all.filter((moment) => kept.includes(moment))).toEqual(kept);
      expect(kept[0]).toBe(all[0]);
      expect(kept.at(-1)).toBe(all.at(-1));
      if (all.reduce((sum, moment) => sum + moment.bytes, 0) <= most) expect(kept).toEqual(all);
    }),
  );
});

it('one after the other, early moments stay close together and late ones far apart', () => {
  let kept: readonly { images: number; bytes: number }[] = [];
  for (let images = 0; images <= 1_000_000; images += 1000) kept = thinned([...kept, { images, bytes: 1 }], 40);
  const ratios = kept.slice(2).map(({ images }, at) => images / kept[at + 1]!.images);
  expect(kept).toHaveLength(40);
  // 40 moments over a factor of 1000 are a factor of 1.19 apart; where they come one by one none is further than two of those from the next.
  expect(Math.max(...ratios.slice(3))).toBeLessThan(1.5);
  expect(kept.filter(({ images }) => images <= 100_000).length).toBeGreaterThan(18);
});
