import { computed, type ReadonlySignal } from '@preact/signals';
import { strokesToPixels } from '../../../domain/preprocess.ts';
import { IMAGE_PIXELS } from '../../../domain/rasterize.ts';
import type { State } from '../../../state/state.ts';
import type { DataSource } from '../../../state/data-sets.ts';

/** A data set as it can be looked at. */
export interface ShownData {
  readonly source: DataSource;
  /** [count] */
  readonly labels: Uint8Array;
  /** The last so many are held back. */
  readonly validationCount: number;
  /** [numbers.length × 784], 0 to 255. */
  readonly pictures: (numbers: Uint32Array) => Promise<Uint8Array>;
}

/** What there is to look at: one's own digits as soon as they are drawn, any others once the laboratory has made them. */
export function shownData({ dataSets, training }: State): ReadonlySignal<ShownData | null> {
  return computed(() => {
    if (dataSets.source.value === 'own') {
      const digits = dataSets.own.digits.value;
      return {
        source: 'own',
        labels: Uint8Array.from(digits, ({ label }) => label),
        validationCount: 0,
        pictures: (numbers) => {
          const pixels = new Uint8Array(numbers.length * IMAGE_PIXELS);
          for (const [place, number] of numbers.entries()) {
            const image = pixels.subarray(place * IMAGE_PIXELS, (place + 1) * IMAGE_PIXELS);
            strokesToPixels(digits[number]!.drawing, undefined, image);
          }
          return Promise.resolve(pixels);
        },
      };
    }
    const facts = training.data.value;
    return facts && { ...facts, pictures: training.pictures };
  });
}
