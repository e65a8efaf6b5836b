import { batch, computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { PathPoint } from '../domain/descent-path.ts';
import type { LabelledImage } from '../domain/learning-step.ts';
import type { Loss, NetworkDescription } from '../domain/network.ts';
import type { NetworkParameters } from '../domain/parameters.ts';
import {
  type LandscapeAnswer,
  type LandscapeData,
  type PathFoot,
  type PlaneKind,
  type StartSurveyor,
  type SurveyedPlane,
  type SurveyorHandle,
} from '../engine/landscape.ts';

/** What a landscape is about: whoever takes steps in it keeps these. */
export interface LandscapeSource {
  /** Its loss is the cost; null while there is no network. */
  readonly network: ReadonlySignal<NetworkDescription | null>;
  /** The way so far, oldest first; the last point is where the network is now. */
  readonly path: ReadonlySignal<readonly PathPoint[]>;
  /** The images of which the cost is the mean. */
  readonly batch: ReadonlySignal<readonly LabelledImage[]>;
}

export const SIDES = [25, 51, 101] as const;
export type Side = (typeof SIDES)[number];

/** How far a plane reaches, in the unit of SurveyOrder.reach. */
export const REACHES: Readonly<Record<PlaneKind, { readonly least: number; readonly most: number; readonly first: number }>> = {
  gradient: { least: 0.001, most: 1, first: 0.02 },
  random: { least: 0.001, most: 2, first: 0.5 },
  path: { least: 1.1, most: 20, first: 1.6 },
};

/** What people choose. */
export interface LandscapeSettings {
  readonly plane: PlaneKind;
  readonly data: 'batch' | 'samples';
  readonly side: Side;
  readonly reach: Readonly<Record<PlaneKind, number>>;
  /** Of the random directions. */
  readonly seed: number;
}

/** A landscape, as far as it is computed. */
export interface Survey {
  readonly settings: LandscapeSettings;
  readonly loss: Loss;
  /** The size of the batch that it is about; null where it is the samples. */
  readonly images: number | null;
  readonly plane: SurveyedPlane;
  /** [side × side], the row with the smallest y first; NaN where nothing is computed yet. Fills while this object stays. */
  readonly costs: Float64Array;
  /** How many rows are there. */
  readonly rows: number;
  readonly threads: number;
  /** How long the rows took so far. */
  readonly ms: number;
}

/** Where the path is on the plane of a survey. */
export interface Feet {
  readonly feet: readonly PathFoot[];
  readonly explained: number | null;
}

export type LandscapeStatus =
  /** There is nothing to compute: `why`. */
  | { readonly kind: 'empty'; readonly why: 'no-network' | 'no-images' | 'no-path' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'computing' }
  | { readonly kind: 'done' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly message: string };

/** The cost over a plane around the present network, computed elsewhere than on the page while somebody looks. */
export interface Landscape {
  readonly settings: ReadonlySignal<LandscapeSettings>;
  readonly status: ReadonlySignal<LandscapeStatus>;
  readonly survey: ReadonlySignal<Survey | null>;
  readonly feet: ReadonlySignal<Feet | null>;
  readonly change: (changes: Partial<Omit<LandscapeSettings, 'reach'>>) => void;
  /** How far the present kind of plane reaches. */
  readonly setReach: (reach: number) => void;
  /** Begins again, now. */
  readonly compute: () => void;
  readonly stop: () => void;
  /** Is somebody looking? Nothing is begun while nobody is. */
  readonly look: (isLooking: boolean) => void;
  readonly dispose: () => void;
}

/** The numbers have to rest so long before a landscape is begun: after a choice, and after weights that moved. */
const CHOICE_MS = 250;
const IDLE_MS = 900;
/** A path is sent no more often than this. */
const PATH_MS = 200;
/** New rows are shown no more often than this. */
const ROWS_MS = 350;
/** Weights have moved far when they are this near to the edge of the plane, or this far off it, in shares of half its longer side. */
const NEAR_EDGE = 0.9;
const OFF_PLANE = 0.25;
/** A surveyor that is lost more often than this is not started again. */
const MAX_LOSSES = 3;

/** What an order depends on, but for where the network is. */
interface Wish {
  readonly settings: LandscapeSettings;
  readonly network: NetworkDescription;
  readonly batch: readonly LabelledImage[] | null;
}

export function createLandscape(source: LandscapeSource, start: StartSurveyor): Landscape {
  const settings = signal<LandscapeSettings>({
    plane: 'gradient',
    data: 'batch',
    side: 51,
    reach: { gradient: REACHES.gradient.first, random: REACHES.random.first, path: REACHES.path.first },
    seed: 1,
  });
  const work = signal<'none' | 'computing' | 'done' | 'stopped'>('none');
  const failure = signal<string | null>(null);
  const survey = signal<Survey | null>(null);
  const feet = signal<Feet | null>(null);
  const isLooking = signal(false);
  const hasMoved = signal(false);
  const generation = signal(0);

  let surveyor: SurveyorHandle | null = null;
  let losses = 0;
  let number = 0;
  /** The wish that was ordered, or stopped, last. */
  let answered: Wish | null = null;
  let startMs = 0;
  let pathSentMs = -Infinity;
  let shownMs = 0;
  const timers = { order: 0 as Timer, path: 0 as Timer, rows: 0 as Timer };
  const ids = new WeakMap<NetworkParameters, number>();
  let nextId = 0;
  let sent = new Set<number>();

  const lack = computed((): Extract<LandscapeStatus, { kind: 'empty' }>['why'] | null => {
    if (!source.network.value || source.path.value.length === 0) return 'no-network';
    if (settings.value.data === 'batch' && source.batch.value.length === 0) return 'no-images';
    return settings.value.plane === 'path' && source.path.value.length < 2 ? 'no-path' : null;
  });
  const wish = computed((): Wish | null => {
    const network = source.network.value;
    if (lack.value !== null || !network) return null;
    const wanted = settings.value;
    return { settings: wanted, network, batch: wanted.data === 'batch' ? source.batch.value : null };
  });

  const sendPath = () => {
    clearTimeout(timers.path);
    pathSentMs = performance.now();
    const path = source.path.peek();
    const points = path.map(({ iteration, parameters }) => {
      const id = ids.get(parameters) ?? nextId++;
      ids.set(parameters, id);
      return { id, iteration };
    });
    const added = points.flatMap(({ id }, n) => (sent.has(id) ? [] : [{ id, parameters: path[n]!.parameters }]));
    sent = new Set(points.map(({ id }) => id));
    handle().ask({ kind: 'path', points, added });
  };

  const publishRows = (rows: number) => {
    const now = survey.peek();
    shownMs = performance.now();
    if (now) survey.value = { ...now, rows, ms: shownMs - startMs };
  };

  const hear = (answer: LandscapeAnswer) => {
    if (answer.survey !== number && answer.survey !== null) return;
    if (answer.kind === 'failed') {
      batch(() => {
        failure.value = answer.message;
        work.value = 'none';
      });
    } else if (answer.kind === 'plane') {
      const { settings: ordered, network: of, batch: images } = answered!;
      startMs = performance.now();
      batch(() => {
        const costs = new Float64Array(ordered.side ** 2).fill(NaN);
        survey.value = {
          settings: ordered,
          loss: of.loss,
          images: images?.length ?? null,
          plane: answer.plane,
          costs,
          rows: 0,
          threads: answer.threads,
          ms: 0,
        };
        feet.value = null;
        hasMoved.value = false;
      });
    } else if (answer.kind === 'feet') {
      feet.value = { feet: answer.feet, explained: answer.explained };
      hasMoved.value = isFar(survey.peek()!.plane, answer.feet);
    } else {
      const { costs, settings: ordered } = survey.peek()!;
      costs.set(answer.costs, answer.row * ordered.side);
      const rows = answer.row + 1;
      clearTimeout(timers.rows);
      if (rows === ordered.side) {
        batch(() => {
          publishRows(rows);
          work.value = 'done';
        });
      } else if (performance.now() - shownMs >= ROWS_MS) publishRows(rows);
      else timers.rows = setTimeout(() => publishRows(rows), ROWS_MS);
    }
  };

  const lost = (reason: string) => {
    surveyor = null;
    sent = new Set();
    answered = null;
    losses++;
    batch(() => {
      work.value = 'none';
      if (losses > MAX_LOSSES) failure.value = reason;
      else generation.value++;
    });
  };

  const handle = (): SurveyorHandle => (surveyor ??= start(hear, lost));

  const order = () => {
    clearTimeout(timers.order);
    const wanted = wish.peek();
    if (!wanted) return;
    number++;
    answered = wanted;
    clearTimeout(timers.rows);
    sendPath();
    const { plane, side, seed, reach } = wanted.settings;
    const data: LandscapeData = wanted.batch ? packed(wanted.batch) : 'samples';
    handle().ask({ kind: 'survey', number, network: wanted.network, data, plane, seed, reach: reach[plane], side });
    batch(() => {
      work.value = 'computing';
      hasMoved.value = false;
    });
  };

  const stops = [
    // Another wish, or weights that have moved far: once they rest, the landscape is computed again.
    effect(() => {
      const wanted = wish.value;
      const isAnother = wanted !== null && !isSame(wanted, answered);
      const isAgain = hasMoved.value && work.value !== 'stopped';
      if (!isLooking.value) return clearTimeout(timers.order);
      if (generation.value < 0 || failure.value !== null || !(isAnother || isAgain)) return;
      if (isAgain && source.path.value.length === 0) return;
      clearTimeout(timers.order);
      timers.order = setTimeout(order, isAnother ? CHOICE_MS : IDLE_MS);
    }),
    // The path is followed on the plane that there is.
    effect(() => {
      if (source.path.value.length === 0 || !isLooking.value || !survey.value?.plane) return;
      untracked(() => {
        clearTimeout(timers.path);
        const waitMs = pathSentMs + PATH_MS - performance.now();
        if (isSent(source.path.peek(), ids, sent)) return;
        timers.path = setTimeout(sendPath, Math.max(0, waitMs));
      });
    }),
  ];

  return {
    settings,
    status: computed(() => {
      if (lack.value !== null) return { kind: 'empty', why: lack.value };
      if (failure.value !== null) return { kind: 'failed', message: failure.value };
      return work.value === 'none' ? { kind: 'waiting' } : { kind: work.value };
    }),
    survey,
    feet,
    change(changes) {
      batch(() => {
        failure.value = null;
        settings.value = { ...settings.value, ...changes };
      });
    },
    setReach(reach) {
      const { plane } = settings.peek();
      const { least, most } = REACHES[plane];
      batch(() => {
        failure.value = null;
        settings.value = {
          ...settings.peek(),
          reach: { ...settings.peek().reach, [plane]: Math.min(most, Math.max(least, reach)) },
        };
      });
    },
    compute() {
      losses = 0;
      failure.value = null;
      order();
    },
    stop() {
      clearTimeout(timers.order);
      answered = wish.peek();
      surveyor?.ask({ kind: 'rest' });
      work.value = 'stopped';
    },
    look(looks) {
      isLooking.value = looks;
    },
    dispose() {
      for (const stop of stops) stop();
      for (const timer of Object.values(timers)) clearTimeout(timer);
      surveyor?.close();
      surveyor = null;
    },
  };
}

type Timer = ReturnType<typeof setTimeout> | 0;

function isSame(one: Wish, other: Wish | null): boolean {
  return (
    other !== null &&
    one.batch === other.batch &&
    JSON.stringify([one.settings, one.network]) === JSON.stringify([other.settings, other.network])
  );
}

function isSent(path: readonly PathPoint[], ids: WeakMap<NetworkParameters, number>, sent: ReadonlySet<number>): boolean {
  return path.length === sent.size && path.every(({ parameters }) => sent.has(ids.get(parameters) ?? -1));
}

/** Is the last point of the path about to leave the plane, or far from it? */
function isFar({ extent }: SurveyedPlane, feet: readonly PathFoot[]): boolean {
  const now = feet[feet.length - 1];
  if (!now) return false;
  const share = ([from, to]: readonly [number, number], value: number) => Math.abs((2 * value - from - to) / (to - from));
  const half = Math.max(extent.x[1] - extent.x[0], extent.y[1] - extent.y[0]) / 2;
  return share(extent.x, now.x) > NEAR_EDGE || share(extent.y, now.y) > NEAR_EDGE || now.distance > OFF_PLANE * half;
}

/** The images in one piece, as they are posted. */
function packed(images: readonly LabelledImage[]): Exclude<LandscapeData, 'samples'> {
  const { length } = images[0]!.pixels;
  const pixels = new Uint8Array(images.length * length);
  for (const [n, image] of images.entries()) pixels.set(image.pixels, n * length);
  return { pixels, labels: Uint8Array.from(images, ({ label }) => label) };
}
