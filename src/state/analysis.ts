import { batch, computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals';
import type { Clamp } from '../domain/clamp.ts';
import type { NetworkStatistics } from '../domain/neuron-statistics.ts';
import type { NetworkParameters } from '../domain/parameters.ts';
import type { PreferredInput } from '../domain/preferred-input.ts';
import type { AnalysisAnswer, AnalystHandle, DigitResult, FavouritePictures, StartAnalyst } from '../engine/analysis.ts';
import type { Recognition } from './recognition.ts';
import type { ImageChoice, ShownImages } from './shown-images.ts';

/** What has been found out about the present network. */
export interface Findings {
  readonly statistics: NetworkStatistics;
  readonly favourites: FavouritePictures;
}

/** How a network with a neuron held does over the images. */
export interface HeldResult {
  /** What the neuron was held at; a few hundredths of a second behind a hand at the slider. */
  readonly clamp: Clamp;
  readonly result: DigitResult;
}

/** What a network has learned, found out elsewhere than on the page while somebody wants to know. */
export interface Analysis {
  /** One a layer: the inputs found so far, one a neuron; null while it is not known. Kept until the network's numbers change. */
  readonly preferred: ReadonlySignal<readonly (readonly (PreferredInput | null)[])[]>;
  readonly findings: ReadonlySignal<Findings | null>;
  /** The images that findings, baseline and held speak of; others that are chosen come in their place as soon as somebody looks. */
  readonly images: ReadonlySignal<ShownImages>;
  /** How far the findings are, 0 to 1. */
  readonly progress: ReadonlySignal<number>;
  /** The network as it is over the images; null while that is not known. */
  readonly baseline: ReadonlySignal<DigitResult | null>;
  /** The network with the neuron that is held now; null while none is held or nothing is known about it. */
  readonly held: ReadonlySignal<HeldResult | null>;
  /** Why nothing more is found out; null while all is well. */
  readonly failure: ReadonlySignal<string | null>;
  /**
   * Begins, or goes on, with a layer's preferred inputs ([0] has none to find) and with the findings; null ends all work.
   *
   * Other numbers are looked at when they have rested for REST_MS.
   */
  readonly want: (layer: number | null) => void;
  readonly retry: () => void;
}

/** An analyst that is lost more often than this is not started again. */
const MAX_LOSSES = 3;

/** Writing the images takes this share of the work, and bringing them that. */
const GATHERING = { writing: 0.7, bringing: 0.3 } as const;

/** Numbers that change are looked at when they have been the same for so long: while a network is trained nobody could keep up with it. */
export const REST_MS = 400;

export function createAnalysis(recognition: Recognition, start: StartAnalyst, choice: ImageChoice): Analysis {
  const wanted = signal<number | null>(null);
  const preferred = signal<readonly (readonly (PreferredInput | null)[])[]>([]);
  const findings = signal<Findings | null>(null);
  const images = signal(choice.chosen.peek());
  const progress = signal(0);
  const baseline = signal<DigitResult | null>(null);
  const latest = signal<HeldResult | null>(null);
  const failure = signal<string | null>(null);
  /** Grows with every analyst that starts anew, so that it is asked again. */
  const generation = signal(0);
  let analyst: AnalystHandle | null = null;
  let losses = 0;
  let revision = 0;
  let set = 0;
  /** What the analyst knows. */
  let subject: NetworkParameters | null = null;
  let toldSet = 0;
  /** The numbers that were the same for long enough. */
  const rested = signal<NetworkParameters | null>(null);
  const isWanted = computed(() => wanted.value !== null);
  /** The network's numbers if they are worth a look; null while they change. */
  const settled = computed(() => {
    const parameters = recognition.learned.value;
    return parameters === rested.value && recognition.status.value.kind === 'ready' ? parameters : null;
  });
  /** The evaluation that was asked for last, and whom. */
  let asked: {
    readonly analyst: AnalystHandle;
    readonly revision: number;
    readonly set: number;
    readonly clamp: Clamp | null;
  } | null = null;

  const lost = (reason: string) => {
    analyst = null;
    losses++;
    if (losses > MAX_LOSSES) failure.value = reason;
    else generation.value++;
  };
  const hear = (answer: AnalysisAnswer) => {
    if (answer.kind === 'failed') failure.value = answer.message;
    else if ('set' in answer && answer.set !== set) return;
    else if (answer.kind === 'wanted') void bring(answer.from, answer.to);
    else if (answer.kind === 'progress') {
      const { part, done, total } = answer;
      const gathering = images.peek().bring ? GATHERING.bringing : GATHERING.writing;
      progress.value = part === 'looking' ? gathering + ((1 - gathering) * done) / total : (gathering * done) / total;
    } else if (answer.revision !== revision) return;
    else if (answer.kind === 'preferred') {
      preferred.value = preferred.value.map((layer, index) =>
        index === answer.layer ? layer.with(answer.neuron, answer.preferred) : layer,
      );
    } else if (answer.kind === 'statistics') {
      findings.value = { statistics: answer.statistics, favourites: answer.favourites };
    } else if (answer.clamp === null) baseline.value = answer.result;
    else latest.value = { clamp: answer.clamp, result: answer.result };
  };

  /** Brings the images that the analyst wants next. */
  const bring = async (from: number, to: number) => {
    const mine = set;
    const asker = analyst;
    const piece = await images.peek().bring!(from, to);
    // Another analyst begins with the first image.
    if (mine !== set || asker !== analyst) return;
    if (piece.pixels.length > 0) return asker?.ask({ kind: 'piece', set, ...piece }, [piece.pixels.buffer]);
    // What has come so far is of no use, and a new try begins from the first.
    set++;
    failure.value = 'the images did not come';
  };

  const forgetFindings = () => {
    findings.value = null;
    progress.value = 0;
    baseline.value = null;
    latest.value = null;
  };
  /** What was known is not true of other numbers; answers that are on their way come too late. */
  const forget = () => {
    const now = recognition.status.peek();
    revision++;
    batch(() => {
      preferred.value =
        now.kind === 'ready'
          ? now.network.layers.map(({ outFeatures }) => Array.from({ length: outFeatures }, () => null))
          : [];
      forgetFindings();
    });
  };
  /** What was found out with other images is not true of these; preferred inputs do not depend on them. */
  const show = (next: ShownImages) => {
    set++;
    losses = 0;
    batch(() => {
      images.value = next;
      failure.value = null;
      forgetFindings();
    });
  };

  /** An analyst that knows the present network, and what to look with. */
  const introduce = (parameters: NetworkParameters, { bring: isBrought, count }: ShownImages): AnalystHandle => {
    const now = recognition.status.peek();
    const isNew = analyst === null;
    analyst ??= start(hear, lost);
    if (isNew || toldSet !== set) {
      analyst.ask({ kind: 'images', set, count: isBrought ? count : null });
      toldSet = set;
    }
    if (now.kind !== 'ready' || (!isNew && parameters === subject)) return analyst;
    subject = parameters;
    analyst.ask({ kind: 'network', revision, model: { network: now.network, parameters } });
    return analyst;
  };

  // These live as long as the page. Each reads only what it depends on, so that a slider's move asks no more than it must.
  effect(() => {
    if (!isWanted.value) return;
    const parameters = recognition.learned.value;
    if (!parameters || parameters === rested.peek()) return;
    untracked(forget);
    const settle = () => {
      rested.value = parameters;
    };
    if (rested.peek() === null) return settle();
    const timer = setTimeout(settle, REST_MS);
    return () => clearTimeout(timer);
  });
  effect(() => {
    if (!isWanted.value) return;
    const next = choice.chosen.value;
    if (next !== images.peek()) untracked(() => show(next));
  });
  effect(() => {
    const layer = wanted.value;
    if (generation.value < 0 || failure.value !== null) return;
    const parameters = layer === null ? null : settled.value;
    if (layer === null || !parameters) {
      analyst?.ask({ kind: 'rest' });
      asked = null;
      return;
    }
    const shown = images.value;
    untracked(() => {
      const handle = introduce(parameters, shown);
      const open = (preferred.value[layer] ?? []).flatMap((found, neuron) => (found ? [] : [neuron]));
      handle.ask({ kind: 'preferred', layer, neurons: layer === 0 ? [] : open });
      if (!findings.value) handle.ask({ kind: 'statistics' });
    });
  });
  effect(() => {
    if (!isWanted.value || failure.value !== null || generation.value < 0) return;
    const parameters = settled.value;
    // The network as it is comes first: what a held neuron does is told by the difference.
    const clamp = baseline.value ? recognition.clamp.value : null;
    if (!parameters || (baseline.value && !clamp)) return;
    const shown = images.value;
    untracked(() => {
      const handle = introduce(parameters, shown);
      if (asked?.analyst === handle && asked.revision === revision && asked.set === set && asked.clamp === clamp) return;
      asked = { analyst: handle, revision, set, clamp };
      handle.ask({ kind: 'evaluation', clamp });
    });
  });

  return {
    preferred,
    findings,
    images,
    progress,
    baseline,
    held: computed(() => {
      const clamp = recognition.clamp.value;
      const result = latest.value;
      const isSameNeuron = clamp?.layer === result?.clamp.layer && clamp?.neuron === result?.clamp.neuron;
      return clamp && result && isSameNeuron ? result : null;
    }),
    failure,
    want(layer) {
      wanted.value = layer;
    },
    retry() {
      losses = 0;
      asked = null;
      batch(() => {
        failure.value = null;
        generation.value++;
      });
    },
  };
}
