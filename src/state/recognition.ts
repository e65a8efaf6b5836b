import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { NetworkDescription } from '../domain/network.ts';
import { ALL_STEPS, preprocess, type Preprocessed, type PreprocessSteps, type StepId } from '../domain/preprocess.ts';
import type { Drawing } from '../domain/strokes.ts';
import type { Engine, EngineKind } from '../engine/engine.ts';

/** Where the page's network stands. */
export type NetworkStatus =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly engineKind: EngineKind; readonly network: NetworkDescription }
  /** `message` is the error's own: what was found, what was expected and where. */
  | { readonly kind: 'failed'; readonly message: string };

/** From the drawing to the answer: the steps in between, the network, and what it says. */
export interface Recognition {
  readonly status: ReadonlySignal<NetworkStatus>;
  readonly steps: ReadonlySignal<PreprocessSteps>;
  readonly preprocessed: ReadonlySignal<Preprocessed>;
  /** [10], 0 to 1; null while there is no network or nothing is drawn. */
  readonly probabilities: ReadonlySignal<readonly number[] | null>;
  readonly switchStep: (id: StepId, on: boolean) => void;
  readonly networkLoading: () => void;
  /** The engine holds the network's numbers already. */
  readonly networkReady: (engine: Engine) => void;
  readonly networkFailed: (message: string) => void;
}

export function createRecognition(drawing: ReadonlySignal<Drawing>): Recognition {
  const steps = signal<PreprocessSteps>(ALL_STEPS);
  const status = signal<NetworkStatus>({ kind: 'loading' });
  const engine = signal<Engine | null>(null);
  const preprocessed = computed(() => preprocess(drawing.value, steps.value));
  const probabilities = computed(() => {
    if (!engine.value || drawing.value.length === 0) return null;
    // The outputs are views on the engine's memory, which its next call overwrites.
    return [...engine.value.predict(preprocessed.value.pixels).outputs];
  });
  return {
    status,
    steps,
    preprocessed,
    probabilities,
    switchStep(id, on) {
      steps.value = { ...steps.value, [id]: on };
    },
    networkLoading() {
      status.value = { kind: 'loading' };
    },
    networkReady(next) {
      engine.value = next;
      status.value = { kind: 'ready', engineKind: next.kind, network: next.network };
    },
    networkFailed(message) {
      status.value = { kind: 'failed', message };
    },
  };
}
