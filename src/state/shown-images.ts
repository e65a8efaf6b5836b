import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import { ANALYSIS_IMAGES } from '../engine/analysis.ts';
import type { DataFacts } from '../engine/laboratory-data.ts';
import type { KeptDigit } from './database.ts';
import type { DataSource } from './data-sets.ts';
import type { OwnDigits } from './own-digits.ts';
import { paintDigits } from './paint-digits.ts';
import type { Training } from './training.ts';

/** Images that neurons are shown, to find out what they answer to. */
export interface ShownImages {
  readonly source: DataSource;
  /** Are they images that MNIST sets apart for tests? */
  readonly isTest: boolean;
  /** How many; of a larger set the first of those held back, then others. */
  readonly count: number;
  /** Brings those from `from` up to but not including `to`; null: whoever looks with them writes them. */
  readonly bring: ((from: number, to: number) => Promise<BroughtPiece>) | null;
}

export interface BroughtPiece {
  /** [count × 784], 0 to 255, in memory of its own; empty where the set is not there any more. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** [count] */
  readonly labels: Uint8Array;
}

/** Which images neurons are shown. */
export interface ImageChoice {
  /** Those that there are: the digits that the page writes, and whatever else has been loaded or drawn. */
  readonly available: ReadonlySignal<readonly ShownImages[]>;
  /** Those that are wanted, or written digits while these are not there. */
  readonly chosen: ReadonlySignal<ShownImages>;
  /** What is wanted and not there any more; null while all is well. */
  readonly missing: ReadonlySignal<Exclude<DataSource, 'procedural'> | null>;
  readonly choose: (source: DataSource) => void;
}

const WRITTEN: ShownImages = { source: 'procedural', isTest: false, count: ANALYSIS_IMAGES, bring: null };

/** MNIST's own; where the files for tests did not come, some of these are held back. */
const MNIST_TRAINING_IMAGES = 60_000;

/** Fewer own digits than this, two of each, say little of a neuron. */
export const FEWEST_OWN = 20;

export function createImageChoice({ data, pictures }: Pick<Training, 'data' | 'pictures'>, own: OwnDigits): ImageChoice {
  const wanted = signal<DataSource>('procedural');
  const mnist = computed(() => (data.value?.source === 'mnist' ? fromLaboratory(data.value, data, pictures) : null));
  const drawn = computed(() => (own.digits.value.length >= FEWEST_OWN ? fromDrawings(own.digits.value) : null));
  const available = computed(() => [WRITTEN, mnist.value, drawn.value].filter((images) => images !== null));
  const found = computed(() => available.value.find(({ source }) => source === wanted.value) ?? null);
  return {
    available,
    chosen: computed(() => found.value ?? WRITTEN),
    missing: computed(() => (found.value || wanted.value === 'procedural' ? null : wanted.value)),
    choose(source) {
      wanted.value = source;
    },
  };
}

/** Images of the data that the laboratory has; those held back first. */
function fromLaboratory(facts: DataFacts, data: Training['data'], pictures: Training['pictures']): ShownImages {
  const { source, labels, validationCount } = facts;
  const border = labels.length - validationCount;
  return {
    source,
    isTest: border >= MNIST_TRAINING_IMAGES,
    count: Math.min(ANALYSIS_IMAGES, labels.length),
    async bring(from, to) {
      const numbers = Uint32Array.from({ length: to - from }, (_, place) => {
        const n = from + place;
        return n < validationCount ? border + n : n - validationCount;
      });
      const pixels = await pictures(numbers);
      // Other data may have come meanwhile, and pictures of those.
      if (data.peek() !== facts) return { pixels: new Uint8Array(0), labels: new Uint8Array(0) };
      return { pixels, labels: Uint8Array.from(numbers, (number) => labels[number]!) };
    },
  };
}

function fromDrawings(digits: readonly KeptDigit[]): ShownImages {
  return {
    source: 'own',
    isTest: false,
    count: digits.length,
    async bring(from, to) {
      const pixels = new Uint8Array((to - from) * IMAGE_PIXELS);
      const labels = new Uint8Array(to - from);
      await paintDigits(digits.slice(from, to), (image, label, place) => {
        pixels.set(image, place * IMAGE_PIXELS);
        labels[place] = label;
      });
      return { pixels, labels };
    },
  };
}
