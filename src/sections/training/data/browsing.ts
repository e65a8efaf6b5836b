import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import type { Pattern } from '../../../scenes/color-ramps.ts';
import type { State } from '../../../state/state.ts';
import { filteredNumbers, pageAround, type ImageFilter, type ImagePage } from './pages.ts';
import { shownData, type ShownData } from './shown-data.ts';

/** Rows of a page that is full. */
export const ROWS = 5;

const PIXELS = 28 * 28;

/** What of a data set is looked at. */
export interface Browsing {
  readonly data: ReadonlySignal<ShownData | null>;
  readonly filter: ReadonlySignal<ImageFilter>;
  readonly columns: ReadonlySignal<number>;
  /** Numbers of the images that pass the filter. */
  readonly found: ReadonlySignal<Uint32Array>;
  /** The place of the chosen one among them; −1 where there are none. */
  readonly chosen: ReadonlySignal<number>;
  readonly page: ReadonlySignal<ImagePage>;
  /** Numbers of the images on the page. */
  readonly numbers: ReadonlySignal<Uint32Array>;
  /** Their pictures, null until they have come. */
  readonly patterns: ReadonlySignal<readonly (Pattern | null)[]>;
  readonly setFilter: (change: Partial<ImageFilter>) => void;
  readonly setColumns: (columns: number) => void;
  /** To a place among those found, or the nearest. */
  readonly choose: (place: number) => void;
  /** Asks for the pictures of each page that is looked at, until what comes back is called. */
  readonly start: () => () => void;
}

export function createBrowsing(state: State): Browsing {
  const data = shownData(state);
  const filter = signal<ImageFilter>({ part: 'all', digit: null });
  const columns = signal(16);
  const place = signal(0);
  const pictures = signal<readonly Pattern[]>([]);
  const found = computed(() =>
    data.value ? filteredNumbers(data.value.labels, data.value.validationCount, filter.value) : new Uint32Array(),
  );
  const chosen = computed(() => Math.min(place.value, found.value.length - 1));
  const page = computed(() => pageAround(chosen.value, found.value.length, columns.value * ROWS));
  const from = computed(() => page.value.from);
  const to = computed(() => page.value.to);
  // Another digit of the same page is no other page.
  const numbers = computed(() => found.value.subarray(from.value, to.value));
  let asked = 0;

  const show = async (now: ShownData, wanted: Uint32Array) => {
    const ask = ++asked;
    const pixels = await now.pictures(wanted);
    // Lost on the way, or another page is looked at by now.
    if (ask !== asked || pixels.length !== wanted.length * PIXELS) return;
    pictures.value = Array.from(wanted, (_, tile): Pattern => {
      return { values: pixels.subarray(tile * PIXELS, (tile + 1) * PIXELS), scale: 'grey', reach: 255 };
    });
  };

  return {
    data,
    filter,
    columns,
    found,
    chosen,
    page,
    numbers,
    patterns: computed(() => Array.from(numbers.value, (_, tile) => pictures.value[tile] ?? null)),
    setFilter(change) {
      filter.value = { ...filter.peek(), ...change };
      place.value = 0;
    },
    setColumns(next) {
      columns.value = next;
    },
    choose(next) {
      place.value = Math.max(0, Math.min(found.peek().length - 1, next));
    },
    start: () =>
      effect(() => {
        const now = data.value;
        // A copy: what is asked for is handed over.
        const wanted = numbers.value.slice();
        if (now && wanted.length > 0) void show(now, wanted);
      }),
  };
}
