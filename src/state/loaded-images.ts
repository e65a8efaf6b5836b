import { signal, type ReadonlySignal } from '@preact/signals';
import type { LabelledImage } from '../domain/learning-step.ts';
import { Random } from '../domain/random.ts';
import type { Training } from './training.ts';

/** Images of the data that training has loaded, some thousand at a time. */
export interface LoadedImages {
  /** How many there are to learn from, without those held back; 0 while nothing is loaded. */
  readonly count: ReadonlySignal<number>;
  /** Those at hand, in an order drawn by lot; empty until some were brought. */
  readonly images: ReadonlySignal<readonly LabelledImage[]>;
  /** Brings others, of the data that are loaded now. false where there are none, and what is at hand stays. */
  readonly bring: () => Promise<boolean>;
  /** Are those at hand of the data that are loaded now? */
  readonly isCurrent: () => boolean;
}

/** So many images are at hand; the laboratory gives no more at once. */
const AT_HAND = 2048;

export function createLoadedImages({ data, pictures }: Pick<Training, 'data' | 'pictures'>): LoadedImages {
  const count = signal(0);
  const images = signal<readonly LabelledImage[]>([]);
  let broughtOf: typeof data.value = null;
  let coming: Promise<boolean> | null = null;
  let lot = 0;
  data.subscribe((facts) => {
    count.value = facts ? facts.labels.length - facts.validationCount : 0;
  });

  const draw = async (): Promise<boolean> => {
    const facts = data.peek();
    if (!facts || count.peek() === 0) return false;
    const all = Uint32Array.from({ length: count.peek() }, (_, number) => number);
    const numbers = new Random(++lot).shuffle(all).slice(0, AT_HAND);
    const pixels = await pictures(numbers);
    // Other data have come meanwhile: then images of those.
    if (data.peek() !== facts) return draw();
    if (pixels.length === 0) return false;
    const features = pixels.length / numbers.length;
    broughtOf = facts;
    images.value = Array.from(numbers, (number, place) => ({
      pixels: pixels.subarray(place * features, (place + 1) * features),
      label: facts.labels[number]!,
    }));
    return true;
  };
  return {
    count,
    images,
    bring() {
      coming ??= draw().finally(() => {
        coming = null;
      });
      return coming;
    },
    isCurrent: () => broughtOf !== null && broughtOf === data.peek(),
  };
}
