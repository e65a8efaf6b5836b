import { computed, signal, type ReadonlySignal } from '@preact/signals';
import { SimulatorError } from '../domain/errors.ts';
import { HANDS, type HandName } from '../domain/procedural/handwriting.ts';
import { IMAGE_PIXELS } from '../domain/rasterize.ts';
import { SparseImagesBuilder, type SparseImages } from '../domain/sparse-images.ts';
import type { DataFile, DataOrder } from '../engine/laboratory-data.ts';
import type { KeptDigit } from './database.ts';
import type { HeldFile, Mnist } from './mnist.ts';
import type { OwnDigits } from './own-digits.ts';
import { paintDigits } from './paint-digits.ts';
import { storedText, storeText } from './stored.ts';

export type DataSource = DataOrder['kind'];
export const DATA_SOURCES: readonly DataSource[] = ['procedural', 'mnist', 'own'];

/** What procedural digits are made from; `count` of them to train on. */
export interface ProceduralSettings {
  readonly count: number;
  readonly seed: number;
  readonly hand: HandName;
}

export const HAND_NAMES = Object.keys(HANDS) as HandName[];
export const PROCEDURAL_COUNT = { least: 1000, most: 100_000, start: 20_000 } as const;
export const PROCEDURAL_SEED = { least: 0, most: 999_999, start: 1 } as const;

/** Procedural digits held back, whatever the number to train on, so that one choice can be compared with another. */
const VALIDATION_DIGITS = 2000;
/** Of own digits, one in so many is held back. */
const OWN_HELD_BACK = 6;

/** The data that the person wants to train on. */
export interface DataSets {
  readonly source: ReadonlySignal<DataSource>;
  readonly procedural: ReadonlySignal<ProceduralSettings>;
  readonly mnist: Mnist;
  readonly own: OwnDigits;
  /** Another object whenever other data are wanted. */
  readonly choice: ReadonlySignal<object>;
  /** Has the chosen source anything to give now? */
  readonly isAvailable: ReadonlySignal<boolean>;
  /** Brings what earlier visits kept; for whoever shows the data, once they do. */
  readonly open: () => void;
  readonly setSource: (source: DataSource) => void;
  /** Numbers out of range become the nearest that is in it. */
  readonly setProcedural: (change: Partial<ProceduralSettings>) => void;
  /**
   * What the laboratory has to make for the present choice, in memory of its own, so that it can be handed over.
   *
   * Waits for files that are on their way, which end with `signal`. Throws SimulatorError 'missing' where there is nothing to make it from.
   */
  readonly order: (signal: AbortSignal) => Promise<DataOrder>;
  /** The laboratory has made what was ordered last. */
  readonly made: () => void;
  /** The laboratory could not, and says why. */
  readonly refused: (message: string) => void;
}

const KEY = 'data';

export function createDataSets(mnist: Mnist, own: OwnDigits): DataSets {
  const stored = readStored(storedText(KEY));
  const source = signal<DataSource>(stored.source);
  const procedural = signal<ProceduralSettings>(stored.procedural);
  const store = () => storeText(KEY, JSON.stringify({ source: source.value, ...procedural.value }));

  const lookForMnist = () => {
    if (source.value === 'mnist' && mnist.status.value.kind === 'unasked') void mnist.look();
  };
  // Files that come for the first time are what was wanted all along.
  const arrival = computed(() => Math.max(1, mnist.arrivals.value));
  const choice = computed<object>(() => {
    if (source.value === 'procedural') return { procedural: procedural.value };
    return source.value === 'mnist' ? { mnist: arrival.value } : { own: own.digits.value };
  });
  let ordered: DataSource | null = null;

  return {
    source,
    procedural,
    mnist,
    own,
    choice,
    isAvailable: computed(() => {
      if (source.value === 'procedural') return true;
      return source.value === 'mnist' ? mnist.status.value.kind === 'here' : own.digits.value.length > 0;
    }),
    open() {
      void own.load();
      lookForMnist();
    },
    setSource(next) {
      source.value = next;
      store();
      lookForMnist();
    },
    setProcedural(change) {
      const { count, seed, hand } = { ...procedural.value, ...change };
      procedural.value = { count: within(count, PROCEDURAL_COUNT), seed: within(seed, PROCEDURAL_SEED), hand };
      store();
    },
    async order(ending) {
      ordered = source.value;
      if (ordered === 'procedural') return { kind: 'procedural', validationCount: VALIDATION_DIGITS, ...procedural.value };
      if (ordered === 'mnist') return { kind: 'mnist', files: await bytesOf(await mnist.files(ending)) };
      await own.load();
      const digits = own.digits.value;
      if (digits.length === 0) throw new SimulatorError('missing', 'got no digits of your own yet, expected at least one');
      const images = await paintedDigits(digits);
      return { kind: 'own', images, validationCount: Math.floor(digits.length / OWN_HELD_BACK) };
    },
    made() {
      if (ordered === 'mnist') void mnist.proved();
    },
    refused(message) {
      if (ordered === 'mnist') void mnist.refused(message);
    },
  };
}

async function bytesOf(files: readonly HeldFile[]): Promise<DataFile[]> {
  return Promise.all(files.map(async ({ name, blob }) => ({ name, bytes: await blob.arrayBuffer() })));
}

/** Own digits as the network sees them. */
async function paintedDigits(digits: readonly KeptDigit[]): Promise<SparseImages> {
  const builder = new SparseImagesBuilder(IMAGE_PIXELS, digits.length);
  await paintDigits(digits, (pixels, label) => builder.add(pixels, label));
  return builder.images();
}

/** What the person chose at the last visit, as far as it makes sense. */
function readStored(text: string | null): { source: DataSource; procedural: ProceduralSettings } {
  let found: Record<string, unknown> = {};
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    if (typeof value === 'object' && value !== null) found = value as Record<string, unknown>;
  } catch {
    // Another page's, or damaged: as at the first visit.
  }
  const number = (value: unknown, range: { least: number; most: number; start: number }) =>
    typeof value === 'number' && Number.isFinite(value) ? within(value, range) : range.start;
  return {
    source: DATA_SOURCES.find((known) => known === found['source']) ?? 'procedural',
    procedural: {
      count: number(found['count'], PROCEDURAL_COUNT),
      seed: number(found['seed'], PROCEDURAL_SEED),
      hand: HAND_NAMES.find((known) => known === found['hand']) ?? 'everyday',
    },
  };
}

function within(value: number, { least, most }: { least: number; most: number }): number {
  return Math.min(most, Math.max(least, Math.round(value)));
}
