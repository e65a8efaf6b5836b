import { batch, computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import { commonestMistake, confusedAs, confusionOf } from '../../../domain/confusion.ts';
import type { NetworkParameters } from '../../../domain/parameters.ts';
import { IMAGE_PIXELS } from '../../../domain/rasterize.ts';
import type { Picture } from '../../../domain/sheet.ts';
import type { Look, Mistake } from '../../../engine/laboratory.ts';
import type { DataFacts } from '../../../engine/laboratory-data.ts';
import type { Pattern } from '../../../scenes/color-ramps.ts';
import type { State } from '../../../state/state.ts';

/** Pictures on one page of a cell. */
export const PAGE = 24;
export const MISTAKES = 12;

/** Pictures follow training no more often than this: somebody looks at them. */
const SLOWLY_MS = 1000;
/** Pictures that stay once they have come: 1.6 MB. */
const MOST_KEPT = 2048;

/** An image of the data set that lies on the pad. */
interface Placed {
  readonly image: number;
  readonly label: number;
}

/** What the images held back are read as, followed while training runs and somebody looks. */
export interface Understanding {
  /** Whose these figures are: of the run's network, which the page has, of another one that the page has, or of one that it had before. */
  readonly whose: ReadonlySignal<'run' | 'page' | 'earlier'>;
  /** [10 × 10], row: the true digit; null where there is nothing to see yet. */
  readonly confusion: ReadonlySignal<Uint32Array | null>;
  /** The cell whose pictures are shown: the chosen one, or the most frequent mistake. */
  readonly cell: ReadonlySignal<number>;
  readonly isChosen: ReadonlySignal<boolean>;
  readonly choose: (cell: number) => void;
  /** The images in the cell, by their number in the data set. */
  readonly members: ReadonlySignal<readonly number[]>;
  readonly page: ReadonlySignal<number>;
  readonly pages: ReadonlySignal<number>;
  readonly turn: (by: 1 | -1) => void;
  /** The images on the present page. */
  readonly shown: ReadonlySignal<readonly number[]>;
  readonly mistakes: ReadonlySignal<readonly Mistake[]>;
  /** How an image looks; null until it has come. */
  readonly patternOf: (image: number) => Pattern | null;
  /** Puts an image that has come on the pad, for every section to look at. */
  readonly putOnPad: (image: number) => void;
  /** The image on the pad, while it is one of these and nobody has changed it; null otherwise. */
  readonly onPad: ReadonlySignal<Placed | null>;
  /** Its number. */
  readonly marked: ReadonlySignal<number | null>;
  readonly dispose: () => void;
}

/** What a network makes of the images held back, with the data that it speaks of. */
interface Judged {
  readonly data: DataFacts;
  /** Of which the pictures are. */
  readonly of: 'run' | 'data';
  /** Of a network that is not the run's; null for the run's, of whose mistakes training knows. */
  readonly page: { readonly parameters: NetworkParameters; readonly mistakes: readonly Mistake[] } | null;
  readonly predictions: Uint8Array;
  /** The true digits of the images held back, and the number of the first of them. */
  readonly labels: Uint8Array;
  readonly first: number;
}

export function createUnderstanding({ training, recognition, pad }: State, isInSight: ReadonlySignal<boolean>): Understanding {
  const chosen = signal<number | null>(null);
  const turned = signal(0);
  const arrivals = signal(0);
  const slow = signal<Judged | null>(null);
  const kept = new Map<number, Pattern>();
  let isAsking = false;
  let keptOf: DataFacts | null = null;
  /** Pictures that came to the pad from here; undo may bring any of them back. */
  let placed = new WeakMap<Picture, Placed>();

  /** While training goes on its network is the page's within the second. */
  const isRuns = computed(() => training.isShown.value || ['preparing', 'running'].includes(training.status.value.kind));
  /** The network that is to be judged beside the run; null while nobody looks, or it is the run's. */
  const wanted = computed(() => (isInSight.value && !isRuns.value ? recognition.learned.value : null));
  const ofPage = signal<Judged | null>(null);
  let isJudging = false;

  let last: Judged | null = null;
  const judged = computed(() => {
    if (isInSight.value) {
      if (isRuns.value) last = judgedLook(training.look.value, training.runData.value);
      // Until the page's network is judged, what was there stays.
      else if (ofPage.value && ofPage.value.page!.parameters === recognition.learned.value) last = ofPage.value;
    }
    return last;
  });
  const whose = computed(() => {
    const other = judged.value?.page;
    if (!other) return isRuns.value ? 'run' : 'earlier';
    return other.parameters === recognition.learned.value ? 'page' : 'earlier';
  });
  const confusion = computed(() => judged.value && confusionOf(judged.value.labels, judged.value.predictions));
  const cell = computed(() => {
    if (chosen.value !== null) return chosen.value;
    const now = slow.value;
    return (now && commonestMistake(confusionOf(now.labels, now.predictions))) ?? 0;
  });
  const members = computed(() => {
    const now = slow.value;
    return now ? confusedAs(now.labels, now.predictions, cell.value).map((place) => now.first + place) : [];
  });
  const pages = computed(() => Math.max(1, Math.ceil(members.value.length / PAGE)));
  const page = computed(() => Math.min(turned.value, pages.value - 1));
  const shown = computed(() => members.value.slice(page.value * PAGE, (page.value + 1) * PAGE));
  const mistakes = computed(() => {
    if (!slow.value) return [];
    return slow.value.page?.mistakes ?? training.mistakes.value?.mistakes ?? [];
  });

  const onPad = computed(() => {
    const { value: picture } = pad.picture;
    return (picture && placed.get(picture)) ?? null;
  });

  let timer: ReturnType<typeof setTimeout> | 0 = 0;
  let followedMs = -Infinity;
  const follow = () => {
    clearTimeout(timer);
    timer = 0;
    followedMs = performance.now();
    const now = judged.peek();
    if (now?.data !== keptOf) forget(now?.data ?? null);
    slow.value = now;
    if (now && !now.page) training.askForMistakes(MISTAKES);
    if (wanted.peek()) void judgePage(wanted.peek()!);
  };
  const followSoon = () => {
    timer ||= setTimeout(follow, Math.max(0, followedMs + SLOWLY_MS - performance.now()));
  };
  const judgePage = async (parameters: NetworkParameters) => {
    const status = recognition.status.peek();
    const data = training.data.peek();
    const isKnown = ofPage.peek()?.page!.parameters === parameters && ofPage.peek()!.data === data;
    if (status.kind !== 'ready' || !data || isJudging || isKnown) return;
    isJudging = true;
    const answer = await training.judge({ network: status.network, parameters }, MISTAKES);
    isJudging = false;
    if (wanted.peek() !== parameters) followSoon();
    const { mistakes: worst, validation } = answer ?? {};
    const facts = training.data.peek();
    if (!validation || !worst || !facts) return;
    const { predictions } = validation;
    const found = judgedOf(predictions, facts, 'data', { parameters, mistakes: worst });
    if (!found) return;
    // Matrix and mistakes are those of one network.
    batch(() => {
      ofPage.value = found;
      follow();
    });
  };
  const forget = (data: DataFacts | null) => {
    keptOf = data;
    kept.clear();
    placed = new WeakMap();
    turned.value = 0;
  };
  const fetchMissing = async () => {
    const missing = [...shown.peek(), ...mistakes.peek().map(({ image }) => image)].filter((image) => !kept.has(image));
    if (isAsking || missing.length === 0) return;
    isAsking = true;
    const of = keptOf;
    const pixels = await training.pictures(Uint32Array.from(missing), slow.peek()?.of ?? 'run');
    isAsking = false;
    if (of !== keptOf || pixels.length !== missing.length * IMAGE_PIXELS) return;
    if (kept.size + missing.length > MOST_KEPT) kept.clear();
    for (const [place, image] of missing.entries()) {
      const values = pixels.subarray(place * IMAGE_PIXELS, (place + 1) * IMAGE_PIXELS);
      kept.set(image, { values, scale: 'grey', reach: 255 });
    }
    arrivals.value++;
  };
  const stops = [
    effect(() => {
      void judged.value;
      // Other data, too, are something to be judged by.
      if (wanted.value) void training.data.value;
      followSoon();
    }),
    effect(() => {
      void shown.value;
      void mistakes.value;
      void arrivals.value;
      untracked(() => void fetchMissing());
    }),
  ];

  return {
    whose,
    confusion,
    cell,
    isChosen: computed(() => chosen.value !== null),
    choose(next) {
      batch(() => {
        chosen.value = next;
        turned.value = 0;
      });
    },
    members,
    page,
    pages,
    turn(by) {
      turned.value = Math.min(pages.peek() - 1, Math.max(0, page.peek() + by));
    },
    shown,
    mistakes,
    patternOf(image) {
      void arrivals.value;
      return kept.get(image) ?? null;
    },
    putOnPad(image) {
      const pattern = kept.get(image);
      const label = keptOf?.labels[image];
      if (!pattern || label === undefined) return;
      // Known before anybody looks at what lies there.
      batch(() => placed.set(pad.putPicture(Uint8Array.from(pattern.values)), { image, label }));
    },
    onPad,
    marked: computed(() => onPad.value?.image ?? null),
    dispose() {
      clearTimeout(timer);
      for (const stop of stops) stop();
    },
  };
}

/** null where nobody has looked yet, or no images are held back to look at. */
function judgedLook(look: Look | null, data: DataFacts | null): Judged | null {
  if (!look?.validation || !data) return null;
  return judgedOf(look.validation.predictions, data, 'run', null);
}

function judgedOf(predictions: Uint8Array, data: DataFacts, of: Judged['of'], page: Judged['page']): Judged | null {
  const first = data.labels.length - data.validationCount;
  if (predictions.length !== data.validationCount) return null;
  return { data, of, page, predictions, labels: data.labels.subarray(first), first };
}
