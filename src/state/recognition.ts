import { batch, computed, signal, type ReadonlySignal } from '@preact/signals';
import { clampedParameters, type Clamp } from '../domain/clamp.ts';
import type { NetworkDescription } from '../domain/network.ts';
import { ALL_STEPS, seenImage, type Preprocessed, type PreprocessSteps, type StepId } from '../domain/preprocess.ts';
import type { Model, NetworkParameters } from '../domain/parameters.ts';
import { isBlank, type Sheet } from '../domain/sheet.ts';
import type { Engine, EngineKind } from '../engine/engine.ts';
import { predictingEngine } from '../engine/predicting.ts';

/** Where the page's network stands. */
export type NetworkStatus =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly engineKind: EngineKind; readonly network: NetworkDescription }
  /** `message` is the error's own: what was found, what was expected and where. */
  | { readonly kind: 'failed'; readonly message: string };

/** What the network makes of the present image, neuron by neuron. */
export interface Activity {
  readonly network: NetworkDescription;
  /** [784], 0 to 255: the image that the network sees. */
  readonly pixels: Uint8Array;
  /** Is nothing drawn? Then these are the numbers of an empty image, which is no digit. */
  readonly isBlank: boolean;
  /** One [outFeatures] a layer, views on the engine's memory that its next look overwrites: z = W·x + b. */
  readonly preActivations: readonly Float32Array[];
  /** Likewise: a = f(z). */
  readonly activations: readonly Float32Array[];
}

/** From what lies on the pad to the answer: the steps in between, the network, and what it says. */
export interface Recognition {
  readonly status: ReadonlySignal<NetworkStatus>;
  readonly steps: ReadonlySignal<PreprocessSteps>;
  readonly preprocessed: ReadonlySignal<Preprocessed>;
  /** A new one whenever the image or the network changes; null while there is no network. */
  readonly activity: ReadonlySignal<Activity | null>;
  /** The numbers that the network computes with now, a held neuron included; copied once for each change, null while there is no network. */
  readonly parameters: ReadonlySignal<NetworkParameters | null>;
  /** The network's own numbers, whether a neuron is held or not. */
  readonly learned: ReadonlySignal<NetworkParameters | null>;
  /** The neuron that is held at a value; null leaves all to themselves. */
  readonly clamp: ReadonlySignal<Clamp | null>;
  /** [10], 0 to 1; null while there is no network or nothing is drawn. */
  readonly probabilities: ReadonlySignal<readonly number[] | null>;
  readonly switchStep: (id: StepId, on: boolean) => void;
  readonly networkLoading: () => void;
  /** The engine holds the network's numbers already. */
  readonly networkReady: (engine: Engine) => void;
  /** The engine's numbers are others than before. */
  readonly parametersChanged: () => void;
  /** Puts other numbers of its own into the network, for every section; nothing happens while there is no network. */
  readonly loadParameters: (parameters: NetworkParameters) => void;
  /**
   * Holds a neuron in place of the one before; null brings the network's own numbers back, bit for bit.
   *
   * false, and nothing changes, where the network has no bias that could hold it. New numbers (`parametersChanged`) let it go.
   */
  readonly setClamp: (clamp: Clamp | null) => boolean;
  readonly networkFailed: (message: string) => void;
  /**
   * Puts a network in place of the present one, for every section; one of another shape gets an engine of its own.
   *
   * Where several are shown at once, the last one stays.
   */
  readonly show: (model: Model) => Promise<void>;
}

/** Makes an engine that looks at one image at a time. */
export type OpenEngine = (network: NetworkDescription) => Promise<Engine>;

export function createRecognition(sheet: ReadonlySignal<Sheet>, openEngine: OpenEngine = javascriptEngine): Recognition {
  const steps = signal<PreprocessSteps>(ALL_STEPS);
  const status = signal<NetworkStatus>({ kind: 'loading' });
  const engine = signal<Engine | null>(null);
  const preprocessed = computed(() => seenImage(sheet.value, steps.value));
  const revision = signal(0);
  const activity = computed((): Activity | null => {
    if (!engine.value || revision.value < 0) return null;
    const { pixels } = preprocessed.value;
    const { preActivations, activations } = engine.value.predict(pixels);
    const { network } = engine.value;
    return { network, pixels, isBlank: isBlank(sheet.value), preActivations, activations };
  });
  const clamp = signal<Clamp | null>(null);
  const learnedRevision = signal(0);
  // Read before anything is held, and never again until the numbers are others.
  const learned = computed(() => (learnedRevision.value < 0 ? null : (engine.value?.parameters() ?? null)));
  const parameters = computed(() => {
    if (clamp.value === null) return learned.value;
    return revision.value < 0 ? null : (engine.value?.parameters() ?? null);
  });
  const probabilities = computed(() => {
    const seen = activity.value;
    if (!seen || seen.isBlank) return null;
    return [...seen.activations[seen.activations.length - 1]!];
  });
  let shows = 0;
  const networkReady = (next: Engine) => {
    batch(() => {
      clamp.value = null;
      engine.value = next;
      status.value = { kind: 'ready', engineKind: next.kind, network: next.network };
    });
  };
  const loadParameters = (next: NetworkParameters) => {
    if (!engine.value) return;
    engine.value.loadParameters(next);
    parametersChanged();
  };
  const parametersChanged = () => {
    batch(() => {
      clamp.value = null;
      learnedRevision.value++;
      revision.value++;
    });
  };
  return {
    status,
    steps,
    preprocessed,
    activity,
    parameters,
    learned,
    clamp,
    probabilities,
    switchStep(id, on) {
      steps.value = { ...steps.value, [id]: on };
    },
    networkLoading() {
      status.value = { kind: 'loading' };
    },
    networkReady(next) {
      shows++;
      networkReady(next);
    },
    parametersChanged,
    loadParameters,
    setClamp(next) {
      const own = learned.value;
      if (!engine.value || !own) return false;
      const held = next ? clampedParameters({ network: engine.value.network, parameters: own }, next) : own;
      if (!held) return false;
      engine.value.loadParameters(held);
      batch(() => {
        clamp.value = next;
        revision.value++;
      });
      return true;
    },
    networkFailed(message) {
      status.value = { kind: 'failed', message };
    },
    async show({ network, parameters: next }) {
      const show = ++shows;
      const now = engine.peek();
      if (now && JSON.stringify(now.network) === JSON.stringify(network)) return loadParameters(next);
      const opened = await openEngine(network);
      if (show !== shows) return;
      opened.loadParameters(next);
      networkReady(opened);
    },
  };
}

/** An engine that needs nothing but this code. */
function javascriptEngine(network: NetworkDescription): Promise<Engine> {
  return predictingEngine(network, () => Promise.reject(new Error('got no way to load a binary')));
}
